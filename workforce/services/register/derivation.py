"""From what is on record about a person to what the person counts as: spells, languages, and the columns of lists.

Everything here is plain values, so that an import derives ten thousand people before it writes any of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from workforce.indicators.spells import Spell, Stay, Step, Track, highest, spells
from workforce.models import Person
from workforce.models.periods import OPEN_END
from workforce.queries.classification import Codes
from workforce.vietnam.retirement import retirement_date

SPELL_FIELDS = [
    "person_id",
    "valid_from",
    "valid_to",
    "unit_id",
    "category_id",
    "leadership_id",
    "rank_id",
    "sector_id",
    "education_id",
    "party_id",
    "political_theory_id",
    "state_management_id",
    "it_id",
    "sex_id",
    "ethnicity_id",
    "religion_id",
    "birth_date",
]
LANGUAGE_FIELDS = ["person_id", "value_id", "valid_from", "valid_to"]
CLOSED_BY_CERTIFICATES = ["political_theory", "state_management", "it"]


class Post(NamedTuple):
    """A standing primary appointment."""

    valid_from: date
    valid_to: date
    unit: int
    category: int
    leadership: int
    rank: int | None


@dataclass
class Career:
    """What is on record about one person, by ids of the code lists; voided rows are left out."""

    person: int
    sex: str = ""
    birth_date: date | None = None
    ethnicity: int | None = None
    religion: int | None = None
    party_joined_on: date | None = None
    party_left_on: date | None = None
    never_in_party: bool = False
    is_void: bool = False
    posts: list[Post] = field(default_factory=list)
    diplomas: list[tuple[date, int]] = field(default_factory=list)
    certificates: list[tuple[date, int]] = field(default_factory=list)


class Columns(NamedTuple):
    """The derived columns of a person, as of one day."""

    status: str
    unit_id: int | None
    sector_id: int | None
    category_id: int | None
    leadership_id: int | None
    education_id: int | None
    retires_on: date | None
    refresh_on: date | None


class Derivation(NamedTuple):
    spells: list[tuple]
    languages: list[tuple]
    columns: Columns


def derive(career: Career, codes: Codes, today: date) -> Derivation:
    """``spells`` and ``languages`` in the order of SPELL_FIELDS and LANGUAGE_FIELDS."""
    education = education_track(career, codes)
    if career.is_void:
        return Derivation([], [], Columns(Person.Status.VOID, None, None, None, None, None, None, None))
    tracks = [education, party_track(career, codes), *certificate_tracks(career, codes)]
    found = spells(stays(career, codes), tracks)
    fixed = (
        codes.sexes[career.sex],
        career.ethnicity or codes.no_information["ethnicity"],
        career.religion or codes.no_information["religion"],
        career.birth_date,
    )
    rows = [(career.person, each.start, each.end, *each.facts, *each.values, *fixed) for each in found]
    return Derivation(rows, languages(career, codes), columns(career, found, education, today))


def stays(career: Career, codes: Codes) -> Iterator[Stay]:
    """The posts, cut where their unit changes its sector or hands over to its successor."""
    for post in career.posts:
        group = codes.rank_group(post.rank)
        for start, end, unit, sector in codes.unit_through(post.unit, post.valid_from, post.valid_to):
            yield Stay(start, end, (unit, post.category, post.leadership, group, sector))


def education_track(career: Career, codes: Codes) -> Track:
    held = (
        (max(awarded_on, start), end, level)
        for awarded_on, diploma in career.diplomas
        for start, end, level in codes.levels[diploma]
        if awarded_on < end
    )
    return highest(held, codes.places, codes.no_information["education"])


def party_track(career: Career, codes: Codes) -> Track:
    member, outside = codes.party_member, codes.not_party_member
    if career.party_joined_on is None:
        return Track(outside if career.never_in_party else codes.no_information["party"])
    steps = [Step(career.party_joined_on, member)]
    if career.party_left_on is not None:
        steps.append(Step(career.party_left_on, outside))
    return Track(outside, steps)


def certificate_tracks(career: Career, codes: Codes) -> Iterator[Track]:
    for dimension in CLOSED_BY_CERTIFICATES:
        held = ((day, OPEN_END, value) for day, value in career.certificates if codes.dimensions[value] == dimension)
        yield highest(held, codes.places, codes.no_information[dimension])


def languages(career: Career, codes: Codes) -> list[tuple]:
    """Each language level once, from its first certificate on."""
    first: dict[int, date] = {}
    for day, value in sorted(career.certificates):
        if codes.dimensions[value] == "foreign_language":
            first.setdefault(value, day)
    return [(career.person, value, day, OPEN_END) for value, day in first.items()]


def columns(career: Career, found: list[Spell], education: Track, today: date) -> Columns:
    """Where the person is today, or was last, or will be first."""
    begun = [spell for spell in found if spell.start <= today]
    shown = begun[-1] if begun else next(iter(found), None)
    retires_on = retirement_date(career.sex, career.birth_date) if career.birth_date else None
    if shown is None:
        return Columns(Person.Status.LEFT, None, None, None, None, education.on(today), retires_on, None)
    unit, category, leadership, _rank, sector = shown.facts
    return Columns(
        Person.Status.IN_SERVICE if shown.start <= today < shown.end else Person.Status.LEFT,
        unit,
        sector,
        category,
        leadership,
        education.on(today),
        retires_on,
        min(changes_after(today, found, education), default=None),
    )


def changes_after(today: date, found: Iterable[Spell], education: Track) -> Iterator[date]:
    bounds = [day for spell in found for day in (spell.start, spell.end)] + [step.day for step in education.steps]
    tomorrow = today + timedelta(days=1)
    return (day for day in bounds if tomorrow <= day < OPEN_END)
