"""The cells of one sheet, row by row, parsed by what their columns are for; every cell that fails is a problem."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from workforce.queries.units import lives
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.people import cells
from workforce.services.imports.people.cells import CellError, Parser
from workforce.services.imports.people.headings import CERTIFICATES, Column
from workforce.services.imports.people.opening import OpenedSheet
from workforce.services.imports.people.said import Place
from workforce.services.imports.people.words import Words
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.progress import Phase, counted
from workforce.services.imports.reading import Cell
from workforce.services.imports.vocabulary import TOTAL_ROW_BEGINNINGS, TOTAL_ROW_KEYS
from workforce.vietnam.dates import PartialDate
from workforce.vietnam.text import compare_key

NAMED_AT_MOST = 10
PARTIAL = {"birth_date", "birth_date_men", "birth_date_women", "awarded", "start", "last_day"}
DAYS = {"identity_issued_on", "party_official_on", "party_left_on", "recruited_on", "contract_ends_on", "first_day_out"}
PAST = PARTIAL - {"start", "last_day"} | DAYS - {"contract_ends_on", "first_day_out"} | {"party_joined_on"}
DIGITS = {"phone", "social_insurance_number"}
WORDS = {"sex", "ethnicity", "religion", "category", "leadership", "diploma", "mode", "in_party"}


def parsers(words: Words) -> dict[str, Parser]:
    """How the cells of each field are read; what is not here is text."""
    found: dict[str, Parser] = {"full_name": cells.name, "identity_number": cells.identity_number, "email": cells.email}
    found |= dict.fromkeys(PARTIAL, cells.partial_date) | dict.fromkeys(DAYS, cells.day)
    found |= {field: cells.digits(field) for field in DIGITS}
    found |= {field: cells.word(words.lists[field]) for field in WORDS}
    found |= {field: cells.several(words.lists[field]) for field in CERTIFICATES}
    found |= {"rank": cells.code(words.lists["rank"]), "field": cells.word(words.lists["field"])}
    return found | {"party_joined_on": party_day(found["in_party"])}


def party_day(parse_word: Parser) -> Parser:
    """Beside dates, a column of them has "Không" for those who never joined: False."""

    def parse(cell: Cell) -> date | bool | None:
        try:
            return cells.day(cell)
        except CellError as error:
            if error.code is Code.NOT_A_DATE and isinstance(cell, str):
                try:
                    if parse_word(cell) is False:
                        return False
                except CellError:
                    raise error from None
            raise

    return parse


class SheetReader:
    def __init__(self, opened: OpenedSheet, parse: dict[str, Parser], today: date):
        self.table, self.headings, self.today = opened.table, opened.headings, today
        self.sheet = opened.table.sheet.name
        self.columns = {column.field: column for column in opened.columns}
        self.parsers = [
            (each.index, each.field, parse.get(each.field) or cells.text(each.field)) for each in opened.columns
        ]
        self.dated = {each.field for each in opened.columns} & (PAST | PARTIAL)
        self.last_place = Place(self.sheet, 0, self.columns)
        self.problems: list[Problem] = []
        self.first_days: list[str] = []
        self.not_read: list[int] = []
        self.failed: dict[int, set[str]] = defaultdict(set)

    def indices(self) -> Iterator[int]:
        """Rows with anything in them, up to the last one with a number; what follows are signatures and remarks."""
        rows = self.table.sheet.rows
        filled = [index for index in self.table.data_rows() if any(cell is not None for cell in rows[index])]
        last = next((index for index in reversed(filled) if has_number(rows[index])), -1)
        self.not_read += [index + 1 for index in filled if index > last]
        for index in counted(Phase.READING, filled):
            if index > last or self.is_repeated_heading(index):
                continue
            if not is_row_number(self.cell(index, "number")) and is_total(rows[index]):
                self.not_read.append(index + 1)
            else:
                yield index

    def is_repeated_heading(self, index: int) -> bool:
        """Headings printed again on each page."""
        row = self.table.sheet.rows[index]
        if is_row_number(self.cell(index, "number")):
            return False
        return sum(compare_key(cell) in self.headings.fixed for cell in row if isinstance(cell, str)) >= 2

    def place(self, index: int) -> Place:
        if self.last_place.row != index + 1:
            self.last_place = Place(self.sheet, index + 1, self.columns)
        return self.last_place

    def cell(self, index: int, field: str) -> Cell:
        """As it stands, without what is merged into it from the rows above."""
        column = self.columns.get(field)
        return self.table.sheet.cell(index, column.index) if column else None

    def filled(self, index: int) -> set[str]:
        """The fields with anything of their own in the row."""
        row = self.table.sheet.rows[index]
        width = len(row)
        return {field for position, field, _ in self.parsers if position < width and row[position] is not None}

    def facts(self, index: int, with_merged: bool = True) -> dict[str, object]:
        """What the row states, by field; cells that fail are left out and told."""
        found = {}
        row, has_merged = self.table.sheet.rows[index], with_merged and self.table.merged_rows
        width = len(row)
        for position, field, parse in self.parsers:
            cell = row[position] if position < width else None
            if cell is None:
                cell = self.table.cell(index, position) if has_merged else None
                if cell is None:
                    continue
            try:
                value = parse(cell)
            except CellError as error:
                self.fail(index, field, error)
                continue
            if value not in (None, "", []):
                found[field] = value
                if field in self.dated:
                    self.look_at_date(index, field, cell, value)
        return found

    def fail(self, index: int, field: str, error: CellError, found: object = None) -> None:
        self.failed[index].add(field)
        column = self.columns[field]
        shown = self.table.cell(index, column.index) if found is None else found
        params = error.params
        self.problems.append(problem(self.place(index), field, error.code, shown, params=params))

    def look_at_date(self, index: int, field: str, cell: Cell, value: object) -> None:
        """A month typed as 12/2024 arrives as 01/12/2024, where the cell was a date: to be looked at."""
        if isinstance(value, PartialDate):
            if type(cell) is date and cell.day == 1 and len(self.first_days) <= NAMED_AT_MOST:
                self.first_days.append(f"{self.columns[field].letter}{index + 1}")
            value = value.first_day
        if field in PAST and type(value) is date and value > self.today:
            self.problems.append(problem(self.place(index), field, Code.DAY_IN_FUTURE, shown_date(cell)))

    def notices(self) -> list[Problem]:
        found = []
        if self.not_read:
            rows = {"rows": list(map(str, sorted(self.not_read)[:NAMED_AT_MOST])), "count": len(self.not_read)}
            found.append(Problem(Code.ROWS_NOT_READ, Severity.NOTICE, self.sheet, params=rows))
        if self.first_days:
            params = {"cells": self.first_days[:NAMED_AT_MOST]}
            found.append(Problem(Code.READ_AS_FIRST_OF_MONTH, Severity.NOTICE, self.sheet, params=params))
        return found


def problem(place: Place, field: str, code: Code, found: object = "", severity=Severity.ERROR, **more) -> Problem:
    """At the column of the field, if the sheet has it."""
    column: Column | None = place.columns.get(field)
    return Problem(
        code,
        severity,
        place.sheet,
        place.row,
        column.letter if column else "",
        column.heading if column else "",
        shown_date(found),
        **more,
    )


def shown_date(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def has_number(row: list[Cell]) -> bool:
    return any(cell[:1].isdigit() if type(cell) is str else cell is not None for cell in row)


def row_number(cell: Cell) -> str:
    """The number by which further sheets name a person; "5." and 5 are one."""
    return "" if cell is None else cells.clean_text(str(cell)).rstrip(".)")


def is_row_number(cell: Cell) -> bool:
    return type(cell) is int or row_number(cell).isdigit()


def is_total(row: list[Cell]) -> bool:
    """ "Tổng cộng: 25 người" stands in one of the first columns."""
    keys = [compare_key(cell) for cell in row[:3] if type(cell) is str and len(cell) < 60]
    return any(key in TOTAL_ROW_KEYS or key.startswith((*TOTAL_ROW_BEGINNINGS, "tổng số ")) for key in keys)


class Units:
    """Which unit a name or code means, asked once for each."""

    def __init__(self, finder: UnitFinder, may_write: Callable[[int], bool]):
        self.finder, self.may_write = finder, may_write
        self.found: dict[tuple[str, str], int] = {}
        root = finder.root
        self.only = root if finder.units == {root} else None

    def name(self, unit_id: int) -> str:
        return self.finder.tree.name(unit_id)

    def by_heading(self, text: str) -> int | None:
        return self.finder.by_name(text)

    def find(self, name: str, code: str, *, former_on: date | None = None) -> int:
        """Raises ``CellError`` with the field to blame. ``former_on``: units of that day count too, by any name."""
        key = (name, code)
        if key not in self.found:
            self.found[key] = self.look_up(name, code)
        unit = self.found[key]
        if unit is None and former_on and name:
            unit = self.former(name, former_on)
            if unit is not None and not self.may_write(unit):
                raise CellError(Code.POST_OUTSIDE_SCOPE, field="unit", found=name)
        if unit is None:
            suggestions = {"suggestions": self.finder.suggestions(name)} | self.finder.elsewhere(name)
            raise CellError(Code.UNKNOWN_UNIT, field="unit", found=name or code, **suggestions)
        return unit

    def look_up(self, name: str, code: str) -> int | None:
        by_code = self.finder.by_code(code) if code else None
        by_name = self.finder.by_name(name) if name else None
        if code and by_code is None:
            unit_code = self.finder.tree.versions[by_name].code if by_name else ""
            params = {"name": name, "unit_code": unit_code, "suggestions": []} | self.finder.elsewhere(name, code)
            raise CellError(Code.UNKNOWN_CODE, field="unit_code", found=code, **params)
        if by_code and name and by_name != by_code and (by_name or not self.finder.fits(name, by_code)):
            params = {"unit_code": code, "unit_of_code": self.finder.tree.name(by_code)}
            raise CellError(Code.NAME_AND_CODE_DISAGREE, field="unit", found=name, **params)
        return by_code or by_name

    def former(self, name: str, on: date) -> int | None:
        """The one unit that bore the name at some time and existed on that day."""
        units = self.finder.former_names.get(compare_key(name), set())
        spans = lives(units) if units else {}
        alive = [unit for unit, (first, end) in spans.items() if first <= on < end]
        return alive[0] if len(alive) == 1 else None
