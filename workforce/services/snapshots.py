"""A snapshot's life: submitted by the unit → approved by a second person → locked for the province → corrected."""

import json
from collections.abc import Set

from django.db import transaction
from django.utils import timezone

from workforce.models import AuditEvent, Document, Headcount, Revision, RosterEntry, Snapshot, Submission, Unit, User
from workforce.queries.notices import notice_subject
from workforce.queries.reporting import reporting_of
from workforce.queries.rosters import CLASSIFICATION
from workforce.queries.units import tree_on
from workforce.services.audit import event, record, record_many
from workforce.services.bulk import bulk_load
from workforce.services.rollups import roll_up_revision

Action = AuditEvent.Action
# What a correction takes over from the reports it starts with, and from their headcounts
REPORT_FIELDS = [
    "unit_id",
    "covers_subordinates",
    "batch_id",
    "batch_row",
    "clause_id",
    "submitted_by_id",
    "approved_by_id",
]
CELL_FIELDS = ["category_id", "sector_id", "leadership_id", "value_id", "people"]
ROSTER_FIELDS = ["person_id", *CLASSIFICATION, "languages"]


class NotAllowed(Exception):
    """The step is refused; ``reason`` is a code that ``wording.refusals`` puts into words."""

    def __init__(self, reason: str, **params):
        self.reason, self.params = reason, params
        super().__init__(reason)


def hold_snapshot(pk: int) -> Snapshot:
    """Make every other step of the snapshot's life wait for the end of this transaction.

    Each step calls it before it reads a revision or a report, so that what it decides on is what it then changes.
    """
    return Snapshot.objects.select_for_update().get(pk=pk)


@transaction.atomic
def approve(*, submission: Submission, by: User) -> None:
    """A second person approves what a unit submitted."""
    hold_snapshot(submission.revision.snapshot_id)
    submission = Submission.objects.select_related("revision").get(pk=submission.pk)
    if submission.revision.is_locked:
        raise NotAllowed("revision_locked")
    if not submission.is_current or submission.state != Submission.State.SUBMITTED:
        raise NotAllowed("not_waiting_for_approval")
    if submission.submitted_by_id == by.pk:
        raise NotAllowed("own_submission")
    submission.state = Submission.State.APPROVED
    submission.approved_by = by
    submission.save(update_fields=["state", "approved_by"])
    record(actor=by, action=Action.APPROVE, object=submission)


@transaction.atomic
def approve_all(*, revision: Revision, by: User, shown: Set[int]) -> int:
    """Approve the reports somebody looked at, ``shown`` by id, except the approver's own; returns how many.

    Refused whole when one of them has been replaced or withdrawn; what arrived after them goes on waiting.
    """
    hold_snapshot(revision.snapshot_id)
    if Revision.objects.get(pk=revision.pk).is_locked:
        raise NotAllowed("revision_locked")
    current = revision.submissions.filter(is_current=True)
    if shown - set(current.values_list("pk", flat=True)):
        raise NotAllowed("changed_meanwhile")
    waiting = current.filter(state=Submission.State.SUBMITTED).exclude(submitted_by=by)
    chosen = shown & set(waiting.values_list("pk", flat=True))
    if not chosen:
        raise NotAllowed("nothing_to_approve")
    approved = waiting.filter(pk__in=chosen).update(state=Submission.State.APPROVED, approved_by=by)
    record(actor=by, action=Action.APPROVE, object=revision, details={"submissions": approved})
    return approved


@transaction.atomic
def return_report(*, submission: Submission, by: User, reason: str) -> None:
    """Send a report back to its unit to be done again; its figures stand until then, but the round cannot be locked."""
    hold_snapshot(submission.revision.snapshot_id)
    submission = Submission.objects.select_related("revision").get(pk=submission.pk)
    if submission.revision.is_locked:
        raise NotAllowed("revision_locked")
    if not submission.is_current or submission.state != Submission.State.SUBMITTED:
        raise NotAllowed("not_waiting_for_approval")
    if not reason.strip():
        raise NotAllowed("return_reason_missing")
    submission.state = Submission.State.DRAFT
    submission.save(update_fields=["state"])
    about = notice_subject(submission.revision.snapshot_id, submission.unit_id)
    record(actor=by, action=Action.CHANGE, object=submission, details={"returned": reason.strip()}, subject=about)


