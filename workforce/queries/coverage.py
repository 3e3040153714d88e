"""Since when the register holds everybody of a unit: before, and where another body keeps the records, it is silent."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from workforce.models import Unit
from workforce.queries.units import UnitTree


@dataclass(frozen=True)
class Coverage:
    """``starts`` holds each unit's own coverage start; ``elsewhere`` the units whose records another body keeps."""

    starts: dict[int, date]
    elsewhere: set[int]

    def units_on(self, tree: UnitTree) -> set[int]:
        """Those whose people the register holds on the tree's day: since their own start or an inherited one."""
        found: set[int] = set()
        waiting = [(root, None) for root in tree.roots()]
        while waiting:
            unit, inherited = waiting.pop()
            start = self.starts.get(unit, inherited)
            if start is not None and start <= tree.day and unit not in self.elsewhere:
                found.add(unit)
            waiting += [(child, start) for child in tree.children.get(unit, ())]
        return found


def coverage() -> Coverage:
    """In one query."""
    units = Unit.objects.filter(Q(register_from__isnull=False) | Q(snapshot_only=True))
    rows = list(units.values_list("id", "register_from", "snapshot_only"))
    return Coverage(
        starts={unit: start for unit, start, _ in rows if start is not None},
        elsewhere={unit for unit, _, snapshot_only in rows if snapshot_only},
    )


def days_answered(as_of: date) -> list[date]:
    """The days on which the register is asked for a series up to ``as_of``: each year-end of its time, and the day."""
    start = Unit.objects.filter(register_from__isnull=False).aggregate(first=Min("register_from"))["first"]
    if start is None:
        return []
    last = min(as_of, timezone.localdate())
    year_ends = {date(year, 12, 31) for year in range(start.year, last.year + 1)}
    return sorted(day for day in {*year_ends, last} if start <= day <= last)
