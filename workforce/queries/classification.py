"""The code lists by which the register counts people."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from workforce.models import Equivalence, Rank, ReorganisationLink, UnitVersion, Value

# Dimensions of which a spell holds the value; a crossing of two of them follows from them, age from the birth date
COLUMNS = [
    "education",
    "sex",
    "party",
    "ethnicity",
    "religion",
    "rank",
    "political_theory",
    "state_management",
    "it",
]
ALL_SECTORS = "all_sectors"


@dataclass(frozen=True)
class Codes:
    """Ids by code, and what they count as through time.

    ``places`` orders the values of a dimension from the best down. ``levels`` says for each diploma type as which
    level it counts, ``[since, until)``. ``unit_versions`` and ``successors`` say where the people of a unit are.
    """

    values: dict[tuple[str, str], int]
    dimensions: dict[int, str]
    places: dict[int, int]
    no_information: dict[str, int]
    levels: dict[int, list[tuple[date, date, int]]]
    rank_groups: dict[int, int | None]
    unit_versions: dict[int, list[tuple[date, date, int | None]]]
    successors: dict[int, list[tuple[date, int]]]

    @cached_property
    def sexes(self) -> dict[str, int]:
        return {
            "female": self.values["sex", "women"],
            "male": self.values["sex", "men"],
            "": self.no_information["sex"],
        }

    @cached_property
    def party_member(self) -> int:
        return self.values["party", "party_member"]

    @cached_property
    def not_party_member(self) -> int:
        return self.values["party", "not_party_member"]

    @cached_property
    def all_sectors(self) -> int:
        return self.values["sector", ALL_SECTORS]

    def rank_group(self, rank: int | None) -> int:
        return (self.rank_groups.get(rank) if rank else None) or self.no_information["rank"]

    def unit_through(self, unit: int, start: date, end: date) -> Iterator[tuple[date, date, int, int]]:
        """``(start, end, unit, sector)`` of whoever was placed in the unit: its only successor takes its people over.

        Where several succeed, or none, people stay where they were until somebody says where they went.
        """
        known = start
        for first, after, sector in self.unit_versions.get(unit, ()):
            if first < end and known < after:
                if known < first:  # placed in a unit before it existed: nobody's, until the record is mended
                    yield known, first, unit, self.all_sectors
                    known = first
                yield known, min(after, end), unit, sector or self.all_sectors
                known = min(after, end)
        if known >= end:
            return
        heirs = [heir for day, heir in self.successors.get(unit, ()) if day == known]
        if len(heirs) == 1:
            yield from self.unit_through(heirs[0], known, end)
        else:
            yield known, end, unit, self.all_sectors


def load_codes(units: Collection[int] | None = None) -> Codes:
    """All code lists, and the history of some units or of all. Four queries, and one for each round of successors."""
    values = Value.objects.values_list("id", "dimension__code", "code", "kind", "position")
    values = list(values.order_by())
    levels = defaultdict(list)
    for diploma, start, end, level in Equivalence.objects.order_by("valid_from").values_list(
        "diploma_id", "valid_from", "valid_to", "level_id"
    ):
        levels[diploma].append((start, end, level))
    versions, successors = unit_histories(units)
    return Codes(
        values={(dimension, code): pk for pk, dimension, code, _, _ in values},
        dimensions={pk: dimension for pk, dimension, _, _, _ in values},
        places={pk: position for pk, _, _, _, position in values},
        no_information={dimension: pk for pk, dimension, _, kind, _ in values if kind == Value.Kind.NO_INFORMATION},
        levels=levels,
        rank_groups=dict(Rank.objects.order_by().values_list("id", "group_id")),
        unit_versions=versions,
        successors=successors,
    )


def unit_histories(units: Collection[int] | None) -> tuple[dict, dict]:
    """Versions and successors of the units and of all that came after them."""
    links = ReorganisationLink.objects.exclude(successor=None).values_list(
        "predecessor_id", "reorganisation__effective_on", "successor_id"
    )
    successors = defaultdict(list)
    for predecessor, day, successor in links.order_by():
        successors[predecessor].append((day, successor))
    rows = UnitVersion.objects.order_by("valid_from").values_list("unit_id", "valid_from", "valid_to", "sector_id")
    if units is not None:
        rows = rows.filter(unit__in=with_heirs(units, successors))
    versions = defaultdict(list)
    for unit, *version in rows:
        versions[unit].append(tuple(version))
    return versions, successors


def with_heirs(units: Collection[int], successors: dict[int, list[tuple[date, int]]]) -> set[int]:
    found, waiting = set(), list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(heir for _day, heir in successors.get(unit, ()))
    return found
