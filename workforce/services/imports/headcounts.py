"""Headcounts from files: checked without saving anything, kept, confirmed as a whole, undone.

``check`` → ``keep`` → ``confirm`` → ``undo``.
"""

from collections import Counter

from django.db import transaction

from workforce.models import (
    AuditEvent,
    Headcount,
    ImportBatch,
    RememberedMatch,
    Revision,
    Snapshot,
    SnapshotUnit,
    Submission,
    Unit,
    User,
)
from workforce.services.audit import record
from workforce.services.bulk import bulk_load
from workforce.services.imports.changes import (
    Kind,
    UnitChange,
    compare,
    conflicts_with_reports,
    covers_reports,
    revision_to_fill,
)
from workforce.services.imports.headcount_check import Check, check
from workforce.services.imports.leases import Lease, storing
from workforce.services.imports.problems import Severity, has_errors
from workforce.services.imports.progress import Phase, reached
from workforce.services.imports.remembering import remember_columns
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import NotAllowed, hold_snapshot
from workforce.vietnam.text import compare_key

State = ImportBatch.State
UNIT_IDS = "unit_ids"
CELL_FIELDS = ["submission_id", "category_id", "sector_id", "leadership_id", "value_id", "people"]


def keep(result: Check) -> ImportBatch:
    """Store the file as it was checked: waiting for confirmation, or refused."""
    return ImportBatch.objects.create(
        state=State.REFUSED if result.has_errors else State.CHECKED,
        file_name=result.file_name[:255],
        sha256=result.sha256,
        content=result.content,
        unit=result.unit,
        as_of=result.as_of,
        by=result.by,
        by_name=result.by_name,
        summary=stored_summary(result),
        matches=result.matches,
        choices=dict(result.choices),
    )


def stored_summary(result: Check) -> dict:
    """The counts, and what a list of many files says of this one without reading it again."""
    severities = Counter(problem.severity for problem in result.problems)
    return result.summary | {
        "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING],
        UNIT_IDS: [proposal.unit_id for proposal in result.proposals],
    }


def counts_of(batch: ImportBatch) -> dict:
    """For the trail, which names what was imported by its file."""
    return {name: count for name, count in batch.summary.items() if name != UNIT_IDS}


def check_again(batch: ImportBatch, **said) -> Check:
    """The file of a batch against what is stored by now.

    ``said``: ``by``, ``matches`` or ``choices`` other than its own.
    """
    return check(
        content=bytes(batch.content),
        file_name=batch.file_name,
        unit=batch.unit,
        as_of=batch.as_of,
        by_name=batch.by_name,
        **{"by": batch.by, "matches": batch.matches, "choices": batch.choices} | said,
    )


def confirm(*, batch: ImportBatch, by: User | None, lease: Lease | None = None) -> ImportBatch:
    """Apply a checked file, all of it or nothing. Raises ``NotAllowed``.

    The file is read again before the transaction: parsing takes seconds, in which nobody else should have to wait.
    What is found now decides: a file refused for a locked revision is welcome once a correction is open. A file
    that nobody chose a unit for is not, or its title would say whose figures the sender may change. ``lease``: of a
    batch from the queue.
    """
    if batch.unit_id is None:
        raise NotAllowed("import_without_unit")
    result = check_again(batch)
    if result.has_errors:
        raise NotAllowed("import_has_errors")
    reached(Phase.SAVING)
    with storing(batch, lease) as batch:
        return apply(batch, result, by)


