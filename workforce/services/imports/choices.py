"""How the sender had a file read, where the guess was wrong: settled by hand, sheet by sheet, and kept with the file.

As JSON, each part optional: ``{sheet: {"used": bool, "heading_row": number, "columns": {letter: meaning}, "encodings":
{letter: encoding}}}``. Rows count from 1 and columns have letters, as a spreadsheet shows them. A meaning of ""
leaves a column out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class SheetChoices:
    """``used`` and ``heading_row`` are None where nobody settled them; an encoding may be ``AS_IT_IS``."""

    used: bool | None = None
    heading_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)


def choices_of(stored: Mapping[str, Mapping], sheet: str) -> SheetChoices:
    return SheetChoices(**stored.get(sheet, {}))
