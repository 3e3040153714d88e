"""What does not add up in a filled form, and which of its cells nobody can know."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from workforce.indicators.counting import Count
from workforce.indicators.forms.shape import TOTAL, Column, Form, Sum


@dataclass(frozen=True)
class FilledRow:
    """A count for each column. What makes counts unknown: ``uncut`` names the dimensions that a report below lacks,
    ``unreported`` counts the units nobody has heard of; with ``levels_together`` a report counts people of the commune
    level and others in one.
    """

    counts: Mapping[str, Count]
    uncut: frozenset[str] = frozenset()
    unreported: int = 0
    levels_together: bool = False


class Problem(StrEnum):
    SUM_TOO_LARGE = "sum_too_large"
    SUM_TOO_SMALL = "sum_too_small"
    LARGER_THAN_TOTAL = "larger_than_total"
    ROWS_DIFFER = "rows_differ"
    NOT_REPORTED = "not_reported"
    LEVELS_TOGETHER = "levels_together"
    NOT_CUT = "not_cut"
    NOT_BROKEN_DOWN = "not_broken_down"
    NO_INFORMATION = "no_information"
    NO_QUOTA = "no_quota"


CONTRADICTIONS = frozenset({Problem.SUM_TOO_LARGE, Problem.LARGER_THAN_TOTAL, Problem.ROWS_DIFFER})


class Line(NamedTuple):
    """A row concerned, by its place; ``people`` of ``expected``, where the problem has such numbers."""

    row: int
    people: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class Finding:
    """Something wrong or missing, and in which rows. It is about columns, a sum or a dimension, or whole rows."""

    problem: Problem
    lines: tuple[Line, ...]
    columns: tuple[Column, ...] = ()
    sum: Sum | None = None
    dimension: str = ""

    @property
    def is_contradiction(self) -> bool:
        return self.problem in CONTRADICTIONS


def check(form: Form, rows: Sequence[FilledRow]) -> list[Finding]:
    """What does not add up, and every cell that is unknown, contradictions first. The last row is the total."""
    found = [
        *of_sums(form, rows),
        *larger_than_total(form, rows),
        *of_total_row(form, rows),
        *of_whole_rows(rows),
        *unknown_cells(form, rows),
        *without_information(form, rows),
        *without_quota(form, rows),
    ]
    return sorted((finding for finding in found if finding.lines), key=lambda each: not each.is_contradiction)


def lines_of(rows: Sequence[FilledRow], of: Callable[[FilledRow], tuple[int | None, int | None] | None]) -> tuple:
    """A line for each row for which ``of`` gives numbers."""
    numbered = [(number, of(row)) for number, row in enumerate(rows)]
    return tuple(Line(number, *numbers) for number, numbers in numbered if numbers is not None)


def of_sums(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    for each in form.sums:
        columns = tuple(form.by_key[key] for key in (*each.parts, each.whole))
        large = lines_of(rows, lambda row, each=each: compared(row, each, too_large=True))
        small = lines_of(rows, lambda row, each=each: compared(row, each, too_large=False))
        yield Finding(Problem.SUM_TOO_LARGE, large, columns, each)
        yield Finding(Problem.SUM_TOO_SMALL, small, columns, each)


def compared(row: FilledRow, asked: Sum, *, too_large: bool) -> tuple[int, int] | None:
    """The sum and the whole, if the sum misses it to that side. Known parts alone may already be too many."""
    parts, whole = [row.counts[key] for key in asked.parts], row.counts[asked.whole]
    if whole.people is None:
        return None
    known = sum(part.known_people if part.people is None else part.people for part in parts)
    if asked.of_everybody:
        known += max(part.no_information for part in parts)
    is_known = all(part.people is not None for part in parts)
    misses = known > whole.people if too_large else is_known and known < whole.people
    return (known, whole.people) if misses else None


def larger_than_total(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    def beyond(row: FilledRow, key: str) -> tuple[int, int] | None:
        count, total = row.counts[key], row.counts[TOTAL].people
        known = count.known_people if count.people is None else count.people
        return (known, total) if total is not None and known > total else None

    for column in form.counted:
        if column.counts_people_once and column.key != TOTAL:
            lines = lines_of(rows, lambda row, key=column.key: beyond(row, key))
            yield Finding(Problem.LARGER_THAN_TOTAL, lines, (column,))


def of_total_row(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    """A unit that reports for all of its own may say something else than those do."""
    *parts, total = rows
    differing = []
    for column in form.counted if parts else ():
        stated = total.counts[column.key].people
        people = [row.counts[column.key].people for row in parts]
        if stated is not None and None not in people and sum(people) != stated:
            differing.append((column, sum(people), stated))
    for column, people, stated in differing:
        yield Finding(Problem.ROWS_DIFFER, (Line(len(parts), people, stated),), (column,))


def of_whole_rows(rows: Sequence[FilledRow]) -> Iterator[Finding]:
    silent = lines_of(rows, lambda row: (row.unreported, None) if row.unreported else None)
    mixed = lines_of(rows, lambda row: (None, None) if row.levels_together else None)
    yield Finding(Problem.NOT_REPORTED, silent)
    yield Finding(Problem.LEVELS_TOGETHER, mixed)


def unknown_cells(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    """By dimension; a row whose total is unknown is not gone through column by column."""
    groups = by_dimension(form)
    for dimension in sorted({each for row in rows for each in row.uncut}):
        lines = lines_of(rows, lambda row, dimension=dimension: (None, None) if dimension in row.uncut else None)
        yield Finding(Problem.NOT_CUT, lines, tuple(groups.get(dimension, ())), dimension=dimension)
    for dimension, columns in groups.items():
        for column in columns:
            lines = lines_of(rows, lambda row, column=column: not_broken_down(row, column))
            yield Finding(Problem.NOT_BROKEN_DOWN, lines, (column,), dimension=dimension)


def by_dimension(form: Form) -> dict[str, list[Column]]:
    found = defaultdict(list)
    for column in form.counted:
        found[column.dimension].append(column)
    return dict(found)


def not_broken_down(row: FilledRow, column: Column) -> tuple[int, None] | None:
    """The known part of an unknown count for which nothing else accounts."""
    count = row.counts[column.key]
    if count.people is not None or row.unreported or row.levels_together or column.dimension in row.uncut:
        return None
    if row.counts[TOTAL].people is None and column.key != TOTAL:
        return None
    return count.known_people, None


def without_information(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    for dimension, columns in by_dimension(form).items():

        def missing(row: FilledRow, columns=columns) -> tuple[int, int | None] | None:
            people = max(row.counts[column.key].no_information for column in columns)
            return (people, row.counts[TOTAL].people) if people else None

        yield Finding(Problem.NO_INFORMATION, lines_of(rows, missing), tuple(columns), dimension=dimension)


def without_quota(form: Form, rows: Sequence[FilledRow]) -> Iterator[Finding]:
    for column in form.columns:
        if column.is_quota:
            lines = lines_of(rows, lambda row, key=column.key: (None, None) if row.counts[key].people is None else None)
            yield Finding(Problem.NO_QUOTA, lines, (column,))
