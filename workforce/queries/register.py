"""The register's answer to the one question: how many people, where, when, of which kind.

Each question is one scan of the person spells, however large the unit. What a spell does not hold follows from it: age
from the birth date, a crossing from the two dimensions it crosses.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Count as CountRows
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from workforce.indicators.counting import Row
from workforce.models import Dimension, LanguageSpell, PersonSpell, Value
from workforce.queries.ages import AGES
from workforce.queries.classification import COLUMNS

POPULATION = ["unit_id", "category_id", "sector_id", "leadership_id"]
LANGUAGE = "foreign_language"
TOTAL = "total"


class Cell(NamedTuple):
    """People of one unit at one value on each axis."""

    unit: int
    category: int
    sector: int
    leadership: int
    value: int
    people: int


def register_dimensions() -> list[str]:
    """The codes of the dimensions that the register cuts by, crossings included."""
    return [TOTAL, *COLUMNS, *AGES, LANGUAGE, *crossings().values_list("code", flat=True)]


def crossings() -> QuerySet[Dimension]:
    """The declared crossings of two dimensions that a spell holds."""
    crossed = Dimension.objects.filter(first__code__in=COLUMNS, second__code__in=COLUMNS)
    return crossed.select_related("first", "second")


def pair_of(crossing: Dimension) -> list[F]:
    """The columns of a spell that it crosses."""
    return [F(f"{crossing.first.code}_id"), F(f"{crossing.second.code}_id")]


def register_rows(day: date, dimension: str, unit_ids: Collection[int] | None = None) -> dict[int, list[Row]]:
    """The cells of one dimension on one day, by unit; nothing for a dimension that the register does not cut by."""
    found: dict[int, list[Row]] = defaultdict(list)
    for unit, *cell in register_cells([day], dimension, unit_ids)[day]:
        found[unit].append(Row(*cell))
    return found


def register_cells(
    days: Collection[date], dimension: str, unit_ids: Collection[int] | None = None
) -> dict[date, list[Cell]]:
    """The cells of one dimension on many days: one scan for all of them, except by age, which moves every day."""
    spells = of_units(PersonSpell.objects.all(), unit_ids)
    if dimension == TOTAL:
        total = Value.objects.get_by_natural_key(TOTAL, TOTAL).pk
        return with_value(grouped(spells, [], days), total)
    if dimension in COLUMNS:
        return as_cells(grouped(spells, [F(f"{dimension}_id")], days))
    if dimension in AGES:
        return {day: as_cells(grouped(spells, [AGES[dimension](day)], [day]))[day] for day in days}
    if dimension == LANGUAGE:
        return {day: language_cells(day, unit_ids) for day in days}
    crossing = crossings().filter(code=dimension).first()
    if crossing is None:
        return {day: [] for day in days}
    return crossed(grouped(spells, pair_of(crossing), days), crossing)


def of_units(spells: QuerySet, unit_ids: Collection[int] | None) -> QuerySet:
    return spells if unit_ids is None else spells.filter(unit__in=unit_ids)


def grouped(spells: QuerySet, by: list, days: Collection[date]) -> dict[date, list[tuple]]:
    """``(*population, *by, people)`` of each day. Several days are counted side by side in one scan."""
    if len(days) == 1:
        [day] = days
        rows = spells.on(day).values_list(*POPULATION, *by).annotate(people=CountRows("id")).order_by()
        return {day: list(rows)}
    alive = {day: Q(valid_from__lte=day, valid_to__gt=day) for day in days}
    people = {f"on_{day:%Y%m%d}": CountRows("id", filter=condition) for day, condition in alive.items()}
    spells = spells.filter(valid_from__lte=max(days), valid_to__gt=min(days))
    found: dict[date, list[tuple]] = {day: [] for day in days}
    for row in spells.values_list(*POPULATION, *by).annotate(**people).order_by():
        cell = row[: len(POPULATION) + len(by)]
        for day, number in zip(days, row[len(cell) :], strict=True):
            if number:
                found[day].append((*cell, number))
    return found


def as_cells(rows: dict[date, list[tuple]]) -> dict[date, list[Cell]]:
    return {day: [Cell._make(row) for row in of_day] for day, of_day in rows.items()}


def with_value(rows: dict[date, list[tuple]], value: int) -> dict[date, list[Cell]]:
    return {day: [Cell(*row[:-1], value, row[-1]) for row in of_day] for day, of_day in rows.items()}


def language_cells(day: date, unit_ids: Collection[int] | None) -> list[Cell]:
    """One may have several languages, or none: the register holds what is certified, so nobody else has them.

    The two tables of derived rows meet on the person without a foreign key between them, which the ORM cannot say.
    """
    spells = of_units(PersonSpell.objects.on(day), unit_ids)
    counted, parameters = spells.order_by().values("person_id", *POPULATION).query.sql_with_params()
    population = ", ".join(POPULATION)
    with connection.cursor() as cursor:
        # the inner query is Django's own, with its values as parameters
        cursor.execute(
            f"SELECT {population}, value_id, COUNT(*) FROM ({counted}) spell "  # noqa: S608
            "JOIN workforce_languagespell held ON held.person_id = spell.person_id "
            f"WHERE held.valid_from <= %s AND held.valid_to > %s GROUP BY {population}, value_id",
            [*parameters, day, day],
        )
        found = [Cell._make(row) for row in cursor.fetchall()]
    any_value = Value.objects.filter(dimension__code=LANGUAGE).values_list("id", flat=True)[0]
    everybody = spells.values_list(*POPULATION).distinct()
    return found + [Cell(*each, any_value, 0) for each in everybody.order_by()]


def crossed(rows: dict[date, list[tuple]], crossing: Dimension) -> dict[date, list[Cell]]:
    """Each pair at the value that crosses it, or whatever is above it; else nobody knows or nobody asked."""
    place = CrossingPlaces(crossing)
    found: dict[date, list[Cell]] = {}
    for day, of_day in rows.items():
        people: dict[tuple, int] = defaultdict(int)
        for *population, first, second, number in of_day:
            people[(*population, place.of(first, second))] += number
        found[day] = [Cell(*cell, number) for cell, number in people.items()]
    return found


class CrossingPlaces:
    """Where the pairs of two dimensions belong in the dimension that crosses them."""

    def __init__(self, crossing: Dimension):
        self.crossing = crossing
        both = Value.objects.filter(dimension__in=[crossing.first_id, crossing.second_id])
        self.parents = dict(both.values_list("id", "parent_id"))
        self.kinds = dict(both.values_list("id", "kind"))
        own = list(crossing.values.all())
        self.pairs = {(value.first_id, value.second_id): value.pk for value in own if value.first_id}
        self.others = {value.kind: value.pk for value in own}

    def of(self, first: int, second: int) -> int:
        for one in self.line(first):
            for other in self.line(second):
                if (one, other) in self.pairs:
                    return self.pairs[one, other]
        unknown = Value.Kind.NO_INFORMATION in {self.kinds[first], self.kinds[second]}
        return self.others[Value.Kind.NO_INFORMATION if unknown else Value.Kind.NOT_BROKEN_DOWN]

    def pairs_at(self, values: Collection[int]) -> Q:
        """The spells whose pair belongs at one of the values."""
        first, second = self.crossing.first, self.crossing.second
        of_first, of_second = ([v.pk for v in each.values.all()] for each in (first, second))
        found = Q(pk__in=[])
        for one in of_first:
            others = [other for other in of_second if self.of(one, other) in values]
            found |= Q(**{first.code: one, f"{second.code}__in": others})
        return found

    def line(self, value: int | None) -> Iterable[int]:
        while value is not None:
            yield value
            value = self.parents[value]


def spells_behind(
    unit_ids: Collection[int] | None,
    day: date,
    *,
    categories: Collection[int] = (),
    sectors: Collection[int] = (),
    leaderships: Collection[int] = (),
    dimension: str = TOTAL,
    values: Collection[int] = (),
) -> QuerySet[PersonSpell]:
    """The spells of the people in a cell: one a person. Values are taken as given, without what lies below them."""
    spells = of_units(PersonSpell.objects.on(day), unit_ids)
    axes: Mapping[str, Collection[int]] = {"category": categories, "sector": sectors, "leadership": leaderships}
    for axis, nodes in axes.items():
        if nodes:
            spells = spells.filter(**{f"{axis}__in": nodes})
    if not values or dimension == TOTAL:
        return spells
    if dimension in COLUMNS:
        return spells.filter(**{f"{dimension}__in": values})
    if dimension in AGES:
        return spells.alias(age_value=AGES[dimension](day)).filter(age_value__in=values)
    if dimension == LANGUAGE:
        speakers = LanguageSpell.objects.on(day).filter(person=OuterRef("person"), value__in=values)
        return spells.filter(Exists(speakers))
    place = CrossingPlaces(crossings().get(code=dimension))
    return spells.filter(place.pairs_at(values))
