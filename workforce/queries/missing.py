"""What the yearly form BM01/BNV will miss: its columns of which the register has no information about somebody."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from workforce.models import LanguageSpell, Person, PersonSpell, Value

# In the order of the form's columns. Who has no language on record is asked about, too: "none" is a value.
FIELDS = [
    "sex",
    "birth_date",
    "party",
    "ethnicity",
    "religion",
    "rank",
    "education",
    "political_theory",
    "it",
    "foreign_language",
    "state_management",
]


def missing_counts(unit_ids: Collection[int] | None, day: date) -> dict[str, int]:
    """Of those in service on the day, how many miss each field; fields that nobody misses are left out."""
    spells = PersonSpell.objects.on(day)
    if unit_ids is not None:
        spells = spells.filter(unit__in=unit_ids)
    conditions = conditions_on(day)
    counts = spells.aggregate(**{f"without_{name}": Count("pk", filter=conditions[name]) for name in FIELDS})
    return {name: counts[f"without_{name}"] for name in FIELDS if counts[f"without_{name}"]}


def people_missing(people: QuerySet[Person], field: str, day: date) -> QuerySet[Person]:
    """Those of ``people`` whom ``missing_counts`` counts under the field."""
    spells = PersonSpell.objects.on(day).filter(conditions_on(day)[field], person=OuterRef("pk"))
    return people.filter(Exists(spells))


def missing_of(person: Person, day: date) -> list[str]:
    """The fields that one person misses; none for somebody who is not in service on the day."""
    flags = {f"without_{name}": Count("pk", filter=condition) for name, condition in conditions_on(day).items()}
    counts = PersonSpell.objects.on(day).filter(person=person).aggregate(**flags)
    return [name for name in FIELDS if counts[f"without_{name}"]]


def conditions_on(day: date) -> dict[str, Q]:
    """By field, the spells of whoever misses it."""
    unknown = dict(Value.objects.filter(kind=Value.Kind.NO_INFORMATION).order_by().values_list("dimension__code", "pk"))
    languages = LanguageSpell.objects.on(day).filter(person=OuterRef("person"))
    special = {"birth_date": Q(birth_date=None), "foreign_language": ~Q(Exists(languages))}
    return {name: special[name] if name in special else Q(**{name: unknown[name]}) for name in FIELDS}
