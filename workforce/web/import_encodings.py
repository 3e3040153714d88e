"""Columns of a file in an encoding from before Unicode: what they would become, and what the sender decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from workforce.services.imports.choices import AS_IT_IS
from workforce.services.imports.old_encodings import ToldColumn
from workforce.services.imports.problems import Code
from workforce.vietnam.legacy_encodings import Encoding
from workforce.wording.encodings import NAMES

OLD = {Code.OLD_ENCODING, Code.ENCODING_CONVERTED}
# Each is a field of the form, and Django takes a thousand
SHOWN_COLUMNS = 800


@dataclass
class ShownColumn:
    """One column, as ``imports/encodings.html`` shows it. ``number``: of its sheet among those with such columns."""

    number: int
    sheet: str
    old: ToldColumn
    heading: str = ""

    @property
    def field(self) -> str:
        return f"encoding-{self.number}-{self.old.letter}"


def encodings_of(checked) -> dict:
    """Those to decide first, since not all of them may be shown."""
    headings = {
        (sheet.name, column.letter): column.heading for sheet in checked.read for column in sheet.columns if column.path
    }
    found = sorted(columns_in(checked), key=lambda each: each.old.decided)
    for each in found:
        each.heading = headings.get((each.sheet, each.old.letter), "")
    return {
        "old_columns": found[:SHOWN_COLUMNS],
        "old_count": len(found),
        "more_old_columns": len(found[SHOWN_COLUMNS:]),
        "undecided": sum(not each.old.decided for each in found),
        "encodings": list(NAMES.items()),
        "as_it_is": AS_IT_IS,
    }


def columns_in(checked) -> Iterator[ShownColumn]:
    told = [
        (problem.sheet, old) for problem in checked.problems if problem.code in OLD for old in problem.params["columns"]
    ]
    numbers = {sheet: number for number, sheet in enumerate(dict.fromkeys(sheet for sheet, _ in told))}
    return (ShownColumn(numbers[sheet], sheet, old) for sheet, old in told)


def decided(posted: QueryDict, before: Mapping[str, Mapping], checked) -> dict[str, dict]:
    """The choices after the answer: for each column an encoding, or to leave it as it is.

    The buttons for all columns are for those as well that were not shown; ``checked``: the file as it was shown.
    """
    choices = {name: dict(sheet) for name, sheet in before.items()}
    for each in columns_in(checked):
        encoding = posted.get(each.field, each.old.encoding if "all" in posted else "")
        encoding = AS_IT_IS if "leave" in posted else encoding
        if encoding in {*Encoding, AS_IT_IS}:
            own = choices.setdefault(each.sheet, {})
            own["encodings"] = {**own.get("encodings", {}), each.old.letter: str(encoding)}
    return choices
