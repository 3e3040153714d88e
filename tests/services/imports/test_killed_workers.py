"""Workers in processes of their own, killed at random moments; the database server restarted under one.

``pytest --kills 20 tests/services/imports/test_killed_workers.py`` kills more of them.
"""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.engines import absent
from tests.services.imports.people.many import kept, many, rows
from tests.throwaway_postgres import restart
from workforce.models import ImportBatch, ImportJob
from workforce.services.imports.people.undoing import undo
from workforce.services.imports.queue import enqueue

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 1_500
LASTS_SECONDS = 1.0  # reading takes about as long, and so does saving


def address_of_database() -> str:
    stored = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{stored['NAME']}"
    return f"postgres://{stored['USER']}@{stored['HOST']}:{stored['PORT']}/{stored['NAME']}"


@contextmanager
def worker():
    """``manage.py worker``, gone on exit; it takes over what was silent for a second."""
    environment = os.environ | {
        "DATABASE_URL": address_of_database(),
        "DJANGO_SETTINGS_MODULE": "hrportal.settings",
        "IMPORT_LEASE_SECONDS": "1",
        "IMPORT_ATTEMPTS": "1000",
        "LOG_LEVEL": "CRITICAL",
        "PGOPTIONS": "-c synchronous_commit=on",  # the throwaway server's speed costs the last second of a crash
    }
    command = [sys.executable, settings.BASE_DIR / "manage.py", "worker", "--interval", "0.1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline()  # from here on it can be asked to stop
            yield process
        finally:
            process.kill()


def wait_until(holds, seconds=60.0):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def state(batch) -> str:
    return ImportBatch.objects.values_list("state", flat=True).get(pk=batch.pk)


def is_taken(batch, times) -> bool:
    """Taken more often than that, or done already."""
    return not ImportJob.objects.filter(batch=batch, attempt__lte=times).exists()


def is_being_saved(batch, times) -> bool:
    """Or done already."""
    return not ImportJob.objects.filter(batch=batch).exclude(attempt__gt=times, phase="saving").exists()


def attempts(batch) -> int:
    return ImportJob.objects.values_list("attempt", flat=True).get(batch=batch)


def with_all_of(before: dict[str, int]) -> dict[str, int]:
    new = {"Person": 1, "Appointment": 1, "PersonSpell": 1, "NameWord": 3, "ImportedPerson": 1, "AuditEvent": 1}
    after = {name: count + PEOPLE * new[name] for name, count in before.items()}
    return after | {"AuditEvent": after["AuditEvent"] + 1}  # one of the import itself


def queued(universe, content):
    batch = kept(universe, content)
    enqueue(batch=batch, by=universe.data_admin)
    return batch, rows()


def test_a_worker_killed_at_any_moment_leaves_all_or_nothing_and_another_finishes(universe, request):
    content = many(PEOPLE)
    batch, before = queued(universe, content)
    left = []

    for _ in range(request.config.getoption("--kills")):
        times = attempts(batch)
        with worker() as process:
            wait_until(partial(random.choice([is_taken, is_being_saved]), batch, times))
            time.sleep(random.uniform(0, LASTS_SECONDS))
            process.kill()
        left.append(rows())
        assert left[-1] == (with_all_of(before) if state(batch) == "applied" else before)
        if state(batch) == "applied":  # it was quicker: a new one for the next
            undo(batch=batch, by=universe.data_admin)
            batch, before = queued(universe, content)

    with worker():
        wait_until(lambda: state(batch) == "applied")

    assert rows() == with_all_of(before)
    assert not ImportJob.objects.exists()


def test_a_worker_that_is_asked_to_stop_finishes_the_import_at_hand(universe):
    batch, before = queued(universe, many(PEOPLE))

    with worker() as process:
        wait_until(lambda: is_taken(batch, 0))
        process.send_signal(signal.SIGTERM)
        ended = process.wait(timeout=60)

    assert (ended, state(batch)) == (0, "applied")
    assert rows() == with_all_of(before)


def test_an_idle_worker_stops_at_once(universe):
    with worker() as process:
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=5) == 0


@pytest.mark.server
def test_a_server_restarted_mid_load_costs_a_second_attempt_and_no_row(universe):
    if "TEST_DATABASE_URL" in os.environ:
        absent("a PostgreSQL of the tests' own, to restart")
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        data = Path(cursor.fetchone()[0])
    batch, before = queued(universe, many(PEOPLE))

    with worker() as process:
        wait_until(lambda: ImportJob.objects.filter(phase="saving").exists())
        connection.close()
        restart(data)
        left = rows()
        wait_until(lambda: state(batch) == "applied")
        survived = process.poll() is None

    assert left == before
    assert survived
    assert rows() == with_all_of(before)
