"""Appointments. A primary one counts; moves cut it in two on a day, so that posts never overlap and nobody is lost.

``on`` is always the first day of the new state, and so the first day out of the old one ("thôi từ ngày").
Facts are given by post_rows.POST_FIELDS, values as a form cleans them. Raised everywhere: Conflict; NotAllowed with
person_void, unit_outside_scope, posts_overlap (post), dates_in_disorder, not_in_service (day), post_begins_then (post).
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from workforce.models import Appointment, AuditEvent, Person, PersonSpell, Unit, User, Value
from workforce.queries.careers import units_keeping
from workforce.services.register.post_rows import ENDS, POST_FIELDS, add_primary, correct, open_post, store
from workforce.services.register.records import Changes, finish, hold, may_write_in, require_unit, values, void_row
from workforce.services.snapshots import NotAllowed

Action = AuditEvent.Action
Kind, StartReason, EndReason = Appointment.Kind, Appointment.StartReason, Appointment.EndReason


@transaction.atomic
def transfer(
    *, person: Person, version: int, on: date, unit: Unit, facts: Mapping[str, object] | None = None, by: User | None
) -> Appointment:
    """Move to another unit, also one outside the own scope, which then sees the record and we no longer do.

    Carries the category and the rank; leads nobody unless ``facts`` says so.
    """
    new = {"start_reason": StartReason.TRANSFER} | dict(facts or {}) | {"unit": unit}
    return move(person, version, on, new, end_reason=EndReason.TRANSFER, by=by)


@transaction.atomic
def appoint_leader(
    *,
    person: Person,
    version: int,
    on: date,
    leadership: Value,
    position: str,
    facts: Mapping[str, object] | None = None,
    by: User | None,
) -> Appointment:
    """Appointed or elected to a leading post of the same unit: a new spell in it.

    ``facts`` may hold leadership_phrase, start_reason, start_decision, contract_ends_on (the end of the term), …
    """
    new = (
        {"start_reason": StartReason.APPOINTMENT} | dict(facts or {}) | {"leadership": leadership, "position": position}
    )
    return move(person, version, on, new, end_reason=EndReason.NEW_POST, by=by)


@transaction.atomic
def end_leadership(
    *,
    person: Person,
    version: int,
    on: date,
    position: str = "",
    facts: Mapping[str, object] | None = None,
    by: User | None,
) -> Appointment:
    """Leads nobody any more and stays in the unit."""
    new = dict(facts or {}) | {"position": position}
    return move(person, version, on, new, end_reason=EndReason.NEW_POST, by=by)


@transaction.atomic
def second(
    *, person: Person, version: int, on: date, unit: Unit, facts: Mapping[str, object] | None = None, by: User | None
) -> Appointment:
    """Seconded to a unit, inside the own scope or outside: stands beside the primary post and never counts."""
    new = {"start_reason": StartReason.SECONDMENT} | dict(facts or {}) | {"unit": unit}
    return add_beside(person, version, on, new, kind=Kind.SECONDMENT, by=by)


@transaction.atomic
def add_concurrent(
    *, person: Person, version: int, on: date, unit: Unit, facts: Mapping[str, object] | None = None, by: User | None
) -> Appointment:
    """A second post (kiêm nhiệm), in any unit; it never counts."""
    return add_beside(person, version, on, dict(facts or {}) | {"unit": unit}, kind=Kind.CONCURRENT, by=by)


@transaction.atomic
def end_beside(
    *, appointment: Appointment, version: int, on: date, reason: str = "", decision: str = "", by: User | None
) -> Appointment:
    """End a secondment or a concurrent post. NotAllowed: post_is_primary, which ``leave`` ends."""
    ending = {"valid_to": on, "end_reason": reason, "end_decision": decision}
    held, post = hold_post(appointment, version, ending)
    if post.kind == Kind.PRIMARY:
        raise NotAllowed("post_is_primary")
    require_post(by, held, post)
    changes = correct(post, ending)
    finish(held, by=by, action=Action.CHANGE, changes=changes, post=post.pk)
    return post


@transaction.atomic
def leave(*, person: Person, version: int, on: date, reason: str, decision: str = "", by: User | None) -> Appointment:
    """Leaves service: ends the primary post and all beside it. Returns the primary one.

    NotAllowed: post_begins_later (post), where one beside it has still to begin: it never was, or the date is wrong.
    """
    ending = {"valid_to": on, "end_reason": reason, "end_decision": decision}
    held = hold_with_post(person, version, on, ending)
    post = post_to_end(held, on, by)
    beside = held.appointments.standing().exclude(kind=Kind.PRIMARY)
    later = beside.filter(valid_from__gte=on, valid_from__lt=post.valid_to).first()
    if later is not None:
        raise NotAllowed("post_begins_later", post=later)
    changes = correct(post, ending)
    for other in beside.filter(valid_from__lt=on, valid_to__gt=on):
        correct(other, ending)
    finish(held, by=by, action=Action.CHANGE, changes=changes, post=post.pk)
    return post


def retire(
    *, person: Person, version: int, on: date, decision: str = "", early: bool = False, by: User | None
) -> Appointment:
    """Leaves by retirement. Whether the day is the law's is a doubt (``doubts.retirement_doubts``), not a wall."""
    reason = EndReason.EARLY_RETIREMENT if early else EndReason.RETIREMENT
    return leave(person=person, version=version, on=on, reason=reason, decision=decision, by=by)


