"""What the queue of imports is doing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from workforce.models import ImportBatch, ImportJob


@dataclass(frozen=True)
class Progress:
    """``is_abandoned``: nobody works on the queue, so it waits for an administrator and not for its turn."""

    job: ImportJob
    is_abandoned: bool

    @property
    def can_be_cancelled(self) -> bool:
        """SQLite has one writer at a time: what is being saved there is saved before anybody could cancel it.

        Nor does anybody see how far it is before it is done.
        """
        return self.job.phase != ImportJob.Phase.SAVING or connection.features.has_select_for_update


def progress_of(batch: ImportBatch, now: datetime) -> Progress | None:
    """None once the import is over, whatever became of it."""
    job = ImportJob.objects.filter(batch=batch).first()
    return Progress(job, job.lease_until < now and is_stuck(now)) if job else None


def is_stuck(now: datetime) -> bool:
    """Something waits for longer than it should, and no worker is busy with anything else."""
    jobs = ImportJob.objects.all()
    return jobs.abandoned(now).exists() and not jobs.at_work(now).exists()
