"""The cells of reports beside the register's: exactly, or as coarse as a file cuts them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from workforce.indicators.counting import CodeList, ValueKind
from workforce.models import Dimension, Headcount
from workforce.queries.code_lists import code_list
from workforce.queries.differences import Cause, CellDifference, Line
from workforce.queries.register import register_cells, register_dimensions
from workforce.queries.units import Lineage

Cells = Mapping[tuple[int, int], int]  # (category, value) → people


@dataclass(frozen=True)
class Report:
    """A unit's current report; ``units`` are those whose people it counts, ``has_roster`` that the register made it."""

    unit: int
    submission: int
    units: frozenset[int]
    has_roster: bool


@dataclass(frozen=True)
class Compared:
    """``stated`` and ``register`` hold the cells of each unit; a register's unit is where its people count."""

    codes: CodeList
    dimensions: dict[int, Dimension]
    stated: dict[int, dict[tuple[int, int], int]]
    register: dict[int, dict[tuple[int, int], int]]
    below: dict[int, frozenset[int]] = field(default_factory=dict)

    def covered(self, node: int) -> frozenset[int]:
        if node not in self.below:
            self.below[node] = self.codes.covered_by({node})
        return self.below[node]

    def dimension(self, value: int) -> Dimension:
        return self.dimensions[self.codes.dimensions[value]]


def compare_cells(reports: Iterable[Report], units: Collection[int], day: date) -> Compared:
    """The cells of the reports, and the register's in the ``units``."""
    wanted = {code: pk for pk, code in Dimension.objects.values_list("pk", "code")}
    counted = register_dimensions()
    dimensions = Dimension.objects.in_bulk([wanted[code] for code in counted])
    of_submission = {each.submission: each.unit for each in reports}
    stated: dict[int, dict] = defaultdict(dict)
    cells = Headcount.objects.filter(submission__in=of_submission, value__dimension__in=dimensions)
    sums = cells.order_by().values_list("submission", "category", "value").annotate(Sum("people"))
    for submission, category, value, people in sums:
        stated[of_submission[submission]][category, value] = people
    register: dict[int, dict] = defaultdict(Counter)
    for code in counted:
        for cell in register_cells([day], code, units)[day]:
            register[cell.unit][cell.category, cell.value] += cell.people
    return Compared(code_list(), dimensions, stated, register)


def exact_differences(compared: Compared, units: Iterable[int]) -> Iterator[CellDifference]:
    """Of units whose reports are cut like the register, or who reported nothing."""
    for unit in units:
        stated, register = compared.stated.get(unit, {}), compared.register.get(unit, {})
        for category, value in sorted(stated.keys() | register.keys()):
            closed, now = stated.get((category, value), 0), register.get((category, value), 0)
            if closed != now:
                yield CellDifference(unit, category, value, closed, now)


def coarse_differences(compared: Compared, report: Report) -> Iterator[CellDifference]:
    """Of a file: each figure it states beside everybody in the register at or below its category and value.

    What it does not state it does not know, so no difference is made of that.
    """
    register: Counter = Counter()
    for unit in report.units:
        register.update(compared.register.get(unit, {}))
    for (category, value), closed in sorted(compared.stated.get(report.unit, {}).items()):
        now = people_at(compared, register, report.unit, category, value)
        if closed != now:
            yield CellDifference(report.unit, category, value, closed, now)


def people_at(compared: Compared, register: Cells, unit: int, category: int, value: int) -> int:
    """The register's people at a figure of a file; "the others" are those at none of the values it names."""
    categories, values = compared.covered(category), compared.covered(value)
    if compared.codes.kinds[value] is ValueKind.NOT_BROKEN_DOWN:
        named = [one for of, one in compared.stated[unit] if of == category and one != value]
        same = {one for one in named if compared.codes.dimensions[one] == compared.codes.dimensions[value]}
        values = frozenset(
            each
            for each, dimension in compared.codes.dimensions.items()
            if dimension == compared.codes.dimensions[value] and each not in compared.codes.covered_by(same)
        )
    return sum(people for (of, at), people in register.items() if of in categories and at in values)


def cell_lines(compared: Compared, report: Report, found: Iterable[CellDifference], family: Lineage) -> Iterator[Line]:
    """A line for each differing figure of a file, with the cause that its numbers tell."""
    wrong = wrong_sums(compared, report.unit)
    elsewhere = is_elsewhere(compared, report, family)
    for each in found:
        dimension = compared.dimension(each.value)
        if elsewhere:
            cause = Cause.REMAPPED
        elif dimension.pk in wrong:
            cause = Cause.FILE_SUM
        else:
            cause = Cause.UNEXPLAINED
        yield Line(each.unit, each.category, each.value, None, cause, each.difference)


def wrong_sums(compared: Compared, unit: int) -> set[int]:
    """The dimensions whose parts do not add up to the total of the unit's own report."""
    sums: Counter = Counter()
    for (_category, value), people in compared.stated.get(unit, {}).items():
        sums[compared.codes.dimensions[value]] += people
    total = sums.pop(compared.codes.total, None)
    if total is None:
        return set()
    return {pk for pk, people in sums.items() if compared.dimensions[pk].parts_cover_total and people != total}


def is_elsewhere(compared: Compared, report: Report, family: Lineage) -> bool:
    """Whether the register has nobody in a unit that reported, but people in one it came from or went into."""
    if any(compared.register.get(unit) for unit in report.units):
        return False
    return any(compared.register.get(unit) for unit in relatives(family, report.unit))


def relatives(family: Lineage, unit: int) -> set[int]:
    """The units it came from, and those it went into."""
    return (family.forebears(unit) | descendants(family, unit)) - {unit}


def descendants(family: Lineage, unit: int) -> set[int]:
    found, waiting = set(), [unit]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(successor for _when, successor in family.successors.get(one, ()))
    return found
