"""Two records that are one person: compared, merged by somebody who looked, and taken apart again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    DistinctPeople,
    Person,
    PersonMerge,
    Qualification,
    User,
)
from workforce.services.audit import record
from workforce.services.register.people import PERSON_FIELDS, identity_of_one, refuse_disorder
from workforce.services.register.post_rows import refuse_overlap
from workforce.services.register.records import Conflict, finish, write_facts
from workforce.services.snapshots import NotAllowed

Action = AuditEvent.Action
MERGED = "merged"
# What only makes sense together is chosen together, by the first of its fields
TOGETHER = [
    ("birth_date", "birth_precision"),
    ("identity_number", "identity_issued_on"),
    ("party_joined_on", "party_official_on", "party_left_on", "never_in_party"),
]
FOLLOWERS = {name for first, *others in TOGETHER for name in others}
LED = {group[0]: group for group in TOGETHER}
GROUPS = [LED.get(name, (name,)) for name in PERSON_FIELDS if name not in FOLLOWERS]
BLANKS = (None, "", False, "day")
# Two rows that agree in these say the same, whatever else one of them adds
SAME_IN = {
    Appointment: ["kind", "unit_id", "category_id", "leadership_id", "rank_id", "valid_from", "valid_to"],
    Qualification: ["diploma_id", "in_progress", "awarded_on", "major"],
    Certificate: ["value_id", "awarded_on", "name"],
}


class Difference(NamedTuple):
    """A fact about which two records disagree.

    ``decided_by`` is the field whose choice decides: birth_date for birth_precision, mostly the field itself. What
    only one record knows is taken over without a choice.
    """

    field: str
    first: object
    second: object
    decided_by: str
    needs_choice: bool


def compare(first: Person, second: Person) -> list[Difference]:
    """In the order of the form."""
    found = []
    for group in GROUPS:
        asked = is_known(first, group) and is_known(second, group)
        for name in group:
            pair = getattr(first, name), getattr(second, name)
            if pair[0] != pair[1]:
                found.append(Difference(name, *pair, decided_by=group[0], needs_choice=asked))
    return found


def is_known(person: Person, group: Iterable[str]) -> bool:
    return any(getattr(person, name) not in BLANKS for name in group)


@transaction.atomic
def merge(
    *, kept: Person, kept_version: int, merged: Person, merged_version: int, choices: Mapping[str, str], by: User | None
) -> PersonMerge:
    """Join ``merged`` into ``kept``: posts and awards change hands, twins among them are voided, the record is void.

    ``choices`` says "kept" or "merged" by Difference.decided_by; without a choice the kept record's value stays, or
    comes from the merged one where it is blank. Raises Conflict (of the record that changed), and NotAllowed:
    same_person, person_void, posts_overlap (post; void one of the two first), party_dates_disagree.
    """
    kept, merged = hold_both(kept, merged)
    for person, version in [(kept, kept_version), (merged, merged_version)]:
        if person.status == Person.Status.VOID:
            raise NotAllowed("person_void")
        if person.version != version:
            raise Conflict(version=person.version, current={}, theirs=dict(choices))
    facts = chosen_facts(kept, merged, choices)
    before = stored(kept, facts)
    write_facts(
        merged,
        {"status": Person.Status.VOID, "voided_at": timezone.now(), "void_reason": MERGED, "merged_into": kept},
    )
    write_facts(kept, facts, refuse_disorder)
    hands = [hand_over(model, merged, kept) for model in SAME_IN]
    moved = {
        "moved": {model._meta.model_name: moved for model, (moved, _) in zip(SAME_IN, hands, strict=True)},
        "voided": {model._meta.model_name: voided for model, (_, voided) in zip(SAME_IN, hands, strict=True)},
        "kept": {name: [before[name], after] for name, after in stored(kept, facts).items() if before[name] != after},
    }
    done = PersonMerge.objects.create(kept=kept, merged=merged, moved=moved, by=by)
    finish(merged, by=by, action=Action.MERGE, merge=done.pk, into=kept.subject)
    finish(kept, by=by, action=Action.MERGE, merge=done.pk, merged=merged.subject)
    return done


def hold_both(kept: Person, merged: Person) -> tuple[Person, Person]:
    """In the order of their ids, so that two merges of the same two people do not wait for each other."""
    if kept.pk == merged.pk:
        raise NotAllowed("same_person")
    both = Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    held = {person.pk: person for person in both}
    return held[kept.pk], held[merged.pk]


def chosen_facts(kept: Person, merged: Person, choices: Mapping[str, str]) -> dict[str, object]:
    """The facts that come from the merged record."""
    found = {}
    for group in GROUPS:
        choice = choices.get(group[0]) or ("kept" if is_known(kept, group) else "merged")
        if choice == "merged":
            found |= {name: getattr(merged, name) for name in group}
    return found


def stored(person: Person, names: Iterable[str]) -> dict[str, object]:
    """Values as JSON keeps them, rows of code lists by number: this table is read by undo_merge only."""
    raw = {name: person._meta.get_field(name).value_from_object(person) for name in names}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in raw.items()}


def hand_over(model, merged: Person, kept: Person) -> tuple[list[int], list[int]]:
    """Ids of the rows that changed hands, and of those voided because the kept record says the same."""
    known = set(model.objects.standing().filter(person=kept).values_list(*SAME_IN[model]))
    moved, voided = [], []
    for row in model.objects.standing().filter(person=merged).order_by("pk"):
        if tuple(getattr(row, name) for name in SAME_IN[model]) in known:
            write_facts(row, {"voided_at": timezone.now(), "void_reason": MERGED})
            voided.append(row.pk)
            continue
        check = refuse_overlap if model is Appointment else lambda row: None
        write_facts(row, {"person": kept}, check)
        moved.append(row.pk)
    return moved, voided


@transaction.atomic
def undo_merge(*, merge: PersonMerge, by: User | None) -> Person:
    """Both records as they were; returns the one that had been merged. What was recorded since stays with the kept one.

    A fact of the kept record that somebody changed since stays as it is. Raises NotAllowed: merge_undone,
    merge_of_later (the kept record was merged itself meanwhile), posts_overlap, identity_number_taken.
    """
    kept, merged = hold_both(merge.kept, merge.merged)
    merge = PersonMerge.objects.get(pk=merge.pk)
    if merge.undone_at is not None:
        raise NotAllowed("merge_undone")
    if kept.merged_into_id:
        raise NotAllowed("merge_of_later")
    with identity_of_one(kept):
        write_facts(kept, facts_before(kept, merge.moved["kept"]), refuse_disorder)
    for model in SAME_IN:
        give_back(model, merge.moved, kept, merged)
    with identity_of_one(merged):
        back = {"status": Person.Status.LEFT, "voided_at": None, "void_reason": "", "merged_into": None}
        write_facts(merged, back)
    write_facts(merge, {"undone_at": timezone.now()})
    finish(kept, by=by, action=Action.SPLIT, merge=merge.pk, merged=merged.subject)
    return finish(merged, by=by, action=Action.SPLIT, merge=merge.pk, into=kept.subject)


def facts_before(kept: Person, changed: Mapping[str, list]) -> dict[str, object]:
    """Those that still hold what the merge wrote, as they were before it; as attributes, rows by number."""
    now = stored(kept, changed)
    fields = {name: kept._meta.get_field(name) for name in changed}
    return {
        fields[name].attname: fields[name].to_python(before)
        for name, (before, after) in changed.items()
        if now[name] == after
    }


def give_back(model, moved: Mapping[str, Mapping[str, list[int]]], kept: Person, merged: Person) -> None:
    check = refuse_overlap if model is Appointment else lambda row: None
    for row in model.objects.filter(pk__in=moved["moved"][model._meta.model_name], person=kept):
        write_facts(row, {"person": merged}, check)
    for row in model.objects.filter(pk__in=moved["voided"][model._meta.model_name]):
        write_facts(row, {"voided_at": None, "void_reason": ""}, check)


@transaction.atomic
def tell_apart(*, first: Person, second: Person, by: User | None) -> DistinctPeople:
    """Two people after all: they are not proposed as duplicates again."""
    first, second = sorted([first, second], key=lambda person: person.pk)
    found, created = DistinctPeople.objects.get_or_create(first=first, second=second, defaults={"by": by})
    if created:
        details = {"distinct_from": second.subject}
        record(actor=by, action=Action.CHANGE, object=first, details=details, subject=first.subject)
    return found
