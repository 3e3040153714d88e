"""Keep the derived rows of people in step with their records, in the transaction that changes these."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from workforce.models import Appointment, Certificate, LanguageSpell, NameWord, Person, PersonSpell, Qualification
from workforce.models.people import name_words
from workforce.queries.classification import Codes, load_codes
from workforce.services.bulk import bulk_change, bulk_load
from workforce.services.register.derivation import (
    LANGUAGE_FIELDS,
    SPELL_FIELDS,
    Career,
    Columns,
    Derivation,
    Post,
    derive,
)

AT_ONCE = 20_000
NAME_FIELDS = ["search_name", "sort_name"]


def rebuild(people: Collection[int], today: date | None = None) -> None:
    """Derive some people anew. The caller holds their rows, so that two changes of one person take turns."""
    units = Appointment.objects.primary().filter(person__in=people).values_list("unit", flat=True)
    codes = load_codes(set(units))
    write(people, careers(people), codes, today or timezone.localdate())
    write_names(people)


def rebuild_everything(today: date | None = None) -> int:
    """Derive the whole register anew, in parts of bounded memory; returns how many people."""
    codes, today = load_codes(), today or timezone.localdate()
    people = Person.objects.order_by("id").values_list("id", flat=True)
    done = 0
    for some in in_parts(people.iterator(chunk_size=AT_ONCE)):
        with transaction.atomic():
            held = Person.objects.select_for_update().filter(pk__in=some).order_by("pk")
            some = list(held.values_list("pk", flat=True))
            write(some, careers(some), codes, today)
            write_names(some)
        done += len(some)
    return done


def refresh(today: date | None = None) -> int:
    """Derive those whose columns change by the mere passing of time: a transfer recorded beforehand takes effect."""
    today = today or timezone.localdate()
    due = list(Person.objects.filter(refresh_on__lte=today).values_list("id", flat=True))
    for some in in_parts(due):
        with transaction.atomic():
            locked = Person.objects.select_for_update().filter(pk__in=some, refresh_on__lte=today).order_by("pk")
            rebuild(list(locked.values_list("pk", flat=True)), today)
    return len(due)


def in_parts(people: Iterable[int]) -> Iterable[list[int]]:
    people = iter(people)
    while some := list(zip(range(AT_ONCE), people, strict=False)):
        yield [pk for _, pk in some]


def careers(people: Collection[int]) -> list[Career]:
    found = {
        pk: Career(pk, *facts, is_void=status == Person.Status.VOID)
        for pk, status, *facts in Person.objects.filter(pk__in=people).values_list(
            "id",
            "status",
            "sex",
            "birth_date",
            "ethnicity_id",
            "religion_id",
            "party_joined_on",
            "party_left_on",
            "never_in_party",
        )
    }
    posts = Appointment.objects.primary().filter(person__in=people).order_by("person_id", "valid_from")
    for person, *post in posts.values_list(
        "person_id", "valid_from", "valid_to", "unit_id", "category_id", "leadership_id", "rank_id"
    ):
        found[person].posts.append(Post(*post))
    awarded = Qualification.objects.standing().filter(person__in=people, in_progress=False).order_by()
    for person, *award in awarded.values_list("person_id", "awarded_on", "diploma_id"):
        found[person].diplomas.append(tuple(award))
    certificates = Certificate.objects.standing().filter(person__in=people).order_by()
    for person, *award in certificates.values_list("person_id", "awarded_on", "value_id"):
        found[person].certificates.append(tuple(award))
    return list(found.values())


def write(people: Collection[int], found: Iterable[Career], codes: Codes, today: date) -> None:
    PersonSpell.objects.filter(person__in=people).delete()
    LanguageSpell.objects.filter(person__in=people).delete()
    derived = [(career.person, derive(career, codes, today)) for career in found]
    write_spells(derivation for _, derivation in derived)
    bulk_change(Person, list(Columns._fields), [(pk, *derivation.columns) for pk, derivation in derived])


def write_spells(derived: Iterable[Derivation]) -> None:
    derived = list(derived)
    bulk_load(PersonSpell, SPELL_FIELDS, [row for each in derived for row in each.spells])
    bulk_load(LanguageSpell, LANGUAGE_FIELDS, [row for each in derived for row in each.languages])


def write_names(people: Collection[int]) -> None:
    """The keys that follow from the names; written only where they changed."""
    words = defaultdict(set)
    for person, word in NameWord.objects.filter(person__in=people).values_list("person_id", "word"):
        words[person].add(word)
    changed, wrong = [], []
    for person in Person.objects.filter(pk__in=people).only("id", "full_name", "other_name", *NAME_FIELDS):
        keys = person.name_keys()
        if any(getattr(person, name) != key for name, key in keys.items()):
            changed.append((person.pk, *keys.values()))
        if words[person.pk] != name_words(person.full_name, person.other_name):
            wrong.append(person)
    if changed:
        bulk_change(Person, NAME_FIELDS, changed)
    if wrong:
        NameWord.objects.filter(person__in=[person.pk for person in wrong]).delete()
        rows = [(each.pk, word) for each in wrong for word in sorted(name_words(each.full_name, each.other_name))]
        bulk_load(NameWord, ["person_id", "word"], rows)
