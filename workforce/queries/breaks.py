"""On which days did a reorganisation change whose people a unit's people are?"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from workforce.models import UnitVersion
from workforce.queries.units import lineage, spans

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Version:
    valid_from: date
    valid_to: date
    parent: int | None


@dataclass(frozen=True)
class Passage:
    """From ``day`` on, people who were below (or in) one unit are below (or in) the other."""

    day: date
    before: int | None
    after: int | None


def breaks_of(unit_ids: Collection[int], boundaries: date | None = None) -> dict[int, list[date]]:
    """The days from which each unit's earlier numbers cannot be compared with the later ones, oldest first.

    Such a day moves a unit into or out of the subtree, or hands over between a unit in it and one outside: what
    happens wholly inside breaks nothing, nor does the unit's own first day. In the ``boundaries`` of a day hand-overs
    are followed back by the lineage, and only moves count. Two queries, however many units.
    """
    versions = defaultdict(list)
    for unit, *version in UnitVersion.objects.order_by("valid_from").values_list(
        "unit_id", "valid_from", "valid_to", "parent_id"
    ):
        versions[unit].append(Version(*version))
    family = lineage()
    ends = spans((unit, each.valid_from, each.valid_to) for unit, found in versions.items() for each in found)

    @cache
    def parts(unit: int, day: date) -> list[int] | None:
        if boundaries is not None:
            return family.parts_on(unit, ends, day, boundaries)
        return [unit] if unit in ends and ends[unit][0] <= day < ends[unit][1] else []

    passages = moves(versions)
    if boundaries is None:
        passages |= {
            Passage(when, predecessor, successor)
            for successor, found in family.predecessors.items()
            for when, predecessor in found
        }
    breaks = {unit: set() for unit in unit_ids}
    for each in passages:
        if boundaries is not None and each.day > boundaries:
            continue
        before, after = line_on(versions, each.before, each.day - DAY), line_on(versions, each.after, each.day)
        for unit in unit_ids:
            was, then = parts(unit, each.day - DAY), parts(unit, each.day)
            if was and then and before.isdisjoint(was) != after.isdisjoint(then):
                breaks[unit].add(each.day)
    return {unit: sorted(days) for unit, days in breaks.items()}


def moves(versions: dict[int, list[Version]]) -> set[Passage]:
    return {
        Passage(later.valid_from, earlier.parent, later.parent)
        for found in versions.values()
        for earlier, later in pairwise(found)
        if earlier.valid_to == later.valid_from and earlier.parent != later.parent
    }


def line_on(versions: dict[int, list[Version]], unit: int | None, day: date) -> set[int]:
    """The unit and its ancestors on the day."""
    line = set()
    while unit is not None:
        line.add(unit)
        unit = next((each.parent for each in versions.get(unit, ()) if each.valid_from <= day < each.valid_to), None)
    return line
