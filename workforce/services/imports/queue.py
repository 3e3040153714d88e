"""Large imports in the background: put into the queue, done by a worker, cancelled, handed out again.

The queue is that of ``django_tasks``, whose backend is a setting; a task only says which job there is to do. What is
true of the import stands in its job and its batch (``leases``), so a task that is delivered twice or gets lost does no
harm: the second finds nothing to do, and what nobody takes up in time is put into the queue again.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django_tasks import TaskContext, task

from workforce.models import AuditEvent, ImportBatch, ImportJob, User
from workforce.services.audit import address_of_client, coming_from, record
from workforce.services.imports import headcounts
from workforce.services.imports.leases import Lease, LeaseLost, take
from workforce.services.imports.people import confirming
from workforce.services.snapshots import NotAllowed

logger = logging.getLogger(__name__)
State = ImportBatch.State
TO_BE_TAKEN_WITHIN = timedelta(seconds=30)
CONFIRM: dict[str, Callable] = {
    ImportBatch.Kind.HEADCOUNT: headcounts.confirm,
    ImportBatch.Kind.PEOPLE: confirming.confirm,
}


def is_large(batch: ImportBatch) -> bool:
    """Whether storing it takes longer than somebody should wait for a page; figures are the rows of headcounts."""
    return batch.summary.get("figures", batch.summary.get("people", 0)) > settings.BACKGROUND_ROWS


def enqueue(*, batch: ImportBatch, by: User | None) -> None:
    """Have a checked file imported by a worker. Raises ``NotAllowed``; later refusals are kept with the batch."""
    with transaction.atomic():
        batch = held(batch.pk)
        if not batch.is_waiting:
            raise NotAllowed("import_not_waiting")
        job = ImportJob.objects.create(
            batch=batch, by=by, address=address_of_client.get(), lease_until=timezone.now() + TO_BE_TAKEN_WITHIN
        )
        settle(batch, State.QUEUED)
    load.enqueue(job.pk)  # after the commit: a quick worker of another backend would find nothing to do


def cancel(*, batch: ImportBatch, by: User) -> None:
    """Nothing of it will be stored: its worker finds that out before it commits. Raises ``NotAllowed``."""
    with transaction.atomic():
        batch = held(batch.pk)
        if batch.state != State.QUEUED:
            raise NotAllowed("import_not_queued")
        ImportJob.objects.filter(batch=batch).delete()
        settle(batch, State.CANCELLED)
        record(actor=by, action=AuditEvent.Action.CANCEL, object=batch)


@task(takes_context=True)
def load(context: TaskContext, job_id: int) -> None:
    """Import the file of a job, unless somebody else does or did.

    When the database fails the job stays as it is and is handed out again; any other fault would only come again.
    """
    lease = take(job_id, context.task_result.worker_ids[-1][-64:])
    if lease is None:
        return
    job = lease.job
    try:
        with lease.kept(), coming_from(job.address):
            CONFIRM[job.batch.kind](batch=job.batch, by=job.by, lease=lease)
    except LeaseLost:
        logger.info("import %s was cancelled or taken over", job.batch_id)
    except NotAllowed as error:
        refuse(lease, error)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        refuse(lease, NotAllowed("import_failed"))
        raise


def hand_out_again() -> list[str]:
    """Put what nobody works on any more into the queue again; returns the workers that are not heard of any more."""
    lost = []
    for job in ImportJob.objects.abandoned(timezone.now()).select_related("batch"):
        lost += [job.worker] if job.worker else []
        if job.attempt >= settings.IMPORT_ATTEMPTS:
            refuse(Lease(job), NotAllowed("import_failed"))
            continue
        # Of two workers that see it at the same time one hands it out
        same = ImportJob.objects.filter(pk=job.pk, worker=job.worker, lease_until=job.lease_until)
        if same.update(worker="", phase=ImportJob.Phase.WAITING, lease_until=timezone.now() + TO_BE_TAKEN_WITHIN):
            load.enqueue(job.pk)
    return lost


def refuse(lease: Lease, error: NotAllowed) -> None:
    try:
        with transaction.atomic():
            batch = held(lease.job.batch_id)
            lease.end()
            has_errors = error.reason == "import_has_errors" or batch.summary.get("errors")
            state = State.REFUSED if has_errors else State.CHECKED
            settle(batch, state, {"reason": error.reason, "params": error.params})
    except LeaseLost:
        logger.info("import %s was settled by somebody else", lease.job.batch_id)


def held(pk: int) -> ImportBatch:
    return ImportBatch.objects.defer("content").select_for_update().get(pk=pk)


def settle(batch: ImportBatch, state: str, refusal: dict | None = None) -> None:
    batch.state, batch.refusal = state, refusal or {}
    batch.save(update_fields=["state", "refusal"])
