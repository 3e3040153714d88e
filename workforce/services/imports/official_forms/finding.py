"""Whether a sheet is a form, and where on it: its headings of up to four rows, its numbering row, its columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workforce.indicators.forms import FORMS
from workforce.indicators.forms.editions import edition
from workforce.indicators.forms.shape import TOTAL, Column, Form, Population
from workforce.services.imports.layout import HEADING_ROWS, TITLE_ROWS, Table, heading_paths, text_at
from workforce.services.imports.official_forms.headings import aligned, heading_key, official_number
from workforce.services.imports.reading import Sheet
from workforce.services.imports.vocabulary import HEADINGS, Role
from workforce.vietnam.text import search_key

NAME_KEYS = {search_key(heading) for heading in HEADINGS[Role.UNIT]}
MARK_KEYS = {search_key(heading) for heading in HEADINGS[Role.IGNORED]}
POPULATION = "doi tuong"
FEWEST_HEADINGS = 2  # in a row of headings: a title has one
# A sheet that says which form it is may lack half of it; one that does not has to be it through and through
NAMED_PERCENT, UNNAMED_PERCENT = 50, 85


@dataclass(frozen=True)
class FoundForm:
    """``columns``: key → place on the sheet, from 0. ``mark``: the column of "A", "I", "1", if there is one."""

    form: Form
    population: Population
    table: Table
    columns: Mapping[str, int]
    name: int
    mark: int | None

    @property
    def titles(self) -> list[str]:
        return self.table.titles

    def on(self, day: date) -> Form:
        return edition(self.form, day)

    @property
    def missing(self) -> list[Column]:
        return [column for column in self.form.columns if column.key not in self.columns]

    @property
    def unknown(self) -> list[str]:
        """The headings of columns that are none of the form's."""
        known = {*self.columns.values(), self.name, self.mark}
        others = {place: path[-1] for place, path in self.table.paths.items() if place not in known}
        return [text for text in others.values() if search_key(text) not in MARK_KEYS]


def find_form(sheet: Sheet) -> FoundForm | None:
    found = [each for form in FORMS.values() if (each := found_as(form, sheet)) is not None]
    return max(found, key=lambda each: (is_named(each.form, each.table), len(each.columns)), default=None)


def found_as(form: Form, sheet: Sheet) -> FoundForm | None:
    rows = heading_rows(form, sheet)
    if rows is None:
        return None
    top, bottom = rows
    merged = [each for each in sheet.merged if each.top < top + HEADING_ROWS]
    numbering, first_row = numbering_below(sheet, bottom)
    table = Table(sheet, top, first_row, heading_paths(sheet, top, bottom, merged))
    columns = aligned(table.paths, numbering, form)
    name = next((place for place, path in table.paths.items() if is_any(path, NAME_KEYS)), None)
    if TOTAL not in columns or name is None or not is_this(form, table, columns, numbering):
        return None
    mark = next((place for place, path in table.paths.items() if place < name and is_any(path, MARK_KEYS)), None)
    return FoundForm(form, population(form, sheet.rows[:top]), table, columns, name, mark)


def heading_rows(form: Form, sheet: Sheet) -> tuple[int, int] | None:
    """The first and the last row with several headings of the form."""
    words = {heading_key(heading.vi) for column in form.columns for heading in column.headings}
    top = bottom = None
    for row in range(min(len(sheet.rows), TITLE_ROWS)):
        if top is not None and row >= top + HEADING_ROWS:
            break
        texts = [cell for cell in sheet.rows[row] if isinstance(cell, str)]
        if sum(heading_key(text) in words for text in texts) >= FEWEST_HEADINGS:
            top, bottom = (row if top is None else top), row
    return None if top is None else (top, bottom)


def numbering_below(sheet: Sheet, bottom: int) -> tuple[dict[int, int], int]:
    """The official numbers by place, and the first row below all that belongs to the headings."""
    numbers: dict[int, int] = {}
    row = bottom + 1
    while row < len(sheet.rows) and (found := numbering(sheet, row)) is not None:
        numbers |= found
        row += 1
    return numbers, row


def numbering(sheet: Sheet, row: int) -> dict[int, int] | None:
    """The numbers of a row of numbers only, each larger than the one before, and few left out; a blank row has none."""
    texts = {place: text_at(sheet, row, place) for place in range(len(sheet.rows[row]))}
    texts = {place: text for place, text in texts.items() if text}
    numbers = {place: number for place, text in texts.items() if (number := official_number(text)) is not None}
    others = [text.strip("() ") for place, text in texts.items() if place not in numbers]
    if any(len(text) > 1 for text in others):
        return None
    steps = [later - earlier for earlier, later in zip(numbers.values(), [*numbers.values()][1:], strict=False)]
    is_numbering = len(numbers) > 1 and min(steps) > 0 and 3 * steps.count(1) >= 2 * len(steps)
    return numbers if is_numbering or not texts else None


def is_this(form: Form, table: Table, columns: Mapping[str, int], numbers: Mapping[int, int]) -> bool:
    share = 100 * len(columns)
    if is_named(form, table):
        return share >= NAMED_PERCENT * len(form.columns)
    numbered = sum(str(numbers.get(place)) == form.by_key[key].number for key, place in columns.items())
    least = UNNAMED_PERCENT * len(form.columns)
    return share >= least and 100 * numbered >= least


def is_named(form: Form, table: Table) -> bool:
    """Whether the titles have its mark or its name: "BM01/BNV", "Biểu BM 01-VC/BNV"."""
    wanted = {squeezed(form.mark), squeezed(form.name.vi)}
    return any(each in squeezed(text) for text in table.titles for each in wanted)


def population(form: Form, titles: Sequence[Sequence]) -> Population:
    """The one after "Đối tượng:", for which the form was filled; else the form's own."""
    said = {key.removeprefix(POPULATION).strip() for key in title_keys(titles) if key.startswith(POPULATION)}
    names = sorted(form.populations, key=lambda each: -len(each.name.vi))
    return next(
        (each for each in names if any(key.startswith(search_key(each.name.vi)) for key in said)), form.populations[0]
    )


def title_keys(titles: Sequence[Sequence]) -> Iterator[str]:
    return (search_key(cell) for row in titles for cell in row if isinstance(cell, str))


def is_any(path: Sequence[str], keys: set[str]) -> bool:
    return search_key(path[0]) in keys or search_key(path[-1]) in keys


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", search_key(text))
