"""The units of a province through time, as somebody who has to place people in them sees them."""

import dataclasses
from collections import defaultdict
from datetime import date
from random import Random

from workforce.models import ReorganisationLink, Unit, UnitVersion
from workforce.queries.units import UnitTree, tree_on

DEFAULT_FIELD = "economic_other"

# How many people a unit has on average, beside the others, by its kind; public service units by kind above and field
SIZES = {"agency": 68, "commune": 42, "district": 90, "mass_organisation": 27, "party_body": 42}
SIZES_OF_SERVICE_UNITS = {
    ("commune", "education"): 790,
    ("agency", "education"): 106,
    ("agency", "health"): 550,
    ("agency", "vocational"): 100,
}
SIZE_OF_OTHER_SERVICE_UNITS = 65
SIZES_VARY = (0.65, 1.35)
KINDS = {*SIZES, "public_service_unit"}


@dataclasses.dataclass
class Place:
    """A unit, ``[starts, ends)``; ``forebears`` are those that it took over, and when."""

    unit: int
    key: str
    kind: str
    kind_above: str
    field: str
    weight: float
    starts: date
    ends: date
    forebears: list[tuple[date, "Place"]] = dataclasses.field(default_factory=list, repr=False)

    def stands(self, first: date, after: date) -> bool:
        return self.starts <= first and after <= self.ends

    @property
    def trade(self) -> tuple[str, str, str]:
        """People change between units of one trade."""
        return self.kind, self.kind_above, self.field


@dataclasses.dataclass
class Map:
    """Every place that ever was in the province, and the units as they stood on the day."""

    places: list[Place]
    tree: UnitTree

    def __post_init__(self):
        self.trades = defaultdict(list)
        for place in self.places:
            self.trades[place.trade].append(place)

    def on(self, day: date) -> list[Place]:
        return [place for place in self.places if place.starts <= day < place.ends]


def load_map(rng: Random, province: Unit, day: date) -> Map:
    """Units whose records another body keeps are no places, nor is the province itself."""
    found = UnitVersion.objects.select_related("unit", "field").order_by()
    versions = sorted(found, key=lambda version: (version.unit.key, version.valid_from))  # databases sort in many ways
    kinds = dict(UnitVersion.objects.order_by("valid_from").values_list("unit_id", "kind"))
    ever = reachable(province.pk, {(version.parent_id, version.unit_id) for version in versions})
    places: dict[int, Place] = {}
    for version in versions:
        unit = version.unit
        if unit.pk not in ever or unit.snapshot_only or version.kind not in KINDS:
            continue
        if unit.pk in places:
            places[unit.pk].ends = version.valid_to
        else:
            places[unit.pk] = place_of(version, kinds.get(version.parent_id, ""))
    for place in places.values():
        place.weight *= rng.uniform(*SIZES_VARY)
    link_forebears(places)
    return Map(list(places.values()), tree_on(day))


def place_of(version: UnitVersion, kind_above: str) -> Place:
    field = version.field.code if version.field else DEFAULT_FIELD
    weight = SIZES.get(version.kind) or SIZES_OF_SERVICE_UNITS.get((kind_above, field), SIZE_OF_OTHER_SERVICE_UNITS)
    standing = {"starts": version.valid_from, "ends": version.valid_to}
    return Place(version.unit_id, version.unit.key, version.kind, kind_above, field, weight, **standing)


def link_forebears(places: dict[int, Place]) -> None:
    links = ReorganisationLink.objects.filter(predecessor__in=places, successor__in=places).order_by()
    for day, before, after in links.values_list("reorganisation__effective_on", "predecessor_id", "successor_id"):
        places[after].forebears.append((day, places[before]))
    for place in places.values():
        place.forebears.sort(key=lambda link: (link[0], link[1].key))


def reachable(province: int, edges: set[tuple[int | None, int]]) -> set[int]:
    """Whatever was ever below the province."""
    children = defaultdict(list)
    for parent, unit in edges:
        children[parent].append(unit)
    found, waiting = set(), [province]
    while waiting:
        for unit in children[waiting.pop()]:
            if unit not in found:
                found.add(unit)
                waiting.append(unit)
    return found
