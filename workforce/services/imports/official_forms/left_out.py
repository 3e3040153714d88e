"""Whom the columns of a form leave out, as our own print says it on its second sheet.

The columns of one row may make up less than its total without anything being wrong: for some people there is no
column, of others nothing is known. The portal prints how many, and reads it back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workforce.indicators.forms.shape import Form
from workforce.indicators.forms.shared import CHECK_COLUMNS, LEFT_OUT, NO_INFORMATION
from workforce.services.imports.reading import Sheet
from workforce.services.imports.rows import count_in
from workforce.vietnam.text import clean, compare_key


@dataclass(frozen=True)
class LeftOut:
    """People of one row: by column that the form lacks, by dimension that nobody knows of them, and all the others
    of a dimension whom no column counts.
    """

    people: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)


class Statement:
    """What the second sheet of a printed form says, by the name of the row. Whom it does not name is nobody."""

    def __init__(self, sheets: Iterable[Sheet]):
        self.lines: dict[tuple[str, str], int] = {}
        self.is_there = False
        for sheet in sheets:
            self.is_there = True
            for row in sheet.rows[1:]:
                what, name, people = [*row, None, None, None][:3]
                number = count_in(people).value
                if isinstance(what, str) and isinstance(name, str) and number is not None:
                    self.lines[compare_key(what), compare_key(name)] = number

    def about(self, name: str, names: Iterable[str], form: Form, dimensions: Mapping[str, str]) -> LeftOut:
        """``dimensions``: their names by code. Of several rows of one name nobody knows which is meant."""
        if not self.is_there or Counter(map(compare_key, names))[compare_key(name)] > 1:
            return LeftOut()
        people = {column.key: self.line(f"{LEFT_OUT.vi}: {column.headings[-1].vi}", name) for column in form.footnotes}
        codes = {column.dimension for column in form.counted}
        unknown = {code: self.line(f"{NO_INFORMATION.vi}: {dimensions[code]}", name) for code in codes}
        sums = {form.by_key[each.parts[0]].dimension: each.name.vi for each in form.sums if each.of_everybody}
        others = {code: self.line(f"{LEFT_OUT.vi}: {words}", name) for code, words in sums.items()}
        return LeftOut(people, without_zeros(unknown), without_zeros(others))

    def names(self, name: str) -> bool:
        return any(named == compare_key(name) for _what, named in self.lines)

    def line(self, what: str, name: str) -> int:
        return self.lines.get((compare_key(what), compare_key(name)), 0)


def without_zeros(numbers: Mapping[str, int]) -> dict[str, int]:
    return {key: number for key, number in numbers.items() if number}


def says_who_is_left_out(sheet: Sheet) -> bool:
    return bool(sheet.rows) and tuple(clean(str(cell)) for cell in sheet.rows[0][:3]) == CHECK_COLUMNS
