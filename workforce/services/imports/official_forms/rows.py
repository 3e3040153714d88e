"""The rows of a form: whose figures, and the count of each column. Sections and totals are told from units."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workforce.indicators.forms.shape import TOTAL
from workforce.models import Value
from workforce.services.imports.columns import Column, Columns
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.official_forms.finding import NAME_KEYS, FoundForm, numbering
from workforce.services.imports.problems import Code
from workforce.services.imports.rows import CELLS_NAMED, Row, RowReader, count_in
from workforce.services.imports.understood import PATH
from workforce.services.imports.vocabulary import Role, Vocabulary
from workforce.vietnam.text import clean, search_key

# "A", "B.", "IV": rows between the units that name a section
MARK_IN_FRONT = re.compile(r"([A-HĐ]|[IVX]+|\d{1,3})[.)/]\s*(?=\w)")
LETTER = re.compile(r"[A-HĐ]\W*")
ROMAN = re.compile(r"[IVX]+\W*")
SECTION_WORDS = ("khoi ", "cac ", "nhom ")
OWN_STAFF = {"nguoi cua chinh don vi", "rieng don vi", "rieng co quan"}


class Kind(StrEnum):
    UNIT = "unit"
    TOTAL = "total"
    LETTER = "letter"
    ROMAN = "roman"
    WORDS = "words"


SECTIONS = [Kind.LETTER, Kind.ROMAN, Kind.WORDS]  # from the widest down


@dataclass
class FormRow:
    """``row`` holds what the snapshot has a place for, ``others`` the counts of other columns.

    ``dashes``: the columns that say by a dash that nobody knows, which a blank cell does not. ``marked``: how wide a
    section its mark would open, for "II" ends what "I" began even where both are units.
    """

    kind: Kind
    marked: Kind
    row: Row
    others: dict[str, int] = field(default_factory=dict)
    dashes: set[str] = field(default_factory=set)


class FormReader:
    def __init__(
        self, found: FoundForm, held: Mapping[str, Value], words: Vocabulary, finder: UnitFinder | None
    ) -> None:
        self.found, self.held, self.finder, self.table = found, held, finder, found.table
        counts = [column_of(key, place, found, held[key]) for key, place in found.columns.items() if key in held]
        unit = Column(found.name, PATH.join(found.table.paths[found.name]), Role.UNIT)
        self.reader = RowReader(found.table, Columns([unit, *counts]), words, finder)
        self.own_unit = self.unit_in_titles()

    @property
    def problems(self) -> list:
        return self.reader.problems

    def unit_in_titles(self) -> int | None:
        """Whose form it is: the lowest unit named in a line above it, else the one that the file is for."""
        if self.finder is None:
            return None
        tree = self.finder.tree
        titles = (cell for row in self.table.sheet.rows[: self.table.top] for cell in row if isinstance(cell, str))
        named = filter(None, map(self.finder.by_name, titles))
        return max(named, key=lambda unit: len(tree.line(unit)), default=self.finder.root)

    def read(self) -> list[FormRow]:
        rows = [row for index in self.indices() if (row := self.row(index)) is not None]
        for row in sections_of_nothing(rows):
            row.kind = Kind.UNIT
            self.find_unit(row, row.row.name)
        if self.reader.unfilled:
            self.reader.notice(Code.BLANK_ROWS, units=self.reader.unfilled)
        if dashes := self.reader.dashes:
            self.reader.notice(Code.DASHES_READ_AS_BLANK, count=len(dashes), cells=dashes[:CELLS_NAMED])
        return rows

    def indices(self) -> Iterator[int]:
        """Up to the last row with a number or a unit; what follows are signatures and remarks."""
        rows = [index for index in self.table.data_rows() if any(self.table.sheet.rows[index])]
        rows = [index for index in rows if not self.is_repeated_heading(index)]
        data = [index for index in rows if self.has_number(index) or self.unit_named(self.name(index))]
        return (index for index in rows if data and index <= data[-1])

    def is_repeated_heading(self, index: int) -> bool:
        """Headings and their numbers printed again on each page."""
        return search_key(self.name(index)) in NAME_KEYS or bool(numbering(self.table.sheet, index))

    def has_number(self, index: int) -> bool:
        return any(count_in(self.table.cell(index, place)).value is not None for place in self.found.columns.values())

    def name(self, index: int) -> str:
        """Without a mark that stands in front of it: "B. Khối Đảng", "1. Sở Nội vụ"."""
        return MARK_IN_FRONT.sub("", self.text(index, self.found.name))

    def mark(self, index: int) -> str:
        in_front = MARK_IN_FRONT.match(self.text(index, self.found.name))
        return in_front[1] if in_front else self.text(index, self.found.mark)

    def text(self, index: int, place: int | None) -> str:
        cell = self.table.cell(index, place)
        return "" if cell is None else clean(str(cell))

    def unit_named(self, name: str) -> int | None:
        if self.finder is None or not name:
            return None
        return self.own_unit if search_key(name) in OWN_STAFF else self.finder.by_name(name)

    def row(self, index: int) -> FormRow | None:
        """None for a row without figures: a section, a remark, or a unit of which nothing is known."""
        name = self.name(index) or self.reader.total_word(index)
        cells = {key: self.table.cell(index, place) for key, place in self.found.columns.items()}
        parsed = {key: count_in(cell) for key, cell in cells.items()}
        row = Row(self.table, self.reader.columns, index + 1, name)
        counted = [key for key in self.held if key in cells]
        if all(parsed[key].is_blank for key in counted):
            if self.unit_named(name):
                self.reader.unfilled.append(name)
            return None
        marked = kind_marked(self.mark(index), name)
        found = FormRow(self.kind(name, marked), marked, row)
        found.dashes = {key for key, cell in cells.items() if parsed[key].is_blank and str(cell or "").strip()}
        found.others = {
            key: count.value for key, count in parsed.items() if key not in self.held and count.value is not None
        }
        self.find_unit(found, name)
        for key in counted:
            self.reader.read_count(row, self.column(key), cells[key])
        return found if self.has_total(found) else None

    def column(self, key: str) -> Column:
        return self.reader.columns.by_value[self.held[key].pk]

    def has_total(self, found: FormRow) -> bool:
        """A dash for the total says that not all of the unit have reported: the rest is not the unit's either."""
        total = self.held[TOTAL].pk
        if TOTAL in found.dashes:
            if found.kind is Kind.UNIT:
                self.reader.unfilled.append(found.row.name)
            return False
        if total not in found.row.counts and total not in found.row.bad:
            self.reader.problems.append(found.row.about(total, Code.BLANK_TOTAL))
            found.row.bad.add(total)
        return True

    def kind(self, name: str, marked: Kind) -> Kind:
        """A unit is no section, whatever its mark looks like."""
        if self.reader.is_total(name):
            return Kind.TOTAL
        return Kind.UNIT if self.unit_named(name) else marked

    def find_unit(self, found: FormRow, name: str) -> None:
        row = found.row
        row.is_total = found.kind is not Kind.UNIT
        if row.is_total or self.finder is None:
            return
        if not name:
            self.reader.problems.append(row.problem(Code.BLANK_UNIT, self.reader.unit))
        elif search_key(name) in OWN_STAFF:
            row.unit_id, row.scope = self.own_unit, "own"
        else:
            self.reader.match_unit(row, name, "", self.finder)


