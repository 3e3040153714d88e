import logging
import os
import socket
import time

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from workforce.services.imports.queue import hand_out_again

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """The worker of the library, and what it lacks: it ends when the database restarts, and what a killed one was
    doing stays "running" for ever. Any number may run beside each other.
    """

    help = "Import what waits in the queue until stopped. SIGTERM or Ctrl+C lets the import at hand finish first."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, metavar="SECONDS", help="how often to look")
        parser.add_argument(
            "--with-parent", action="store_true", help="stop when the process that started this one is gone"
        )

    def handle(self, *, interval, with_parent, **options):
        worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=interval,
            batch=True,  # it returns when the queue is empty
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:30]}-{os.getpid()}-{get_random_string(8)}",
            excluded_queue_names=[],
        )
        worker.configure_signals()
        parent = os.getppid()
        self.stdout.write(_("Waiting for imports; Ctrl+C stops."))
        self.stdout.flush()
        while worker.running and not (with_parent and os.getppid() != parent):
            look_once(worker)
            time.sleep(interval if worker.running else 0)


def look_once(worker: Worker) -> None:
    try:
        if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
            worker.run()  # another backend has workers of its own; lost imports are handed out here all the same
        mark_lost(hand_out_again())
    except (OperationalError, InterfaceError):
        logger.exception("The database does not answer; trying again")
        connections.close_all()


def mark_lost(workers: list[str]) -> None:
    """Their tasks end, or the library would take them for running until somebody prunes them by hand."""
    for worker in workers:
        lost = DBTaskResult.objects.running().filter(worker_ids__0=worker)
        lost.update(status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="The worker was lost.")
