"""From the reports of single units to the count of every unit above them.

A report may cover the unit's subordinates; what those report themselves then stands beside it and is not added.
"""

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass

from workforce.indicators.counting import NOBODY, UNKNOWN, Count

UnitId = Hashable


@dataclass(frozen=True)
class Report:
    """The counts of one unit, one per selection asked."""

    counts: tuple[Count, ...]
    covers_subordinates: bool = True


@dataclass(frozen=True)
class Rolled:
    counts: tuple[Count, ...]
    units_owed: int
    units_received: int


def roll_up(
    parents: Mapping[UnitId, UnitId | None], reports: Mapping[UnitId, Report], owed: Set[UnitId], width: int
) -> dict[UnitId, Rolled]:
    """The counts of every unit that reports, owes, or has someone below it who does.

    ``parents`` is the unit tree of the date, ``width`` the number of counts in each report. An owed unit that
    neither reported nor is covered by a unit above it makes the sums above it unknown; their known parts remain.
    """
    children: dict[UnitId, list[UnitId]] = {}
    for unit, parent in parents.items():
        children.setdefault(parent, []).append(unit)
    rolled: dict[UnitId, Rolled] = {}

    def visit(unit: UnitId) -> Rolled | None:
        below = [each for each in map(visit, children.get(unit, ())) if each is not None]
        report = reports.get(unit)
        if report is None and unit not in owed and not below:
            return None
        if report is not None and report.covers_subordinates:
            owed_below = sum(each.units_owed for each in below) + (unit in owed)
            result = Rolled(report.counts, max(owed_below, 1), max(owed_below, 1))
        else:
            own = own_part(unit, report, owed, width)
            parts = [own, *below] if own else below
            result = Rolled(
                counts=tuple(add(each.counts[i] for each in parts) for i in range(width)),
                units_owed=sum(each.units_owed for each in parts),
                units_received=sum(each.units_received for each in parts),
            )
        rolled[unit] = result
        return result

    for root in [unit for unit, parent in parents.items() if parent is None or parent not in parents]:
        visit(root)
    return rolled


def own_part(unit: UnitId, report: Report | None, owed: Set[UnitId], width: int) -> Rolled | None:
    if report is not None:
        return Rolled(report.counts, 1, 1)
    if unit in owed:
        return Rolled((UNKNOWN,) * width, 1, 0)
    return None


def add(counts) -> Count:
    return sum(counts, NOBODY)
