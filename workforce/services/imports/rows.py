"""The data rows of a table: whose figures, of which staff, and the counts. Each cell is judged on its own here."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from workforce.indicators.shares import share_percent
from workforce.services.imports.columns import Column, Columns
from workforce.services.imports.layout import Table
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import BrokenCell, Cell
from workforce.services.imports.stated import stated_unit
from workforce.services.imports.vocabulary import AXES, SCOPE_OF, TOTAL_ROW_BEGINNINGS, TOTAL_ROW_KEYS, Role, Vocabulary
from workforce.vietnam.numbers import (
    NumberError,
    NumberNotice,
    ParsedCount,
    ParsedPercent,
    parse_count,
    parse_percent,
)
from workforce.vietnam.text import clean, compare_key, search_key

CELL_ERRORS = {
    NumberError.NOT_A_NUMBER: Code.NOT_A_NUMBER,
    NumberError.NEGATIVE: Code.NEGATIVE_NUMBER,
    NumberError.FRACTIONAL: Code.FRACTIONAL_NUMBER,
    NumberError.TOO_LARGE: Code.NUMBER_TOO_LARGE,
}
# A fraction computed by the spreadsheet has no more than about 15 digits that mean anything
SLACK = Decimal("1e-9")
# Numbers repeat: most counts are small, and of percentages with two decimals there are ten thousand. As they are typed:
# 1 is a count and TRUE is none, though Python takes them for equal. Texts can be long and are not kept.
NUMBERS_KEPT = 16_384
CELLS_NAMED = 5
count_of = lru_cache(NUMBERS_KEPT, typed=True)(parse_count)
percent_of = lru_cache(NUMBERS_KEPT, typed=True)(parse_percent)


@dataclass
class Row:
    """``counts`` has what is stated, ``bad`` the values whose cell cannot be read; a blank is in neither.

    ``unit_id`` is None in a total row and where no unit was recognised, ``sector`` where the file names none.
    Where ``is_placed`` is False, a category, sector or leadership could not be read: nobody knows which staff it is.
    """

    table: Table
    columns: Columns
    number: int
    name: str = ""
    unit_id: int | None = None
    is_total: bool = False
    category: int = 0
    sector: int | None = None
    leadership: int = 0
    is_placed: bool = True
    scope: str = ""
    counts: dict[int, int] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)

    def problem(self, code: Code, column: Column | None = None, found: object = "", **more) -> Problem:
        return Problem(
            code,
            sheet=self.table.sheet.name,
            row=self.number,
            column=column.letter if column else "",
            heading=column.heading if column else "",
            found=str(found),
            **more,
        )

    def about(self, value_id: int, code: Code, **more) -> Problem:
        """A problem of the count of a value."""
        return self.problem(code, self.columns.of_value(value_id), self.counts.get(value_id, ""), **more)


class RowReader:
    def __init__(self, table: Table, columns: Columns, words: Vocabulary, finder: UnitFinder | None):
        """Without a ``finder`` nobody knows yet whose figures these are, and no unit is looked for."""
        self.table, self.columns, self.words, self.finder = table, columns, words, finder
        self.unit, self.code = columns.one(Role.UNIT), columns.one(Role.CODE)
        # Without a column of units all rows are of the unit that the titles name
        self.of_all_rows = stated_unit(table.titles) if columns.named_by is None else ""
        self.problems: list[Problem] = []
        self.unfilled: list[str] = []
        self.dashes: list[str] = []

    def read(self) -> list[Row]:
        rows = [row for index in self.indices() if (row := self.row(index)) is not None]
        if self.unfilled:
            self.notice(Code.BLANK_ROWS, units=self.unfilled)
        if self.dashes:
            self.notice(Code.DASHES_READ_AS_BLANK, count=len(self.dashes), cells=self.dashes[:CELLS_NAMED])
        return rows

    def notice(self, code: Code, **params) -> None:
        self.problems.append(Problem(code, Severity.NOTICE, self.table.sheet.name, params=params))

    def indices(self) -> Iterator[int]:
        """The rows up to the last one with a number or a known unit; what follows are signatures and remarks."""
        rows = [index for index in self.table.data_rows() if any(self.table.sheet.rows[index])]
        rows = [index for index in rows if not self.is_repeated_heading(index)]
        data = [index for index in rows if self.has_number(index) or self.known_unit(index)]
        return (index for index in rows if data and index <= data[-1])

    def is_repeated_heading(self, index: int) -> bool:
        """Headings printed again on each page."""
        name = self.text(index, self.unit)
        return bool(name) and self.words.fixed.get(compare_key(name)) is Role.UNIT

    def has_number(self, index: int) -> bool:
        """Anywhere, be it only in the column of row numbers: signatures and remarks have none."""
        return any(count_in(cell).value is not None for cell in self.table.sheet.rows[index])

    def known_unit(self, index: int) -> int | None:
        if self.finder is None:
            return None
        name, code = self.text(index, self.unit), self.text(index, self.code)
        return (self.finder.by_code(code) if code else None) or (self.finder.by_name(name) if name else None)

    def text(self, index: int, column: Column | None) -> str:
        cell = self.table.cell(index, column.index if column else None)
        return "" if cell is None else clean(str(cell))

    def row(self, index: int) -> Row | None:
        """None for a row that states nothing: a unit left unfilled, a heading between rows, a remark."""
        name, code = self.name(index), self.text(index, self.code)
        cells = [(column, self.table.cell(index, column.index)) for column in self.columns.counts]
        if all(count_in(cell).is_blank for _, cell in cells):
            if self.known_unit(index):
                self.unfilled.append(name or code)
            return None
        row = Row(self.table, self.columns, index + 1, name or code)
        if not row.name and not self.has_number(index):
            return None  # texts among the counts without a unit beside them are remarks, not mistakes
        self.find_unit(row, name, code)
        self.read_axes(row, index)
        for column, cell in cells:
            self.read_count(row, column, cell)
        total = self.words.total.id
        if total not in row.counts and total not in row.bad:
            self.problems.append(row.about(total, Code.BLANK_TOTAL))
            row.bad.add(total)
        return row

    def name(self, index: int) -> str:
        return self.text(index, self.unit) or self.total_word(index) or self.of_all_rows

    def total_word(self, index: int) -> str:
        """The word "Tổng cộng" often stands in the column of row numbers, merged with that of the units."""
        texts = [cell for cell in self.table.sheet.rows[index] if isinstance(cell, str)]
        return next((clean(text) for text in texts if self.is_total(text)), "")

    def is_total(self, name: str) -> bool:
        key = compare_key(name)
        if key in TOTAL_ROW_KEYS or not key.startswith(TOTAL_ROW_BEGINNINGS):
            return key in TOTAL_ROW_KEYS
        return self.finder is None or not self.finder.by_name(name)

    def find_unit(self, row: Row, name: str, code: str) -> None:
        row.is_total = not code and self.is_total(name)
        if row.is_total:
            return
        if not name and not code:
            self.problems.append(row.problem(Code.BLANK_UNIT, self.unit or self.code))
        elif self.finder is not None:
            self.match_unit(row, name, code, self.finder)

    def match_unit(self, row: Row, name: str, code: str, finder: UnitFinder) -> None:
        by_code = finder.by_code(code) if code else None
        by_name = finder.by_name(name) if name else None
        row.unit_id = by_code or by_name
        if code and by_code is None:
            unit_code = finder.tree.versions[by_name].code if by_name else ""
            params = {"name": name, "unit_code": unit_code, "suggestions": []} | finder.elsewhere(name, code)
            self.problems.append(row.problem(Code.UNKNOWN_CODE, self.code, code, params=params))
            row.unit_id = None
        elif by_code and name and by_name != by_code and (by_name or not finder.fits(name, by_code)):
            params = {"unit_code": code, "unit_of_code": finder.tree.name(by_code)}
            self.problems.append(row.problem(Code.NAME_AND_CODE_DISAGREE, self.unit, name, params=params))
            row.unit_id = None
        elif row.unit_id is None:
            params = {"suggestions": finder.suggestions(name)} | finder.elsewhere(name)
            self.problems.append(row.problem(Code.UNKNOWN_UNIT, self.unit, name, params=params))

    def read_axes(self, row: Row, index: int) -> None:
        for axis in AXES:
            column = self.columns.one(axis)
            text = self.text(index, column)
            if row.is_total and self.is_total(text):
                text = ""  # the word "Tổng cộng" in the column of categories says nothing of these
            value = self.words.axis_words[axis].get(compare_key(text))
            if value is None:
                params = {"suggestions": self.similar_values(axis, text)}
                self.problems.append(row.problem(Code.UNKNOWN_VALUE, column, text, params=params))
                row.unit_id, row.is_placed = None, False
            elif text or axis is not Role.SECTOR:
                setattr(row, axis.value, value.id)
        scope = self.columns.one(Role.SCOPE)
        text = self.text(index, scope)
        row.scope = SCOPE_OF.get(compare_key(text), "")
        if text and not row.scope:
            params = {"suggestions": ["Toàn bộ", "Riêng"]}
            self.problems.append(row.problem(Code.UNKNOWN_VALUE, scope, text, params=params))

    def similar_values(self, axis: Role, text: str) -> list[str]:
        keyed = {search_key(key): value.name for key, value in self.words.axis_words[axis].items() if key}
        return list(dict.fromkeys(keyed[key] for key in difflib.get_close_matches(search_key(text), keyed)))

    def read_count(self, row: Row, column: Column, cell: Cell) -> None:
        parsed = count_in(cell)
        if isinstance(cell, BrokenCell):
            code = Code.UNCALCULATED_FORMULA if cell.is_formula else Code.CELL_ERROR
            self.problems.append(row.problem(code, column, cell))
            row.bad.add(column.value.id)
        elif parsed.error:
            self.problems.append(row.problem(CELL_ERRORS[parsed.error], column, cell))
            row.bad.add(column.value.id)
        elif parsed.value is not None:
            row.counts[column.value.id] = parsed.value
        elif isinstance(cell, str) and cell.strip():
            self.dashes.append(f"{column.letter}{row.number}")
        if parsed.notice is NumberNotice.GROUPED_TEXT:
            params = {"value": parsed.value}
            notice = row.problem(Code.READ_AS_THOUSANDS, column, cell, severity=Severity.NOTICE, params=params)
            self.problems.append(notice)


def percent_problems(row: Row, total: int) -> list[Problem]:
    """Percentages that contradict their counts. They are not stored, so this is only a warning."""
    found = []
    for column in row.columns.percents:
        cell = row.table.cell(row.number - 1, column.index)
        people, everybody = row.counts.get(column.value.id), row.counts.get(total)
        if people is None or not everybody or people > everybody or isinstance(cell, BrokenCell):
            continue
        if contradicts(cell, people, everybody):
            params = {"share": share_percent(people, everybody), "numerator": people, "denominator": everybody}
            found.append(row.problem(Code.PERCENT_CONTRADICTS, column, cell, severity=Severity.WARNING, params=params))
    return found


def contradicts(cell: Cell, people: int, everybody: int) -> bool:
    """Whether the cell and the share differ by more than half a unit of the last stated digit.

    A cell formatted as a percentage holds the fraction: 0.086 is as good as 8.6.
    """
    parsed = percent_in(cell)
    if parsed.value is None:
        return not parsed.is_blank
    if is_share(parsed.value, parsed.decimals, people, everybody):
        return False
    is_number = isinstance(cell, float | int)
    return not is_number or not is_share(parsed.value * 100, max(parsed.decimals - 2, 0), people, everybody)


def is_share(percent: Decimal, decimals: int, people: int, everybody: int) -> bool:
    """Multiplied out by ``everybody``: a file has tens of thousands of percentages, and fractions are slow."""
    half_a_unit = Decimal(5).scaleb(-decimals - 1)
    return abs(percent * everybody - 100 * people) <= (half_a_unit + SLACK) * everybody


def count_in(cell: Cell) -> ParsedCount:
    return parse_count(cell) if isinstance(cell, str) else count_of(cell)


def percent_in(cell: Cell) -> ParsedPercent:
    return parse_percent(cell) if isinstance(cell, str) else percent_of(cell)
