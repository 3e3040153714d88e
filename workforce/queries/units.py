"""The unit tree as it stood on a day, and who came before whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from workforce.models import Reorganisation, ReorganisationLink, Unit, UnitVersion
from workforce.models.scopes import children_of, subtree


class UnknownUnit(Exception):
    """No unit bore the code on the day."""

    def __init__(self, code: str, day: date):
        self.code, self.day = code, day
        super().__init__(code)


@dataclass(frozen=True)
class UnitTree:
    """Who was above whom on ``day``, by unit id; what the units were called is fetched only when it is asked for."""

    day: date
    parents: dict[int, int | None]

    @cached_property
    def versions(self) -> dict[int, UnitVersion]:
        """Those of every unit; a page that names a few units asks ``versions_of``."""
        return by_unit(versions_on(self.day))

    def versions_of(self, unit_ids: Iterable[int]) -> dict[int, UnitVersion]:
        return by_unit(versions_on(self.day).filter(unit__in=unit_ids))

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        return children_of(self.parents)

    @cached_property
    def codes(self) -> dict[str, int]:
        return {version.code: unit_id for unit_id, version in self.versions.items() if version.code}

    def name(self, unit_id: int) -> str:
        return self.versions[unit_id].name

    def subtree(self, unit_id: int) -> list[int]:
        """The unit and everything below it, each unit before its own; only itself if it did not exist on the day."""
        return subtree(self.children, unit_id)

    def line(self, unit_id: int) -> list[int]:
        """The unit and its ancestors, from the unit upwards."""
        found = []
        while unit_id is not None and unit_id in self.parents:
            found.append(unit_id)
            unit_id = self.parents[unit_id]
        return found

    def root(self, unit_id: int) -> int:
        return self.line(unit_id)[-1] if unit_id in self.parents else unit_id

    def roots(self) -> list[int]:
        return self.children.get(None, [])


def tree_on(day: date) -> UnitTree:
    return UnitTree(day, dict(UnitVersion.objects.on(day).values_list("unit_id", "parent_id")))


def versions_on(day: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.on(day).select_related("unit", "sector")


def by_unit(versions: Iterable[UnitVersion]) -> dict[int, UnitVersion]:
    return {version.unit_id: version for version in versions}


def unit_with_code(code: str, day: date) -> Unit:
    """The unit that bore the official code on the day; codes are reused over time."""
    version = UnitVersion.objects.on(day).filter(code=code).select_related("unit").first()
    if version is None:
        raise UnknownUnit(code, day)
    return version.unit


def last_versions(unit_ids: Iterable[int]) -> dict[int, UnitVersion]:
    """The newest version of each unit, also of units that no longer exist."""
    versions = UnitVersion.objects.filter(unit_id__in=unit_ids).select_related("unit").order_by("valid_from")
    return by_unit(versions)


def last_roots(unit_ids: Iterable[int]) -> dict[int, int]:
    """The province, or other topmost unit, that each unit last belonged to."""
    parents = dict(UnitVersion.objects.order_by("valid_from").values_list("unit", "parent"))

    def root(unit: int) -> int:
        return unit if parents.get(unit) is None else root(parents[unit])

    return {unit: root(unit) for unit in unit_ids}


@dataclass(frozen=True)
class Lineage:
    """Which units hand over to which, and when."""

    predecessors: dict[int, list[tuple[date, int]]]
    successors: dict[int, list[tuple[date, int]]]

    def forebears(self, unit_id: int) -> set[int]:
        """The unit and every unit that it came from."""
        found, waiting = set(), [unit_id]
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting.extend(predecessor for _when, predecessor in self.predecessors.get(unit, ()))
        return found

    def parts_on(
        self,
        unit_id: int,
        ends: dict[int, tuple[date, date]],
        day: date,
        until: date = date.max,
        seen: frozenset[int] = frozenset(),
    ) -> list[int] | None:
        """The units of ``day`` that make up the unit as it stands ``until`` a later day.

        None where a split without known weights is in between: among several successors, or off a unit that lived
        on. ``ends`` holds the first and last day bounds of each unit's life. A unit that existed on the day is itself
        a part, together with whatever it absorbed since. ``seen`` are its successors: a unit that came back is no
        forebear of itself.
        """
        first, end = ends.get(unit_id, (day, day))
        if any(day < when <= until and when < end for when, _successor in self.successors.get(unit_id, ())):
            return None
        parts = [unit_id] if first <= day < end else []
        for when, predecessor in self.predecessors.get(unit_id, ()):
            if not day < when <= until or predecessor in seen:
                continue
            if len([each for moment, each in self.successors[predecessor] if moment == when]) > 1:
                return None
            older = self.parts_on(predecessor, ends, day, when, seen | {unit_id})
            if older is None:
                return None
            parts = parts + older
        return parts


def lineage() -> Lineage:
    predecessors, successors = defaultdict(list), defaultdict(list)
    links = ReorganisationLink.objects.exclude(successor=None).values_list(
        "reorganisation__effective_on", "predecessor_id", "successor_id"
    )
    for when, predecessor, successor in links:
        predecessors[successor].append((when, predecessor))
        successors[predecessor].append((when, successor))
    return Lineage(dict(predecessors), dict(successors))


def lives(unit_ids: Iterable[int] | None = None) -> dict[int, tuple[date, date]]:
    """From when until when each unit, or each of some, existed."""
    versions = UnitVersion.objects.order_by().values_list("unit_id", "valid_from", "valid_to")
    if unit_ids is not None:
        versions = versions.filter(unit__in=unit_ids)
    return spans(versions)


def spans(validities: Iterable[tuple[int, date, date]]) -> dict[int, tuple[date, date]]:
    found: dict[int, tuple[date, date]] = {}
    for unit_id, start, end in validities:
        first, last = found.get(unit_id, (start, end))
        found[unit_id] = min(first, start), max(last, end)
    return found


def reorganisations_of(unit_id: int):
    """The events a unit came from or ended in, oldest first."""
    links = ReorganisationLink.objects.filter(predecessor=unit_id) | ReorganisationLink.objects.filter(
        successor=unit_id
    )
    return (
        Reorganisation.objects.filter(pk__in=links.values("reorganisation"))
        .select_related("document")
        .prefetch_related("links__predecessor__versions", "links__successor__versions")
    )
