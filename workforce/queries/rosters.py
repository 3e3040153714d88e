"""Who counts as what on a day, person by person, and the cells that follow from a stored roster.

A closed headcount is counted from its roster and not from the register once more: what somebody records between two
questions would make its parts differ from its total.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Count as CountRows
from django.db.models import F, QuerySet

from workforce.models import LanguageSpell, PersonSpell, RosterEntry, Value
from workforce.queries.ages import AGES
from workforce.queries.classification import COLUMNS
from workforce.queries.register import LANGUAGE, POPULATION, TOTAL, Cell, crossed, crossings, pair_of

CLASSIFICATION = [*POPULATION, *(f"{code}_id" for code in COLUMNS), "birth_date"]


def people_on(day: date, unit_ids: Collection[int]) -> list[tuple]:
    """``(person, *CLASSIFICATION)`` of everybody who counts in the units on the day: one question, one moment."""
    return list(PersonSpell.objects.on(day).filter(unit__in=unit_ids).values_list("person_id", *CLASSIFICATION))


def languages_on(day: date, unit_ids: Collection[int]) -> dict[int, list[int]]:
    """The language values of whoever counts in the units on the day and has some."""
    return languages_of(PersonSpell.objects.on(day).filter(unit__in=unit_ids).values("person"), day)


def languages_of(people: QuerySet | Collection[int], day: date) -> dict[int, list[int]]:
    """The language values of those of the people who have some on the day, by person."""
    found: dict[int, list[int]] = defaultdict(list)
    spoken = LanguageSpell.objects.on(day).filter(person__in=people).order_by("value_id")
    for person, value in spoken.values_list("person_id", "value_id"):
        found[person].append(value)
    return found


def staffed_units(day: date, unit_ids: Collection[int]) -> set[int]:
    """Those of the units in which somebody counts on the day."""
    return set(PersonSpell.objects.on(day).filter(unit__in=unit_ids).values_list("unit_id", flat=True).distinct())


def counted_otherwise(
    reports: Mapping[int, int], people: Collection[tuple], languages: Mapping[int, Collection[int]]
) -> dict[int, int]:
    """How many people the roster of each report has otherwise than the register now, who came and who left included.

    ``reports`` by unit; ``people`` and ``languages`` as ``people_on`` and ``languages_on`` give them.
    """
    now = {(person, unit, *facts, *languages.get(person, ())) for person, unit, *facts in people if unit in reports}
    entries = RosterEntry.objects.filter(submission__in=reports.values())
    stored = {
        (person, *facts, *sorted(spoken))
        for person, *facts, spoken in entries.values_list("person_id", *CLASSIFICATION, "languages")
    }
    differing = Counter(unit for _person, unit in {entry[:2] for entry in now ^ stored})
    return {unit: differing[unit] for unit in reports}


def roster_cells(roster: QuerySet[RosterEntry], day: date) -> Iterator[Cell]:
    """The cells of every dimension that the register cuts by, as ``register_rows`` would give them."""
    total = Value.objects.get_by_natural_key(TOTAL, TOTAL).pk
    yield from (Cell(*population, total, people) for *population, people in counted(roster))
    for code in COLUMNS:
        yield from map(Cell._make, counted(roster, F(f"{code}_id")))
    for value_on in AGES.values():
        yield from map(Cell._make, counted(roster, value_on(day)))
    yield from spoken_cells(roster)
    for crossing in crossings():
        yield from crossed({day: list(counted(roster, *pair_of(crossing)))}, crossing)[day]


def counted(roster: QuerySet[RosterEntry], *by) -> QuerySet:
    return roster.values_list(*POPULATION, *by).annotate(people=CountRows("id")).order_by()


def spoken_cells(roster: QuerySet[RosterEntry]) -> Iterator[Cell]:
    """The languages of each population, and a zero where nobody speaks any: the register holds what is certified."""
    speakers = Counter(
        (*population, value)
        for *population, languages in roster.exclude(languages=[]).values_list(*POPULATION, "languages")
        for value in languages
    )
    any_value = Value.objects.filter(dimension__code=LANGUAGE).values_list("id", flat=True)[0]
    for population in roster.values_list(*POPULATION).distinct().order_by():
        speakers.setdefault((*population, any_value), 0)
    yield from (Cell(*cell, people) for cell, people in speakers.items())
