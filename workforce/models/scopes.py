"""Who sees which units: the one rule that every ``visible_to`` asks."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from workforce.models.accounts import User
from workforce.models.units import UnitVersion


def units_seen_by(user: User) -> set[int] | None:
    """The ids a scoped user sees: the subtree of the own unit as it stands today; None for everything.

    A unit that ended stays where it last was: whoever saw it may look back at it.
    """
    if user.unit_id is None:
        return None
    return set(subtree(children_of(parents_until(timezone.localdate())), user.unit_id))


def parents_until(day: date) -> dict[int, int | None]:
    """Who was above whom, with units that ended where they last were."""
    started = UnitVersion.objects.filter(valid_from__lte=day).order_by("valid_from")
    return dict(started.values_list("unit_id", "parent_id"))


def children_of(parents: Mapping[int, int | None]) -> dict[int | None, list[int]]:
    found = defaultdict(list)
    for unit_id, parent in parents.items():
        found[parent].append(unit_id)
    return found


def subtree(children: Mapping[int | None, list[int]], unit_id: int) -> list[int]:
    """The unit and everything below it, each unit before its own."""
    found, waiting = [], [unit_id]
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting.extend(reversed(children.get(unit, ())))
    return found
