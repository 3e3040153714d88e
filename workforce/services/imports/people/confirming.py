"""An import of people: checked, kept, confirmed as a whole."""

from django.db import IntegrityError
from django.utils import timezone

from workforce.models import AuditEvent, ImportBatch, User
from workforce.services.audit import record
from workforce.services.imports.headcounts import remember
from workforce.services.imports.leases import Lease, storing
from workforce.services.imports.people.changes import Kind
from workforce.services.imports.people.check import Check, check, compare_with_register
from workforce.services.imports.people.collecting import without_collecting
from workforce.services.imports.people.telling import Teller
from workforce.services.imports.people.writing import Writer
from workforce.services.imports.progress import Phase, reached
from workforce.services.imports.remembering import remember_columns
from workforce.services.snapshots import NotAllowed

State = ImportBatch.State


def keep(result: Check) -> ImportBatch:
    """Store the file as it was checked: waiting for confirmation, or refused."""
    return ImportBatch.objects.create(
        kind=ImportBatch.Kind.PEOPLE,
        state=State.REFUSED if result.has_errors else State.CHECKED,
        file_name=result.file_name[:255],
        sha256=result.sha256,
        content=result.content,
        unit=result.unit,
        as_of=result.as_of,
        by=result.by,
        by_name=result.by_name,
        summary=result.summary,
        matches=result.matches,
        decisions=dict(result.decisions),
        choices=dict(result.choices),
    )


def check_again(batch: ImportBatch, by: User | None, against_register: bool = True, **said) -> Check:
    """The file of a batch against the register as it stands by now, for whoever asks: scopes differ.

    ``said``: ``matches``, ``decisions`` or ``choices`` other than its own.
    """
    return check(
        content=bytes(batch.content),
        file_name=batch.file_name,
        unit=batch.unit,
        as_of=batch.as_of,
        by=by,
        by_name=batch.by_name,
        against_register=against_register,
        **{"matches": batch.matches, "decisions": batch.decisions, "choices": batch.choices} | said,
    )


@without_collecting()
def confirm(
    *, batch: ImportBatch, by: User | None, result: Check | None = None, lease: Lease | None = None
) -> ImportBatch:
    """Apply a checked file, all of it or nothing. Raises ``NotAllowed``.

    The file is read before the transaction, unless ``result`` is that reading; what it changes is asked anew inside,
    where nobody else writes to these people. Only the first of two that add the same identity number succeeds.
    ``lease``: of a batch from the queue.
    """
    if batch.unit_id is None or batch.as_of is None:
        raise NotAllowed("import_without_unit")
    result = result or check_again(batch, by, against_register=False)
    if not result.people:
        raise NotAllowed("import_has_errors")
    reached(Phase.SAVING, 0, len(result.people))
    try:
        with storing(batch, lease) as batch:
            compare_with_register(result, hold=True)
            if result.has_errors:
                raise NotAllowed("import_has_errors")
            return apply(batch, result, by)
    except IntegrityError as error:
        raise NotAllowed("import_has_errors") from error


def apply(batch: ImportBatch, result: Check, by: User | None) -> ImportBatch:
    batch.state, batch.summary = State.APPLIED, result.summary
    changes = [change for change in result.changes if change.kind is not Kind.UNCHANGED]
    Writer(batch, by, timezone.localdate(), Teller(batch, result.words, by)).write(changes)
    remember(batch)
    remember_columns(batch, result.read)
    # Late, so that whoever cancels an import from the queue need not wait for the row
    batch.save(update_fields=["state", "summary"])
    record(actor=by, action=AuditEvent.Action.IMPORT, object=batch, details=batch.summary, actor_name=batch.by_name)
    return batch