@transaction.atomic
def return_to_service(*, person: Person, version: int, post: Mapping[str, object], by: User | None) -> Appointment:
    """Opens the same record again with a new primary post; ``post`` holds its unit, category and valid_from."""
    new = {"start_reason": StartReason.RETURN} | dict(post)
    held = hold_with_post(person, version, new["valid_from"], new)
    opened = add_primary(held, new, by=by)
    finish(held, by=by, action=Action.CHANGE, changes=differences(None, opened), post=opened.pk)
    return opened


@transaction.atomic
def change_post(*, appointment: Appointment, version: int, facts: Mapping[str, object], by: User | None) -> Appointment:
    """Correct what was recorded wrongly, dates included. ``version`` is the person's.

    A post in a unit outside the own scope is read only, and so is a move of the post into such a unit.
    """
    held, post = hold_post(appointment, version, facts)
    require_post(by, held, post)
    changes = correct(post, facts)
    if "unit" in changes:
        require_unit(by, post.unit_id)
    if changes:
        finish(held, by=by, action=Action.CHANGE, changes=changes, post=post.pk)
    return post


@transaction.atomic
def void_post(*, appointment: Appointment, version: int, reason: str, by: User | None) -> Appointment:
    """A post that never was. NotAllowed for the only primary one: a record without any is nobody's to see."""
    held, post = hold_post(appointment, version, {})
    require_post(by, held, post)
    if post.kind == Kind.PRIMARY and not held.appointments.primary().exclude(pk=post.pk).exists():
        raise NotAllowed("only_post")
    void_row(post, reason)
    finish(held, by=by, action=Action.VOID, post=post.pk, unit=post.unit, reason=post.void_reason)
    return post


def move(
    person: Person,
    version: int,
    on: date,
    facts: Mapping[str, object],
    *,
    end_reason: str,
    by: User | None,
) -> Appointment:
    """Cut the primary post of that day in two: the later part has the facts, and the end that was on record.

    Without a unit among the facts it is in the one where the person counts that day: where the post's unit has ended,
    in its successor.
    """
    held = hold_with_post(person, version, on, facts)
    old = post_to_end(held, on, by)
    counted = PersonSpell.objects.filter(person=held).select_related("unit").on(on).get()
    carried = values(old, ["category", "rank", *ENDS]) | {"unit": counted.unit}
    new = open_post(held, carried | dict(facts) | {"valid_from": on}, by=by)
    correct(old, {"valid_to": on, "end_reason": end_reason, "end_decision": new.start_decision})
    store(new)
    finish(held, by=by, action=Action.CHANGE, changes=differences(old, new), post=new.pk)
    return new


def add_beside(
    person: Person, version: int, on: date, facts: Mapping[str, object], *, kind: str, by: User | None
) -> Appointment:
    """Beside a primary post in the own scope; carries its category and rank."""
    held = hold_with_post(person, version, on, facts)
    primary = post_on(held, on)
    require_post(by, held, primary)
    carried = values(primary, ["category", "rank"])
    post = open_post(held, carried | dict(facts) | {"valid_from": on}, kind=kind, by=by)
    store(post)
    finish(held, by=by, action=Action.CHANGE, changes=differences(None, post), post=post.pk, kind=kind)
    return post


def post_on(person: Person, day: date) -> Appointment:
    """The primary post of that day."""
    post = person.appointments.primary().on(day).select_related("unit", "category", "leadership", "rank").first()
    if post is None:
        raise NotAllowed("not_in_service", day=day)
    return post


def post_to_end(person: Person, on: date, by: User | None) -> Appointment:
    post = post_on(person, on)
    require_post(by, person, post)
    if post.valid_from == on:
        raise NotAllowed("post_begins_then", post=post)
    return post


def require_post(by: User | None, person: Person, post: Appointment) -> None:
    if not any(may_write_in(by, unit) for unit in units_keeping(person, [post])[post.pk]):
        raise NotAllowed("unit_outside_scope")


def hold_with_post(person: Person, version: int, on: date, theirs: Mapping[str, object]) -> Person:
    """Hold the record for a form about its primary post; a conflict shows that of the day beside what was typed."""

    def stored(held: Person) -> dict[str, object]:
        post = held.appointments.primary().on(on).first()
        return values(post, theirs) if post else {}

    return hold(person=person, version=version, theirs=theirs, stored=stored)


def hold_post(appointment: Appointment, version: int, theirs: Mapping[str, object]) -> tuple[Person, Appointment]:
    """The record and its appointment as it stands now. NotAllowed: post_void."""

    def stored(_held: Person) -> dict[str, object]:
        return values(Appointment.objects.get(pk=appointment.pk), theirs)

    held = hold(person=appointment.person, version=version, theirs=theirs, stored=stored)
    post = held.appointments.get(pk=appointment.pk)
    if post.is_void:
        raise NotAllowed("post_void")
    return held, post


def differences(old: Appointment | None, new: Appointment) -> Changes:
    """What a move changed, as the trail tells it."""
    pairs = {name: (getattr(old, name) if old else None, getattr(new, name)) for name in POST_FIELDS}
    return {name: (before, after) for name, (before, after) in pairs.items() if before != after and (old or after)}
