"""The right to work on a queued import: taken by one worker, kept by telling how far it is, ended with the import.

A worker that is killed or hangs tells nothing more; after ``IMPORT_LEASE_SECONDS`` its job is handed out again
(``queue.hand_out_again``). The lease is kept by progress and not by a thread with a clock, so that a worker that hangs
loses it as well. It need not outlast the transaction that stores the import: taking a job over is a change of the same
database. On SQLite it waits for that transaction, and then there is no job any more. On PostgreSQL both may be storing;
the job is removed in the same transaction, so the first to remove it commits and the other one rolls back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from workforce.models import ImportBatch, ImportJob
from workforce.services.imports.progress import Phase, telling
from workforce.services.snapshots import NotAllowed

EVERY_SECONDS = 1
RENEW = (
    'UPDATE "workforce_importjob" SET "phase" = %s, "done" = %s, "total" = %s, "lease_until" = %s '
    'WHERE "id" = %s AND "worker" = %s AND "attempt" = %s'
)


class LeaseLost(Exception):
    """Somebody cancelled the import, or another worker took it over: what this one did must not be stored."""


@dataclass
class Lease:
    """``worker`` and ``attempt`` say whose it is: a worker that comes too late finds another attempt there."""

    job: ImportJob
    phase: Phase | None = None
    told_at: float = 0

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whatever is done inside and says how far it is keeps the lease."""
        with telling(self.tell):
            yield

    def tell(self, phase: Phase, done: int, total: int) -> None:
        """Raises ``LeaseLost``, at most every second."""
        if phase is self.phase and monotonic() - self.told_at < EVERY_SECONDS:
            return
        self.phase, self.told_at = phase, monotonic()
        until = connection.ops.adapt_datetimefield_value(lease_end())
        values = [phase, done, total, until, self.job.pk, self.job.worker, self.job.attempt]
        if not connection.in_atomic_block:
            self.require(changed_on(connection, values))
        elif connection.vendor != "sqlite":  # where nobody else writes as long as this transaction does
            self.require(changed_apart(values))

    def end(self) -> None:
        """The last step of the transaction that stores the import: from here on nobody cancels it or takes it over."""
        deleted, _ = self.own().delete()
        self.require(deleted)

    def own(self) -> QuerySet[ImportJob]:
        return ImportJob.objects.filter(pk=self.job.pk, worker=self.job.worker, attempt=self.job.attempt)

    def require(self, rows: int) -> None:
        if not rows:
            raise LeaseLost


def take(job_id: int, worker: str) -> Lease | None:
    """None where there is nothing to do: cancelled, done, or another worker's."""
    free = ImportJob.objects.filter(pk=job_id, worker="")
    if not free.update(worker=worker, attempt=F("attempt") + 1, lease_until=lease_end(), phase=Phase.READING):
        return None
    job = ImportJob.objects.select_related("batch__unit", "by").filter(pk=job_id, worker=worker).first()
    return Lease(job) if job else None


@contextmanager
def storing(batch: ImportBatch, lease: Lease | None) -> Iterator[ImportBatch]:
    """The transaction that stores a batch, all of it or nothing; yields the batch as it stands now.

    Without a lease its row is held, so that nobody else confirms it meanwhile. With one it is not: cancelling would
    wait for the end of what it is meant to prevent.
    """
    batches = ImportBatch.objects.defer("content")
    with transaction.atomic():
        if lease:
            yield batches.get(pk=batch.pk)
            lease.end()
            return
        batch = batches.select_for_update().get(pk=batch.pk)
        if not batch.is_waiting:
            raise NotAllowed("import_not_waiting")
        yield batch


def lease_end():
    return timezone.now() + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def changed_apart(values: list) -> int:
    """On a connection of its own, so that others see it before this transaction ends."""
    apart = connection.copy()
    try:
        return changed_on(apart, values)
    finally:
        apart.close()


def changed_on(chosen, values: list) -> int:
    with chosen.cursor() as cursor:
        cursor.execute(RENEW, values)
        return cursor.rowcount
