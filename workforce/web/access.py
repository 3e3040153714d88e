"""Who may open what: loading an object here *is* the permission check."""

from collections.abc import Iterable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from workforce.models import (
    AuditEvent,
    Document,
    ImportBatch,
    Person,
    Revision,
    Snapshot,
    Submission,
    Target,
    Unit,
    User,
)
from workforce.models.people import SENSITIVE_FIELDS
from workforce.models.scopes import units_seen_by
from workforce.services.audit import record


def only(allowed):
    """Let in users for whom ``allowed`` (a property of User) holds: ``@only(User.manages_data)``."""

    def decorate(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if not allowed.fget(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def see_unit(user: User, key: str) -> Unit:
    """The unit, or 404: whoever may not see it cannot tell that it exists."""
    unit = get_object_or_404(Unit, key=key)
    return in_scope(user, unit, unit.pk)


def see_target(user: User, code: str) -> Target:
    target = get_object_or_404(Target.objects.select_related("unit", "indicator", "clause__document"), code=code)
    return in_scope(user, target, target.unit_id)


def see_document(user: User, code: str) -> Document:
    document = get_object_or_404(Document.objects.select_related("unit"), code=code)
    return document if document.unit_id is None else in_scope(user, document, document.unit_id)


def see_snapshot(user: User, key: str, as_of) -> Snapshot:
    """A round of the own scope, or one to which a unit of the own scope owes data."""
    snapshot = get_object_or_404(Snapshot.objects.select_related("unit"), unit__key=key, as_of=as_of)
    seen = units_seen_by(user)
    if seen is not None and snapshot.owed_units.filter(unit__in=seen).exists():
        return snapshot
    return in_scope(user, snapshot, snapshot.unit_id)


def see_revision(user: User, pk: int) -> Revision:
    revision = get_object_or_404(Revision.objects.select_related("snapshot__unit"), pk=pk)
    see_snapshot(user, revision.snapshot.unit.key, revision.snapshot.as_of)
    return revision


def manage_revision(user: User, pk: int) -> Revision:
    revision = get_object_or_404(Revision.objects.select_related("snapshot__unit"), pk=pk)
    return in_scope(user, revision, revision.snapshot.unit_id)


def manage_submission(user: User, pk: int) -> Submission:
    submission = get_object_or_404(Submission.objects.select_related("revision__snapshot"), pk=pk)
    return in_scope(user, submission, submission.revision.snapshot.unit_id)


def manage_batch(user: User, pk: int) -> ImportBatch:
    """A batch of headcounts of the own scope; one that could not be tied to a unit belongs to whoever uploaded it."""
    batches = ImportBatch.objects.filter(kind=ImportBatch.Kind.HEADCOUNT)
    batch = get_object_or_404(batches.select_related("unit", "revision__snapshot"), pk=pk)
    if batch.unit_id is None:
        if batch.by_id != user.pk:
            raise Http404
        return batch
    return in_scope(user, batch, batch.unit_id)


def manage_batches(user: User, pks: Iterable[int]) -> list[ImportBatch]:
    """As ``manage_batch`` for several, in the order asked for and without their content; 404 if one is not for them."""
    found = ImportBatch.objects.filter(kind=ImportBatch.Kind.HEADCOUNT, pk__in=set(pks)).defer("content")
    by_pk = {batch.pk: batch for batch in found.select_related("unit")}
    seen = units_seen_by(user)
    for pk in pks:
        batch = by_pk.get(pk)
        if batch is None:
            raise Http404
        is_own = batch.by_id == user.pk if batch.unit_id is None else seen is None or batch.unit_id in seen
        if not is_own:
            raise Http404
    return [by_pk[pk] for pk in dict.fromkeys(pks)]


def see_person(user: User, pk: int, **details) -> Person:
    """The record, opened: that it was is on the trail. 404 where the person's last unit lies outside the scope."""
    if not user.sees_people:
        raise PermissionDenied
    person = find_person(user, pk)
    record(actor=user, action=AuditEvent.Action.VIEW, object=person, details=details, subject=person.subject)
    return person


def edit_person(user: User, pk: int, **details) -> Person:
    """As ``see_person``, for those who may change it: a form shows the record as its page does."""
    if not user.edits_people:
        raise PermissionDenied
    return see_person(user, pk, **details)


def edit_all_of_person(user: User, pk: int) -> Person:
    """As ``edit_person``, for pages that show the sensitive fields as well; the trail says so."""
    return edit_person(user, pk, sensitive=sorted(SENSITIVE_FIELDS))


def find_person(user: User, pk: int) -> Person:
    """Without a word on the trail, for requests that show nothing of the record: saving a draft, voiding a row."""
    found = Person.objects.visible_to(user).select_related("unit", "category", "leadership", "education")
    return get_object_or_404(found, pk=pk)


def see_people_of(user: User, key: str) -> Unit:
    """The unit whose people the user may see one by one."""
    if not user.sees_people:
        raise PermissionDenied
    return see_unit(user, key)


def in_scope(user: User, thing, unit_id: int):
    seen = units_seen_by(user)
    if seen is not None and unit_id not in seen:
        raise Http404
    return thing
