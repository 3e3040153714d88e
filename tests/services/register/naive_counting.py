"""As what a person counts on a day, read off the record itself: slow, obvious, sharing no code with the spells."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from workforce.models import Equivalence, Rank, ReorganisationLink, UnitVersion, Value

CERTIFIED = ["political_theory", "state_management", "it"]


class Post(NamedTuple):
    start: date
    end: date
    unit: int
    category: int
    leadership: int
    rank: int | None


@dataclass
class Record:
    """Everything by id; ``diplomas`` and ``certificates`` as (day, id)."""

    posts: list[Post] = field(default_factory=list)
    diplomas: list[tuple[date, int]] = field(default_factory=list)
    certificates: list[tuple[date, int]] = field(default_factory=list)
    party_joined_on: date | None = None
    party_left_on: date | None = None
    never_in_party: bool = False
    is_void: bool = False


@dataclass
class World:
    values: dict[int, Value]
    equivalences: list[Equivalence]
    versions: list[UnitVersion]
    links: list[ReorganisationLink]
    rank_groups: dict[int, int | None]

    def value(self, dimension: str, code: str) -> int:
        return next(pk for pk, each in self.values.items() if (each.dimension.code, each.code) == (dimension, code))

    def unknown(self, dimension: str) -> int:
        return next(
            pk for pk, each in self.values.items() if each.dimension.code == dimension and each.kind == "no_information"
        )


def read_world() -> World:
    return World(
        Value.objects.select_related("dimension").in_bulk(),
        list(Equivalence.objects.all()),
        list(UnitVersion.objects.all()),
        list(ReorganisationLink.objects.exclude(successor=None).select_related("reorganisation")),
        dict(Rank.objects.values_list("id", "group_id")),
    )


def counted_as(record: Record, world: World, day: date) -> dict[str, int] | None:
    """None for whoever is not counted at all."""
    posts = [post for post in record.posts if post.start <= day < post.end]
    if record.is_void or not posts:
        return None
    (post,) = posts
    unit = unit_of(post, world, day)
    return {
        "unit_id": unit,
        "sector_id": sector_of(unit, world, day),
        "category_id": post.category,
        "leadership_id": post.leadership,
        "rank_id": world.rank_groups.get(post.rank) or world.unknown("rank"),
        "education_id": best([level_of(each, world, day) for each in record.diplomas], "education", world),
        "party_id": party_of(record, world, day),
        **{
            f"{dimension}_id": best(
                [
                    value
                    for since, value in record.certificates
                    if since <= day and world.values[value].dimension.code == dimension
                ],
                dimension,
                world,
            )
            for dimension in CERTIFIED
        },
    }


def unit_of(post: Post, world: World, day: date) -> int:
    """Where the unit ended by then, its only successor of that day has its people, and so on."""
    unit, since = post.unit, post.start
    while True:
        ends = [version.valid_to for version in world.versions if version.unit_id == unit]
        end = max([since, *ends])
        heirs = [
            link.successor_id
            for link in world.links
            if link.predecessor_id == unit and link.reorganisation.effective_on == end
        ]
        if day < end or len(heirs) != 1:
            return unit
        unit, since = heirs[0], end


def sector_of(unit: int, world: World, day: date) -> int:
    for version in world.versions:
        if version.unit_id == unit and version.valid_from <= day < version.valid_to and version.sector_id:
            return version.sector_id
    return world.value("sector", "all_sectors")


def level_of(award: tuple[date, int], world: World, day: date) -> int | None:
    awarded_on, diploma = award
    for row in world.equivalences:
        if awarded_on <= day and row.diploma_id == diploma and row.valid_from <= day < row.valid_to:
            return row.level_id
    return None


def best(values: list[int | None], dimension: str, world: World) -> int:
    known = [value for value in values if value is not None]
    return min(known, key=lambda pk: world.values[pk].position) if known else world.unknown(dimension)


def party_of(record: Record, world: World, day: date) -> int:
    if record.party_joined_on is None:
        return world.value("party", "not_party_member") if record.never_in_party else world.unknown("party")
    member = record.party_joined_on <= day and not (record.party_left_on and record.party_left_on <= day)
    return world.value("party", "party_member" if member else "not_party_member")


def languages_of(record: Record, world: World, day: date) -> set[int]:
    return {
        value
        for since, value in record.certificates
        if since <= day and world.values[value].dimension.code == "foreign_language"
    }
