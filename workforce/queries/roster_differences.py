"""A roster beside the register of today at the same date: who came, who went, and who counts as something else."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce

from workforce.models import PersonSpell, RosterEntry, Value
from workforce.models.periods import OPEN_END
from workforce.queries.ages import AGES
from workforce.queries.cell_differences import relatives
from workforce.queries.classification import COLUMNS
from workforce.queries.difference_causes import Records, records_of
from workforce.queries.differences import Cause, Line
from workforce.queries.register import LANGUAGE, TOTAL
from workforce.queries.rosters import CLASSIFICATION, languages_of
from workforce.queries.units import Lineage

ATTRIBUTES = ["sector", "leadership", *COLUMNS, *AGES]


@dataclass(frozen=True)
class Standing:
    """What somebody counts as: the place, a value by attribute, and languages."""

    unit: int
    category: int
    values: Mapping[str, int]
    languages: frozenset[int]


@dataclass(frozen=True)
class Comparison:
    """``closed_at`` is when each unit's roster was made; units without one reported nothing."""

    day: date
    closed_at: dict[int, datetime]
    units: frozenset[int]
    family: Lineage
    total: int
    records: Records


def roster_lines(
    submissions: Collection[int], closed_at: dict[int, datetime], units: Collection[int], day: date, family: Lineage
) -> list[Line]:
    """The lines of the ``units``: those of the rosters and those that the register covers and nobody reported.

    The two sides are compared in the database, so that only those who differ are fetched.
    """
    roster = RosterEntry.objects.filter(submission__in=submissions)
    people = set(roster.filter(~Exists(same_as(PersonSpell.objects.on(day)))).values_list("person_id", flat=True))
    counted = PersonSpell.objects.on(day).filter(unit__in=units)
    people |= set(counted.filter(~Exists(same_as(roster))).values_list("person_id", flat=True))
    people |= whose_languages_differ(roster, day)
    differing = roster.filter(person__in=people)
    was = standings(differing, day, dict(differing.values_list("person_id", "languages")))
    now = standings(PersonSpell.objects.on(day).filter(person__in=people), day, languages_of(people, day))
    total = Value.objects.get_by_natural_key(TOTAL, TOTAL).pk
    compared = Comparison(day, closed_at, frozenset(units), family, total, records_of(people, day))
    return [line for person in sorted(people) for line in lines_of(person, was.get(person), now.get(person), compared)]


def same_as(rows: QuerySet) -> QuerySet:
    """Rows of the other side that say the same of the same person; an unknown birth date equals another."""
    same = {name: OuterRef(name) for name in ["person_id", *CLASSIFICATION] if name != "birth_date"}
    nobody_knows = Literal(OPEN_END)
    born = Coalesce(F("birth_date"), nobody_knows)
    return rows.alias(born=born).filter(born=Coalesce(OuterRef("birth_date"), nobody_knows), **same)


def whose_languages_differ(roster: QuerySet[RosterEntry], day: date) -> set[int]:
    was = dict(roster.exclude(languages=[]).values_list("person_id", "languages"))
    now = languages_of(roster.values("person"), day)
    return {person for person in was.keys() | now.keys() if set(was.get(person, ())) != set(now.get(person, ()))}


def standings(rows: QuerySet, day: date, languages: Mapping[int, Collection[int]]) -> dict[int, Standing]:
    columns = [F(f"{name}_id") for name in ATTRIBUTES if name not in AGES]
    ages = [value_on(day) for value_on in AGES.values()]
    return {
        person: Standing(
            unit, category, dict(zip(ATTRIBUTES, values, strict=True)), frozenset(languages.get(person, ()))
        )
        for person, unit, category, *values in rows.values_list("person_id", "unit_id", "category_id", *columns, *ages)
    }


def lines_of(person: int, was: Standing | None, now: Standing | None, compared: Comparison) -> Iterator[Line]:
    if was and now and (was.unit, was.category) == (now.unit, now.category):
        yield from changes_of(person, was, now, compared)
        return
    if was and was.unit in compared.units:
        yield gone(person, was, now, compared)
    if now and now.unit in compared.units:
        yield come(person, was, now, compared)


def gone(person: int, was: Standing, now: Standing | None, compared: Comparison) -> Line:
    cause, recorded_at = compared.records.departure(person) if now is None else shift(person, was, now, compared)
    return place_line(person, was, -1, cause, recorded_at, compared)


def come(person: int, was: Standing | None, now: Standing, compared: Comparison) -> Line:
    if was is not None:
        cause, recorded_at = shift(person, was, now, compared)
        return place_line(person, now, 1, cause, recorded_at, compared)
    recorded_at = compared.records.post_recorded_at(person)
    closed_at = compared.closed_at.get(now.unit)
    if closed_at is None:  # nobody reported the unit: perhaps its people were in the report of one it came from
        reported = relatives(compared.family, now.unit) & compared.closed_at.keys()
        cause = Cause.REMAPPED if reported else Cause.ADDED
    else:
        cause = Cause.RECORDED_LATER if recorded_at and recorded_at > closed_at else Cause.ADDED
    return place_line(person, now, 1, cause, recorded_at, compared)


def shift(person: int, was: Standing, now: Standing, compared: Comparison) -> tuple[Cause, datetime | None]:
    if was.unit == now.unit:
        cause = Cause.RECATEGORISED
    elif now.unit in relatives(compared.family, was.unit):
        cause = Cause.REMAPPED
    else:
        cause = Cause.MOVED
    return cause, compared.records.post_recorded_at(person)


def place_line(
    person: int, at: Standing, difference: int, cause: Cause, recorded_at: datetime | None, compared: Comparison
) -> Line:
    late = is_after(recorded_at, compared.closed_at.get(at.unit))
    return Line(at.unit, at.category, compared.total, person, cause, difference, None, recorded_at, late)


def changes_of(person: int, was: Standing, now: Standing, compared: Comparison) -> Iterator[Line]:
    for name in ATTRIBUTES:
        if was.values[name] != now.values[name]:
            yield change(person, name, was.values[name], now.values[name], now, compared)
    for value in sorted(now.languages - was.languages):
        yield change(person, LANGUAGE, None, value, now, compared)
    for value in sorted(was.languages - now.languages):
        late, recorded_at, cause = explained(person, LANGUAGE, value, None, now.unit, compared)
        yield Line(now.unit, now.category, value, person, cause, -1, None, recorded_at, late)


def change(person: int, name: str, old: int | None, new: int, at: Standing, compared: Comparison) -> Line:
    late, recorded_at, cause = explained(person, name, old, new, at.unit, compared)
    return Line(at.unit, at.category, new, person, cause, 1, old, recorded_at, late)


def explained(
    person: int, name: str, old: int | None, new: int | None, unit: int, compared: Comparison
) -> tuple[bool, datetime | None, Cause]:
    recorded_at = compared.records.recorded_at(person, name, new)
    late = is_after(recorded_at, compared.closed_at.get(unit))
    if late:
        cause = Cause.RECORDED_LATER
    elif compared.records.is_dated_later(person, old):
        cause = Cause.DATED_LATER
    else:
        cause = Cause.CHANGED
    return late, recorded_at, cause


def is_after(recorded_at: datetime | None, closed_at: datetime | None) -> bool:
    return bool(recorded_at and closed_at and recorded_at > closed_at)
