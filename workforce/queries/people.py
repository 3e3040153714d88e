"""Finding people among a million: by the beginnings of the words of a name or of a number, in some units, in order.

Two things keep a list fast whatever the size of the register. What narrows a search to at most CAP people is looked up
by an index, and those few are filtered and sorted. What does not (no condition at all, a frequent name, a large unit)
has so many people that the first page is soon full: the list walks the index in the order of the names and leaves out
whoever does not match.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from workforce.models import Appointment, NameWord, Person, Unit, UnitVersion, Value
from workforce.models.scopes import children_of, subtree
from workforce.vietnam.text import search_key

CAP = 10_000  # of more nobody turns the pages; counting them would cost more than showing them
WORD_LENGTH, IDENTITY_LENGTH = 60, 12
MOST_WORDS = 8


class Found(NamedTuple):
    """``people`` to be shown in order, and ``to_count`` the same ones to be counted up to a bound.

    They differ where a list is walked: a walk passes by all who do not match, an index of words by nobody.
    """

    people: QuerySet[Person]
    to_count: QuerySet[Person]


def people_like(people: QuerySet[Person], text: str, units: Collection[int] | None = None) -> Found:
    """Those of ``people`` in the units (None: all) on whom every word of ``text`` fits.

    A word fits who has a name beginning with it, without accents and case; a run of digits fits who has an identity
    number beginning with it.
    """
    words = search_key(text).split()[:MOST_WORDS]
    if text.strip() and not words:
        return Found(people.none(), people.none())
    few = few_ids(words, units)
    if few is not None:
        found = in_units(people.filter(pk__in=few), units).filter(*[Exists(having(word)) for word in words])
        return Found(found, found)
    found = in_units(people, units)
    to_count = found.filter(pk__in=ids_with_all(words)) if words else found
    return Found(found.filter(*[fits(word) for word in words]), to_count)


def few_ids(words: list[str], units: Collection[int] | None) -> list[int] | None:
    """At most CAP people among whom all are that are looked for; None where no index narrows it down to them."""
    candidates = [up_to_cap(ids_with(word)) for word in words]
    if units is not None:
        candidates.append(up_to_cap(Person.objects.filter(unit__in=units).order_by().values_list("pk")))
    few = min((ids for ids in candidates if len(ids) <= CAP), key=len, default=None)
    if few is None and len(words) > 1:  # each word is frequent; all together may be rare
        together = up_to_cap(ids_with_all(words))
        return together if len(together) <= CAP else None
    return few


def up_to_cap(ids: QuerySet) -> list[int]:
    """One more than CAP, if there are more. Somebody may be there twice: DISTINCT would first read them all."""
    return [pk for (pk,) in ids[: CAP + 1]]


def ids_with_all(words: list[str]) -> QuerySet:
    first, *others = words
    key = "pk" if is_number(first) else "person"
    return ids_with(first).filter(*[Q(**{f"{key}__in": ids_with(word)}) for word in others])


def ids_with(word: str) -> QuerySet:
    return with_number(word).values_list("pk") if is_number(word) else words_from(word).values_list("person")


def words_from(beginning: str) -> QuerySet[NameWord]:
    """By a range instead of LIKE, which no index of a database with a language's collation answers.

    Words are small letters and digits, and in every collation we run on z is the last of them.
    """
    beginning = beginning[:WORD_LENGTH]
    return NameWord.objects.filter(word__range=(beginning, beginning + "z" * 40))


def with_number(beginning: str) -> QuerySet[Person]:
    """The conditions of the unique index are repeated, for only then may it be used."""
    numbers = Person.objects.exclude(identity_number="").exclude(status=Person.Status.VOID)
    return numbers.filter(identity_number__range=(beginning, beginning.ljust(IDENTITY_LENGTH, "9"))).order_by()


def having(word: str) -> QuerySet:
    """The subquery for people whose number is known by an index: it is asked for each of a few."""
    person = OuterRef("pk")
    return with_number(word).filter(pk=person) if is_number(word) else words_from(word).filter(person=person)


def fits(word: str) -> Q:
    """The condition for whoever the walk comes by. Other names are not in ``search_name``: a frequent beginning finds
    people by their own."""
    if is_number(word):
        return Q(identity_number__startswith=word)
    return Q(search_name__startswith=word) | Q(search_name__contains=f" {word}")


def is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def in_units(people: QuerySet[Person], units: Collection[int] | None) -> QuerySet[Person]:
    """Hidden from the indexes by COALESCE: SQLite would fetch all people of a province's units to sort them."""
    if units is None:
        return people
    return people.alias(unit_walked=Coalesce(F("unit_id"), 0)).filter(unit_walked__in=units)


def invented_among(units: Collection[int] | None) -> bool:
    """Whether anybody in the units (None: all) is made up for demonstration."""
    invented = Unit.objects.filter(invented=True) if units is None else Unit.objects.filter(invented=True, pk__in=units)
    return invented.filter(Exists(Person.objects.filter(unit=OuterRef("pk")))).exists()


def values_under(value: Value) -> list[int]:
    """The ids of the value and of everything below it: who has a doctorate is a postgraduate."""
    parents = dict(Value.objects.filter(dimension=value.dimension_id).order_by().values_list("pk", "parent_id"))
    return subtree(children_of(parents), value.pk)


def with_names(people: QuerySet[Person], today: date) -> QuerySet[Person]:
    """What a row of a list says, in two more queries: ``unit.newest`` holds the unit's versions from the newest back,
    ``posts`` the primary appointments, of which one at most is of today."""
    return people.select_related("unit", "category", "leadership", "education").prefetch_related(
        Prefetch("unit__versions", UnitVersion.objects.order_by("-valid_from"), to_attr="newest"),
        Prefetch("appointments", Appointment.objects.primary().on(today), to_attr="posts"),
    )