def apply(batch: ImportBatch, result: Check, by: User | None) -> ImportBatch:
    root = result.tree.root(result.unit.pk)
    snapshot, _ = Snapshot.objects.get_or_create(unit_id=root, as_of=result.as_of)
    # Two imports into one round take turns; what the other one changed is compared with now
    hold_snapshot(snapshot.pk)
    revision = revision_to_fill(root, result.as_of) or Revision.objects.create(snapshot=snapshot, created_by=by)
    if revision.is_locked:
        raise NotAllowed("revision_locked")
    result.changes = compare(result.proposals, revision, result.tree, result.words)
    conflicting = conflicts_with_reports(result.proposals, revision, result.tree, result.words)
    if covers_reports(result.changes, revision, result.tree) or has_errors(conflicting):
        raise NotAllowed("import_has_errors")
    opens_round = not snapshot.owed_units.exists() and not revision.submissions.filter(is_current=True).exists()
    if opens_round:
        owed = units_that_owe(snapshot, result)
        SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit_id=unit) for unit in owed)
    batch.revision, batch.state = revision, State.APPLIED
    batch.as_of, batch.summary = result.as_of, stored_summary(result) | {"opened_round": opens_round}
    store([change for change in result.changes if change.kind is not Kind.UNCHANGED], batch, by)
    remember(batch)
    remember_columns(batch, result.read)
    roll_up_revision(revision)
    # Late, so that whoever cancels an import from the queue need not wait for the row
    batch.save(update_fields=["revision", "state", "as_of", "summary"])
    record(actor=by, action=AuditEvent.Action.IMPORT, object=batch, details=counts_of(batch), actor_name=batch.by_name)
    return batch


def units_that_owe(snapshot: Snapshot, result: Check) -> list[int]:
    """The units of the file that opens a round, and those of the round before that still exist.

    The first file may be one department's: the round then waits for the others. A report of the province itself that
    covers everybody leaves nobody owing.
    """
    units = dict.fromkeys(proposal.unit_id for proposal in result.proposals)
    if any(each.unit_id == snapshot.unit_id and each.covers_subordinates for each in result.proposals):
        return list(units)
    before = Snapshot.objects.filter(unit=snapshot.unit_id, as_of__lt=snapshot.as_of, owed_units__isnull=False)
    latest = before.order_by("-as_of").first()
    if latest is not None:
        units |= dict.fromkeys(latest.owed_units.values_list("unit_id", flat=True))
    return [unit for unit in units if unit in result.tree.versions]


def store(changes: list[UnitChange], batch: ImportBatch, by: User | None) -> None:
    replaced = [change.current.pk for change in changes if change.current]
    Submission.objects.filter(pk__in=replaced).update(is_current=False)
    submissions = Submission.objects.bulk_create(
        Submission(
            revision=batch.revision,
            unit_id=change.unit_id,
            state=Submission.State.SUBMITTED,
            covers_subordinates=change.proposal.covers_subordinates,
            replaces=change.current,
            batch=batch,
            batch_row=change.proposal.first_row,
            submitted_by=by,
        )
        for change in changes
    )
    rows = [
        (submission.pk, *key, people)
        for submission, change in zip(submissions, changes, strict=True)
        for key, people in change.proposal.cells.items()
    ]
    bulk_load(Headcount, CELL_FIELDS, rows)


def remember(batch: ImportBatch) -> None:
    """Names matched by hand are known in this sender's next file."""
    units = dict(Unit.objects.filter(key__in=batch.matches.values()).values_list("key", "pk"))
    for name, key in batch.matches.items():
        RememberedMatch.objects.update_or_create(
            sender=batch.by_name, name_key=compare_key(name)[:300], defaults={"unit_id": units[key]}
        )


@transaction.atomic
def undo(*, batch: ImportBatch, by: User | None, by_name: str = "") -> ImportBatch:
    """Put back what the batch replaced. Refused where a later report stands on it or the revision is locked.

    A round without reports is empty again, whichever file was undone last: no data, no units that owe any.
    """
    batch = ImportBatch.objects.defer("content").select_for_update().get(pk=batch.pk)
    if batch.state != State.APPLIED:
        raise NotAllowed("import_not_applied")
    snapshot = hold_snapshot(batch.revision.snapshot_id)
    revision = snapshot.revisions.get(pk=batch.revision_id)
    if revision.is_locked:
        raise NotAllowed("revision_locked")
    submissions = batch.submissions.filter(revision=revision)
    if submissions.filter(is_current=False).exists():
        raise NotAllowed("import_replaced_later")
    earlier = list(submissions.exclude(replaces=None).values_list("replaces", flat=True))
    submissions.update(is_current=False)
    Submission.objects.filter(pk__in=earlier).update(is_current=True)
    if revision.number == 1 and not revision.submissions.filter(is_current=True).exists():
        snapshot.owed_units.all().delete()
    batch.state = State.UNDONE
    batch.save(update_fields=["state"])
    roll_up_revision(revision)
    record(actor=by, action=AuditEvent.Action.UNDO, object=batch, details=counts_of(batch), actor_name=by_name)
    return batch