def kind_marked(mark: str, name: str) -> Kind:
    if ROMAN.fullmatch(mark):
        return Kind.ROMAN
    if LETTER.fullmatch(mark):
        return Kind.LETTER
    return Kind.WORDS if search_key(name).startswith(SECTION_WORDS) else Kind.UNIT


def within_section(rows: Sequence[FormRow], place: int) -> list[FormRow]:
    """The units below a section: up to the next of its own or a wider kind, or a total."""
    found = []
    for row in rows[place + 1 :]:
        ends = row.marked in SECTIONS and SECTIONS.index(row.marked) <= SECTIONS.index(rows[place].kind)
        if ends or row.kind is Kind.TOTAL:
            break
        if row.kind is Kind.UNIT:
            found.append(row)
    return found


def sections_of_nothing(rows: Sequence[FormRow]) -> list[FormRow]:
    """Marked as a section, with figures and no units below: a unit by a name that nobody knows."""
    return [row for place, row in enumerate(rows) if row.kind in SECTIONS and not within_section(rows, place)]


def column_of(key: str, place: int, found: FoundForm, value: Value) -> Column:
    """Its heading with the official number in front: "36 Từ 51 đến 60 › Nữ từ 51 đến 55"."""
    number = found.form.by_key[key].number
    return Column(place, f"{number} {PATH.join(found.table.paths[place][-2:])}", Role.COUNT, value)
