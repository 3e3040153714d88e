"""Who somebody is: adding a record, changing its facts, and voiding what was a mistake. Nothing deletes a record."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction

from workforce.models import AuditEvent, Person, User
from workforce.models.people import name_keys
from workforce.models.periods import DatePrecision
from workforce.services.register.awards import add_certificate, add_qualification
from workforce.services.register.post_rows import add_primary
from workforce.services.register.records import cleaned, finish, hold, settle, void_row, write_facts
from workforce.services.register.saving import person_of, save_once
from workforce.services.snapshots import NotAllowed
from workforce.vietnam.identity_numbers import clean_identity_number, identity_number_error

Action = AuditEvent.Action
PERSON_FIELDS = (
    "full_name",
    "other_name",
    "birth_date",
    "birth_precision",
    "sex",
    "ethnicity",
    "religion",
    "identity_number",
    "identity_issued_on",
    "social_insurance_number",
    "birth_place",
    "home_town",
    "address",
    "phone",
    "email",
    "health",
    "party_joined_on",
    "party_official_on",
    "party_left_on",
    "never_in_party",
    "recruited_on",
    "note",
)


def add_person(
    *,
    facts: Mapping[str, object],
    post: Mapping[str, object],
    awards: Iterable[Mapping[str, object]] = (),
    certificates: Iterable[Mapping[str, object]] = (),
    by: User | None,
    token: UUID | None = None,
) -> Person:
    """A new record with its first primary appointment, diplomas and certificates; a second submission finds the first.

    ``facts`` by PERSON_FIELDS, ``post`` by post_rows.POST_FIELDS, ``awards`` by awards.QUALIFICATION_FIELDS and
    ``certificates`` by awards.CERTIFICATE_FIELDS: values as a form cleans them, rows of code lists as rows.
    Raises NotAllowed: name_missing, identity_number_wrong, identity_number_taken, party_dates_disagree,
    unit_outside_scope, dates_in_disorder, award_without_date.
    """

    def act() -> Person:
        given = person_facts(facts)
        person = Person(**given, **name_keys(given.get("full_name", "")), recorded_by=by)
        refuse_disorder(person)
        with identity_of_one(person):
            person.save(force_insert=True)
        add_primary(person, post, by=by)
        for award in awards:
            add_qualification(person, award, by=by)
        for award in certificates:
            add_certificate(person, award, by=by)
        known = {name: (None, value) for name, value in given.items() if value not in (None, "", False)}
        return settle(person, by=by, action=Action.CREATE, changes=known)

    return person_of(save_once(token=token, user=by, act=act))


@transaction.atomic
def change_person(*, person: Person, version: int, facts: Mapping[str, object], by: User | None) -> Person:
    """Change facts, those that are given; the others stay. Raises Conflict, and NotAllowed as ``add_person`` does."""
    given = person_facts(facts)
    held = hold(person=person, version=version, theirs=given)
    with identity_of_one(held):
        changes = write_facts(held, given, refuse_disorder)
    return finish(held, by=by, action=Action.CHANGE, changes=changes) if changes else held


@transaction.atomic
def void_person(*, person: Person, version: int, reason: str, by: User | None) -> Person:
    """A record that should not exist: it keeps its rows and counts nowhere any more, in no year.

    Locked rosters that hold the person stay as they were signed; the reconciliation will show the difference.
    """
    held = hold(person=person, version=version, theirs={})
    void_row(held, reason, status=Person.Status.VOID)
    return finish(held, by=by, action=Action.VOID, reason=held.void_reason)


@transaction.atomic
def restore_person(*, person: Person, version: int, by: User | None) -> Person:
    """The voiding was the mistake. Raises NotAllowed: not_void, merged (undo the merge), identity_number_taken."""
    held = hold(person=person, version=version, theirs={}, also_void=True)
    if not held.is_void:
        raise NotAllowed("not_void")
    if held.merged_into_id:
        raise NotAllowed("merged")
    with identity_of_one(held):
        write_facts(held, {"status": Person.Status.LEFT, "voided_at": None, "void_reason": ""})
    return finish(held, by=by, action=Action.CHANGE, restored=True)


def person_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """As they are stored: a birth date known by its year or month as the first day of it, a number without spaces."""
    given = cleaned(facts, PERSON_FIELDS)
    if given.get("birth_date"):
        given["birth_date"] = first_day(given["birth_date"], given.get("birth_precision", DatePrecision.DAY))
    if given.get("identity_number"):
        given["identity_number"] = clean_identity_number(given["identity_number"])
        if identity_number_error(given["identity_number"]):
            raise NotAllowed("identity_number_wrong")
    return given


def first_day(day, precision: str):
    match precision:
        case DatePrecision.YEAR:
            return day.replace(month=1, day=1)
        case DatePrecision.MONTH:
            return day.replace(day=1)
    return day


def refuse_disorder(person: Person) -> None:
    """What the table's constraints refuse too, said so that somebody can mend it."""
    if not person.full_name:
        raise NotAllowed("name_missing")
    joined, official, left = person.party_joined_on, person.party_official_on, person.party_left_on
    if joined is None and (official or left) or joined and (person.never_in_party or (left and left <= joined)):
        raise NotAllowed("party_dates_disagree")


@contextmanager
def identity_of_one(person: Person) -> Iterator[None]:
    """Writing inside says who has the identity number already; the table decides, so that of two at once one wins."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        others = Person.objects.in_register().filter(identity_number=person.identity_number).exclude(pk=person.pk)
        if person.identity_number and others.exists():
            raise NotAllowed("identity_number_taken") from error
        raise
