"""What a yearly statistical form is: what its columns count, how their headings merge, what has to add up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

TOTAL = "total"  # the key of the column that counts everybody of the form's population
FIELD = "field"  # what units are cut by, not people


class Heading(NamedTuple):
    """Words of a form as the ministry prints them, and our translation."""

    vi: str
    en: str


@dataclass(frozen=True)
class Cut:
    """The people at some values of a dimension; with ``fields`` only those of units in these fields of activity."""

    dimension: str
    values: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """``headings`` run from the group on top down to the column's own.

    Of several ``cuts`` the first by which a report is cut at all answers. A column without any counts something that
    the portal does not hold: it stays unknown and its note says so. A column without ``number`` is none of the
    ministry's: it counts people whom the form leaves out, for the line below it.
    """

    key: str
    headings: tuple[Heading, ...]
    cuts: tuple[Cut, ...] = ()
    number: str = ""
    note: Heading | None = None
    is_quota: bool = False
    counts_people_once: bool = True  # who has two languages may be in it twice, so that it may exceed the total

    @property
    def title(self) -> tuple[Heading, ...]:
        """Enough of the headings to tell the column from others: "Chính trị: Trung cấp"."""
        return self.headings[-2:]

    @property
    def dimension(self) -> str:
        if not self.cuts:
            return ""
        return FIELD if self.is_of_units else self.cuts[0].dimension

    @property
    def is_of_units(self) -> bool:
        """Whether it asks what people's units do, and not what they are themselves."""
        return any(cut.fields for cut in self.cuts)


@dataclass(frozen=True)
class Sum:
    """Columns that have to make up another. ``of_everybody``: who lacks the information belongs to the whole too."""

    name: Heading
    whole: str
    parts: tuple[str, ...]
    of_everybody: bool = True


class Level(StrEnum):
    """Whose staff a form is about: a unit of the commune level and everything below it, all others, or anybody."""

    ANY = "any"
    COMMUNE = "commune"
    ABOVE_COMMUNE = "above_commune"


@dataclass(frozen=True)
class Population:
    code: str
    name: Heading
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """``mark`` and ``basis`` stand in the corner of the page. ``populations``: the first is the form's own."""

    code: str
    mark: str
    name: Heading
    basis: Heading
    level: Level
    populations: tuple[Population, ...]
    columns: tuple[Column, ...]
    footnotes: tuple[Column, ...]
    sums: tuple[Sum, ...]
    notes: tuple[Heading, ...]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in (*self.columns, *self.footnotes)}

    @cached_property
    def counted(self) -> list[Column]:
        """The columns that are filled by counting people, the left-out ones included."""
        return [column for column in self.by_key.values() if column.cuts]

    @property
    def depth(self) -> int:
        return max(len(column.headings) for column in self.columns)


class HeaderCell(NamedTuple):
    heading: Heading
    row: int
    column: int
    rows: int
    columns: int

    @property
    def is_leaf(self) -> bool:
        return self.columns == 1


def header(form: Form) -> list[list[HeaderCell]]:
    """The rows of the merged header. Neighbours under the same group share it; a short column reaches the bottom."""
    found: list[list[HeaderCell]] = []
    for row in range(form.depth):
        cells = []
        for first, last in runs(form.columns, row):
            headings = form.columns[first].headings
            is_own = len(headings) == row + 1
            cells.append(HeaderCell(headings[row], row, first, form.depth - row if is_own else 1, last - first))
        found.append(cells)
    return found


def runs(columns: Sequence[Column], row: int) -> Iterator[tuple[int, int]]:
    """``[first, last)`` of the columns that have a heading on the row and share it and all above it."""
    first = 0
    while first < len(columns):
        path = columns[first].headings[: row + 1]
        last = first + 1
        while last < len(columns) and columns[last].headings[: row + 1] == path and len(path) == row + 1:
            last += 1
        if len(path) == row + 1:
            yield first, last
        first = last
