"""Imports in the background: done once, whole or not at all, whoever cancels, takes over or fails meanwhile."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tests.services.imports.checks import HOSPITAL, report
from tests.services.imports.checks import kept as kept_headcounts
from tests.services.imports.people import many
from workforce.management.commands.worker import mark_lost
from workforce.models import AuditEvent, ImportBatch, ImportJob, Person
from workforce.queries.import_jobs import is_stuck, progress_of
from workforce.services.imports import leases, queue
from workforce.services.imports.leases import LeaseLost, take
from workforce.services.imports.people import writing
from workforce.services.imports.people.confirming import confirm
from workforce.services.imports.people.undoing import undo
from workforce.services.imports.progress import Phase, reached
from workforce.services.imports.queue import cancel, enqueue, hand_out_again, is_large
from workforce.services.snapshots import NotAllowed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def batch(universe):
    return many.kept(universe, many.many(5))


@pytest.fixture
def queued(batch, universe):
    enqueue(batch=batch, by=universe.data_admin)
    return batch


def work(worker_id="one"):
    """What is in the queue, as a worker does it."""
    options = {"queue_names": ["default"], "backend_name": "default", "excluded_queue_names": []}
    Worker(interval=0, batch=True, startup_delay=False, max_tasks=None, worker_id=worker_id, **options).run()


def now_of(batch):
    return ImportBatch.objects.get(pk=batch.pk)


def silent_for_long():
    ImportJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def in_a_thread(act, *arguments, **keywords):
    """On a connection of its own, as another process would."""

    def run():
        try:
            return act(*arguments, **keywords)
        except NotAllowed as error:
            return error.reason
        except LeaseLost:
            return "lost"
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    return future


def test_a_queued_import_is_done_by_a_worker_in_the_name_of_who_confirmed(queued, universe):
    assert (now_of(queued).state, Person.objects.count()) == ("queued", 0)

    work()

    assert (now_of(queued).state, Person.objects.count()) == ("applied", 5)
    assert AuditEvent.objects.get(action="import").actor == universe.data_admin
    assert not ImportJob.objects.exists()


def test_headcounts_go_through_the_queue_as_people_do(universe):
    batch = kept_headcounts(universe, report(HOSPITAL, 0, 2, 3, 0))
    enqueue(batch=batch, by=universe.data_admin)

    work()

    assert now_of(batch).state == "applied"
    assert now_of(batch).submissions.count() == 1


def test_the_same_code_runs_at_once_with_another_backend(batch, universe, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    enqueue(batch=batch, by=universe.data_admin)

    assert (now_of(batch).state, Person.objects.count()) == ("applied", 5)


@pytest.mark.django_db
def test_only_more_rows_than_the_setting_wait_for_a_worker(batch, settings):
    settings.BACKGROUND_ROWS = 5
    assert not is_large(batch)

    settings.BACKGROUND_ROWS = 4
    assert is_large(batch)


@pytest.mark.django_db
@pytest.mark.parametrize("again", [enqueue, confirm])
def test_what_is_in_the_queue_is_not_confirmed_again(queued, universe, again):
    with pytest.raises(NotAllowed, match="import_not_waiting"):
        again(batch=queued, by=universe.data_admin)

    assert ImportJob.objects.count() == 1


def test_a_task_that_arrives_twice_imports_once(queued):
    queue.load.enqueue(ImportJob.objects.get().pk)

    work()

    assert Person.objects.count() == 5
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_cancelled_is_cancelled_and_the_trail_says_by_whom(queued, universe):
    before = many.rows()

    cancel(batch=queued, by=universe.data_entry)
    work()

    assert now_of(queued).state == "cancelled"
    assert many.rows() == before | {"AuditEvent": before["AuditEvent"] + 1}
    assert AuditEvent.objects.get(action="cancel").actor == universe.data_entry


def test_what_was_cancelled_can_be_confirmed_again(queued, universe):
    cancel(batch=queued, by=universe.data_admin)

    confirm(batch=queued, by=universe.data_admin)

    assert (now_of(queued).state, Person.objects.count()) == ("applied", 5)


def test_what_is_over_is_not_cancelled(queued, universe):
    work()

    with pytest.raises(NotAllowed, match="import_not_queued"):
        cancel(batch=queued, by=universe.data_admin)

    assert now_of(queued).state == "applied"


def test_a_worker_that_was_cancelled_while_it_read_stores_nothing(queued, universe):
    lease = take(ImportJob.objects.get().pk, "one")
    cancel(batch=queued, by=universe.data_admin)

    with pytest.raises(LeaseLost):
        confirm(batch=queued, by=universe.data_admin, lease=lease)

    assert Person.objects.count() == 0


def test_a_worker_that_was_cancelled_and_confirmed_again_meanwhile_stores_nothing(queued, universe):
    lease = take(ImportJob.objects.get().pk, "one")
    cancel(batch=queued, by=universe.data_admin)
    enqueue(batch=queued, by=universe.data_admin)
    take(ImportJob.objects.get().pk, "one")

    with pytest.raises(LeaseLost):
        confirm(batch=queued, by=universe.data_admin, lease=lease)

    assert Person.objects.count() == 0


def test_a_worker_says_how_far_it_is_and_stops_when_it_lost_its_lease(queued, universe, monkeypatch):
    monkeypatch.setattr(leases, "EVERY_SECONDS", 0)
    lease = take(ImportJob.objects.get().pk, "one")

    lease.tell(Phase.READING, 200, 1000)

    assert ImportJob.objects.values_list("phase", "done", "total").get() == ("reading", 200, 1000)
    cancel(batch=queued, by=universe.data_admin)
    with pytest.raises(LeaseLost):
        lease.tell(Phase.READING, 400, 1000)


def test_cancelling_while_it_is_saved_prevents_it_or_comes_too_late(queued, universe, engine, monkeypatch):
    """On PostgreSQL others see how far it is and cancel it; on SQLite they wait for the only writer."""
    monkeypatch.setattr(leases, "EVERY_SECONDS", 0)
    seen, cancelling, tell = [], [], writing.Writer.tell

    def tell_while_others_look(self, people):
        tell(self, people)
        reached(Phase.SAVING, 3, 5)
        seen.append(in_a_thread(lambda: ImportJob.objects.values_list("phase", "done", "total").get()).result(20))
        cancelling.append(in_a_thread(cancel, batch=queued, by=universe.data_admin))
        seen.append(bool(wait(cancelling, timeout=10 if engine == "postgresql" else 1).done))

    monkeypatch.setattr(writing.Writer, "tell", tell_while_others_look)

    work()

    late = cancelling[0].result(20)
    if engine == "postgresql":
        assert (seen, late) == ([("saving", 3, 5), True], None)
        assert (now_of(queued).state, Person.objects.count()) == ("cancelled", 0)
    else:
        assert (seen, late) == ([("saving", 0, 5), False], "import_not_queued")
        assert (now_of(queued).state, Person.objects.count()) == ("applied", 5)


def test_another_worker_takes_over_what_nobody_was_heard_of(queued):
    take(ImportJob.objects.get().pk, "killed")
    work("idle")
    assert now_of(queued).state == "queued"

    silent_for_long()
    hand_out_again()
    work("another")

    assert (now_of(queued).state, Person.objects.count()) == ("applied", 5)


def test_a_task_that_got_lost_is_put_into_the_queue_again(queued):
    DBTaskResult.objects.all().delete()

    silent_for_long()
    hand_out_again()
    work()

    assert now_of(queued).state == "applied"


@pytest.mark.django_db
def test_a_lease_that_is_kept_is_not_handed_out(queued):
    take(ImportJob.objects.get().pk, "one")

    assert hand_out_again() == []
    assert ImportJob.objects.get().worker == "one"


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_workers_with_the_same_job_only_the_one_with_the_lease_stores_it(queued, universe, first):
    job = ImportJob.objects.get().pk
    late = take(job, "late")
    silent_for_long()
    hand_out_again()
    held = take(job, "holder")
    outcomes = {}

    for lease in [held, late] if first else [late, held]:
        try:
            outcomes[lease.job.worker] = confirm(batch=queued, by=universe.data_admin, lease=lease).state
        except LeaseLost:
            outcomes[lease.job.worker] = "lost"

    assert outcomes == {"late": "lost", "holder": "applied"}
    assert Person.objects.count() == 5


def test_two_workers_that_store_at_the_same_time_store_once(queued, universe):
    job = ImportJob.objects.get().pk
    late = take(job, "late")
    silent_for_long()
    hand_out_again()
    held = take(job, "holder")

    answers = [in_a_thread(confirm, batch=queued, by=universe.data_admin, lease=each) for each in (late, held)]
    late_answer, held_answer = (each.result(30) for each in answers)

    # The late one may also be stopped by the identity numbers that the other one stored
    assert late_answer in ("lost", "import_has_errors")
    assert held_answer.state == "applied"
    assert Person.objects.count() == 5


def test_a_refusal_is_kept_with_the_batch_and_ends_its_job(queued, universe):
    Person.objects.create(full_name="Ai đó", identity_number="001080000001", status="in_service")

    work()

    found = now_of(queued)
    assert (found.state, found.refusal) == ("refused", {"reason": "import_has_errors", "params": {}})
    assert not ImportJob.objects.exists()
    assert Person.objects.count() == 1


def test_a_fault_of_the_program_ends_the_job_and_leaves_its_trace(queued, monkeypatch):
    def fail(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(writing.Writer, "write", fail)

    work()

    found = now_of(queued)
    assert (found.state, found.refusal["reason"]) == ("checked", "import_failed")
    assert "ZeroDivisionError" in DBTaskResult.objects.get().traceback


def test_a_fault_of_the_database_leaves_the_job_to_the_next_worker(queued, monkeypatch):
    def fail(*arguments):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(writing.Writer, "write", fail)
        work()
    state_then = now_of(queued).state
    silent_for_long()
    hand_out_again()
    work()

    assert (state_then, now_of(queued).state) == ("queued", "applied")


@pytest.mark.django_db
def test_a_file_that_ends_its_worker_each_time_is_given_up(queued, settings):
    settings.IMPORT_ATTEMPTS = 3
    job = ImportJob.objects.get().pk

    for attempt in range(3):
        assert take(job, f"killed {attempt}")
        silent_for_long()
        hand_out_again()

    found = now_of(queued)
    assert (found.state, found.refusal["reason"]) == ("checked", "import_failed")


@pytest.mark.django_db
def test_the_task_of_a_lost_worker_does_not_run_for_ever(queued):
    task = DBTaskResult.objects.get()
    task.claim("lost")
    take(ImportJob.objects.get().pk, "lost")
    silent_for_long()

    mark_lost(hand_out_again())

    task.refresh_from_db()
    assert task.status == "FAILED"


@pytest.mark.django_db
def test_a_queue_that_nobody_works_on_is_noticed(queued, universe):
    now = timezone.now()
    soon, later = now + timedelta(seconds=10), now + timedelta(minutes=1)

    assert not is_stuck(soon)
    assert is_stuck(later)
    assert progress_of(queued, later).is_abandoned


@pytest.mark.django_db
def test_waiting_for_another_import_is_no_fault(queued, universe):
    other = many.kept(universe, many.many(2))
    enqueue(batch=other, by=universe.data_admin)
    take(ImportJob.objects.get(batch=queued).pk, "one")
    later = timezone.now() + timedelta(minutes=1)

    assert not progress_of(other, later).is_abandoned


@pytest.mark.django_db
def test_what_is_in_the_queue_is_not_undone(queued, universe):
    with pytest.raises(NotAllowed, match="import_not_applied"):
        undo(batch=queued, by=universe.data_admin)
