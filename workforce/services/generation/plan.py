"""How many people stand where on the day, and at which values: by what is usual, or as a table of totals wants it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from workforce.queries.register import TOTAL
from workforce.services.generation.chance import apportion
from workforce.services.generation.places import Map, Place
from workforce.services.generation.totals import CannotGenerate, Total, Values
from workforce.services.generation.weights import BESIDE, CATEGORIES, CBCCVC, USUAL

DOES_NOT_LEAD = "not_leader"
OUTSIDE_THE_PARTY = ("not_party_member", "party_no_information")
# How much earlier leaders come when degrees, or memberships, are given out in order
LEADERS_AHEAD = 0.6


@dataclass(eq=False)
class Group:
    """The people of one category in one unit. ``parts`` says by dimension how many are at which value."""

    place: Place
    category: str
    weight: float
    people: int | None = None
    parts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))

    @property
    def counted(self) -> bool:
        return self.category in CBCCVC


class Slot(NamedTuple):
    """What one person is on the day; ``number`` counts within the group, leaders first."""

    place: Place
    category: str
    number: int
    leadership: str
    education: str
    sex: str
    party: str
    ethnicity: str


def planned(rng: Random, map: Map, people: int | None, totals: Sequence[Total], values: Values) -> list[Group]:
    """``people`` counts cadres, civil servants and public employees; None leaves it to the totals.

    Raises CannotGenerate where the totals contradict each other, or ask for more than this can find out: it goes from
    the smallest unit to the largest and never takes back what it gave.
    """
    groups = groups_of(map, totals)
    give_people(rng, groups, people, [total for total in totals if total.dimension == TOTAL])
    for dimension in USUAL:
        giving = Giving(rng, dimension, groups)
        giving.as_wanted([total for total in totals if total.dimension == dimension], values)
        giving.as_usual()
    return groups


def groups_of(map: Map, totals: Sequence[Total]) -> list[Group]:
    groups = []
    for place in map.on(map.tree.day):
        usual = CATEGORIES[place.kind] | BESIDE[place.kind]
        groups += [Group(place, category, place.weight * part / 100) for category, part in usual.items()]
        wanted = {each.categories[0] for each in totals if each.unit == place.unit and len(each.categories) == 1}
        groups += [Group(place, category, 1) for category in sorted(wanted - set(usual))]
    return groups


def members_of(total: Total, groups: Iterable[Group]) -> list[Group]:
    return [each for each in groups if each.place.unit in total.units and each.category in total.categories]


def give_people(rng: Random, groups: list[Group], people: int | None, totals: list[Total]) -> None:
    for total in sorted(totals, key=lambda total: len(members_of(total, groups))):
        members = members_of(total, groups)
        share_out(rng, members, total.people - sum(group.people or 0 for group in members), total)
    counted = [group for group in groups if group.counted]
    if people is not None:
        share_out(rng, counted, people - sum(group.people or 0 for group in counted), None)
    if any(group.people is None for group in counted):
        raise CannotGenerate("people_unknown")
    at_place = Counter()
    for group in counted:
        at_place[group.place.key] += group.people
    for group in groups:
        if group.people is None:
            group.people = int(at_place[group.place.key] * group.weight / group.place.weight + rng.random())


def share_out(rng: Random, groups: list[Group], people: int, total: Total | None) -> None:
    """Among those that have no number yet."""
    waiting = [group for group in groups if group.people is None]
    if people < 0 or (people and not waiting):
        reason = "totals_disagree" if total else "people_disagree"
        raise CannotGenerate(reason, line=total.line if total else None, difference=people)
    shares = apportion(rng, people, [group.weight for group in waiting], [people] * len(waiting))
    for group, share in zip(waiting, shares, strict=True):
        group.people = share


@dataclass
class Giving:
    """One dimension being given out. A value that a total named is closed for its groups: nobody else comes to it."""

    rng: Random
    dimension: str
    groups: list[Group]
    closed: dict[Group, set[str]] = field(default_factory=lambda: defaultdict(set))

    def as_wanted(self, totals: Iterable[Total], values: Values) -> None:
        """The smallest units and the narrowest values first."""
        rows = [(each, members_of(each, self.groups), values.leaves[self.dimension, each.value]) for each in totals]
        for total, members, leaves in sorted(rows, key=lambda row: (len(row[1]), len(row[2]))):
            need = total.people - sum(group.parts[self.dimension][leaf] for group in members for leaf in leaves)
            room = [self.left(group) if self.open_of(group, leaves) else 0 for group in members]
            if not 0 <= need <= sum(room):
                raise CannotGenerate("totals_disagree", line=total.line, difference=need)
            shares = apportion(self.rng, need, [self.weight(group, leaves) for group in members], room)
            for group, share in zip(members, shares, strict=True):
                self.give(group, share, self.open_of(group, leaves))
                self.closed[group].update(leaves)

    def as_usual(self) -> None:
        """Whoever has no value yet."""
        for group in self.groups:
            people, among = self.left(group), self.open_of(group, list(self.usual(group)))
            if people and not among:
                params = {"unit": group.place.key, "category": group.category, "people": people}
                raise CannotGenerate("no_value_left", dimension=self.dimension, **params)
            self.give(group, people, among)

    def usual(self, group: Group) -> dict[str, float]:
        return USUAL[self.dimension](group.place, group.category)

    def left(self, group: Group) -> int:
        return group.people - group.parts[self.dimension].total()

    def open_of(self, group: Group, leaves: Iterable[str]) -> list[str]:
        return [leaf for leaf in leaves if leaf not in self.closed[group]]

    def weight(self, group: Group, leaves: Iterable[str]) -> float:
        usual = self.usual(group)
        return self.left(group) * sum(usual.get(leaf, 0) for leaf in self.open_of(group, leaves))

    def give(self, group: Group, people: int, among: list[str]) -> None:
        usual = self.usual(group)
        shares = apportion(self.rng, people, [usual.get(leaf, 0) for leaf in among], [people] * len(among))
        for leaf, share in zip(among, shares, strict=True):
            group.parts[self.dimension][leaf] += share


def slots(rng: Random, group: Group) -> Iterator[Slot]:
    """The people of a group, leaders first; who leads is likelier to have a high degree and to be in the Party."""
    leaderships = dealt(group, "leadership")
    ahead = [LEADERS_AHEAD * (each != DOES_NOT_LEAD) for each in leaderships]
    education = in_order(rng, dealt(group, "education"), ahead)
    party = in_order(rng, sorted(dealt(group, "party"), key=OUTSIDE_THE_PARTY.__contains__), ahead)
    sexes, ethnicities = dealt(group, "sex"), dealt(group, "ethnicity")
    rng.shuffle(sexes)
    rng.shuffle(ethnicities)
    for number, facts in enumerate(zip(leaderships, education, sexes, party, ethnicities, strict=True)):
        yield Slot(group.place, group.category, number, *facts)


def dealt(group: Group, dimension: str) -> list[str]:
    """Each value as often as planned, in the order of what is usual: the best first."""
    parts, usual = group.parts[dimension], list(USUAL[dimension](group.place, group.category))
    order = usual + [value for value in parts if value not in usual]
    return [value for value in order for _ in range(parts[value])]


def in_order(rng: Random, values: list[str], ahead: list[float]) -> list[str]:
    """The first values mostly to those who are ahead."""
    turns = sorted(range(len(values)), key=[rng.random() - start for start in ahead].__getitem__)
    found = [""] * len(values)
    for turn, value in zip(turns, values, strict=True):
        found[turn] = value
    return found
