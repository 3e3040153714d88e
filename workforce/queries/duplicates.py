"""Records that may be the same person: proposed, never joined by themselves."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from workforce.models import DistinctPeople, Person, User
from workforce.models.people import name_keys
from workforce.models.periods import DatePrecision
from workforce.vietnam.identity_numbers import clean_identity_number


@dataclass(frozen=True)
class Duplicates:
    """``visible`` lie in the user's units. Of the others a page may only say: ask the data administrator."""

    visible: list[Person]
    elsewhere: bool

    def __bool__(self):
        return bool(self.visible) or self.elsewhere


def possible_duplicates(
    *,
    full_name: str = "",
    birth_date: date | None = None,
    birth_precision: str = DatePrecision.DAY,
    identity_number: str = "",
    person: Person | None = None,
) -> list[Person]:
    """Standing records with the same identity number, or the same name without accents and the same birth date.

    Where one side knows only the month or the year of birth, these are compared. ``person`` is the record that is
    asked about: it is left out, as is whoever somebody told apart from it.
    """
    number = clean_identity_number(identity_number)
    asked = Q(identity_number=number) if number else Q(pk=None)
    if full_name and birth_date:
        year = date(birth_date.year, 1, 1), date(birth_date.year, 12, 31)
        asked |= Q(search_name=name_keys(full_name)["search_name"], birth_date__range=year)
    others = Person.objects.in_register().filter(asked)
    if person is not None:
        others = others.exclude(pk__in=[person.pk, *told_apart_from(person)])
    return [
        other
        for other in others
        if (number and other.identity_number == number)
        or (birth_date and born_alike(other.birth_date, other.birth_precision, birth_date, birth_precision))
    ]


def born_alike(one: date | None, one_precision: str, other: date, other_precision: str) -> bool:
    """Where one side knows only the month or the year, these are compared."""
    precisions = {one_precision, other_precision}
    if one is None or DatePrecision.YEAR in precisions:
        return one is not None and one.year == other.year
    if DatePrecision.MONTH in precisions:
        return (one.year, one.month) == (other.year, other.month)
    return one == other


def told_apart_from(person: Person) -> set[int]:
    pairs = DistinctPeople.objects.filter(Q(first=person) | Q(second=person)).values_list("first", "second")
    return {each for pair in pairs for each in pair} - {person.pk}


def duplicates_for(user: User, **facts) -> Duplicates:
    """``possible_duplicates`` of the same facts, as far as the user may know."""
    found = possible_duplicates(**facts)
    seen = set(Person.objects.visible_to(user).filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
    visible = [each for each in found if each.pk in seen]
    return Duplicates(visible, elsewhere=len(visible) < len(found))