@transaction.atomic
def remind(*, revision: Revision, units: Set[int], by: User, note: str = "") -> int:
    """Note that units were reminded of the report they owe; those that have sent it are left out. Returns how many."""
    hold_snapshot(revision.snapshot_id)
    revision = Revision.objects.select_related("snapshot").get(pk=revision.pk)
    if revision.is_locked:
        raise NotAllowed("revision_locked")
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
    current = revision.submissions.filter(is_current=True)
    sent = set(current.exclude(state=Submission.State.DRAFT).values_list("unit_id", flat=True))
    reminded = Unit.objects.filter(pk__in=(units & owed) - sent)
    if not reminded:
        raise NotAllowed("nobody_to_remind")
    record_many(
        event(
            actor=by,
            action=Action.CHANGE,
            object=f"{revision}: {unit}",
            details={"reminder": note.strip()},
            subject=notice_subject(revision.snapshot_id, unit.pk),
        )
        for unit in reminded
    )
    return len(reminded)


@transaction.atomic
def lock(*, revision: Revision, by: User) -> None:
    """Freeze a complete, approved revision for good; from here on the database refuses any change of it.

    The figures of a correction may all be of its author's choice, so somebody else has to lock it.
    """
    snapshot = hold_snapshot(revision.snapshot_id)
    revision = snapshot.revisions.get(pk=revision.pk)
    if revision.is_locked:
        raise NotAllowed("revision_locked")
    if revision.number > 1 and revision.created_by_id == by.pk:
        raise NotAllowed("own_correction")
    current = revision.submissions.filter(is_current=True)
    waiting = current.exclude(state=Submission.State.APPROVED).count()
    if waiting or not current.exists():
        raise NotAllowed("not_all_approved", waiting=waiting)
    if missing := reporting_of(revision, tree_on(snapshot.as_of)).missing:
        raise NotAllowed("units_missing", missing=missing)
    current.update(state=Submission.State.LOCKED)
    revision.locked_at = timezone.now()
    revision.locked_by = by
    revision.save(update_fields=["locked_at", "locked_by"])
    record(actor=by, action=Action.LOCK, object=revision)


@transaction.atomic
def open_correction(*, revision: Revision, by: User, reason: str, document: Document | None = None) -> Revision:
    """A numbered revision (đính chính) that starts as a copy of the locked one and is approved and locked like it."""
    snapshot = hold_snapshot(revision.snapshot_id)
    newest = snapshot.revisions.order_by("-number").first()
    if not newest.is_locked:
        raise NotAllowed("revision_open")
    if not reason.strip():
        raise NotAllowed("reason_missing")
    correction = Revision.objects.create(
        snapshot=snapshot, number=newest.number + 1, reason=reason.strip(), document=document, created_by=by
    )
    copy_reports(newest, correction)
    roll_up_revision(correction)
    record(actor=by, action=Action.REVISE, object=correction, details={"reason": correction.reason})
    return correction


def copy_reports(source: Revision, correction: Revision) -> None:
    """Reports with their figures and rosters, and the moment at which they were made."""
    reports = list(source.submissions.filter(is_current=True))
    copies = Submission.objects.bulk_create(
        Submission(
            revision=correction,
            state=Submission.State.APPROVED,
            **{name: getattr(report, name) for name in REPORT_FIELDS},
        )
        for report in reports
    )
    for report, copy in zip(reports, copies, strict=True):
        copy.created_at = report.created_at
    Submission.objects.bulk_update(copies, ["created_at"])
    copy_of = {report.pk: copy.pk for report, copy in zip(reports, copies, strict=True)}
    cells = Headcount.objects.filter(submission__revision=source, submission__is_current=True)
    rows = cells.values_list("submission_id", *CELL_FIELDS)
    bulk_load(Headcount, ["submission_id", *CELL_FIELDS], [(copy_of[report], *cell) for report, *cell in rows])
    copy_rosters(source, copy_of)


def copy_rosters(source: Revision, copy_of: dict[int, int]) -> None:
    entries = RosterEntry.objects.filter(submission__revision=source, submission__is_current=True)
    rows = [
        (copy_of[report], *entry, json.dumps(languages))
        for report, *entry, languages in entries.values_list("submission_id", *ROSTER_FIELDS)
    ]
    bulk_load(RosterEntry, ["submission_id", *ROSTER_FIELDS], rows)
