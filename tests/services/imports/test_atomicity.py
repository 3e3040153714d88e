"""An import happens as a whole or not at all, whatever fails and whoever else imports."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from itertools import count
from types import SimpleNamespace

import pytest
from django.db import connection
from django_tasks import TaskContext

from tests.services.imports.checks import HOA_SEN, HOSPITAL, imported, kept, report
from tests.services.imports.people.files import BINH, HOA_MAI, row
from tests.services.imports.people.files import checked as checked_people
from tests.services.imports.people.files import imported as imported_people
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    Headcount,
    ImportBatch,
    ImportedPerson,
    ImportJob,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
    RememberedMatch,
    Revision,
    RolledHeadcount,
    Snapshot,
    SnapshotUnit,
    Submission,
)
from workforce.services.imports import headcount_check
from workforce.services.imports.headcounts import confirm, undo
from workforce.services.imports.people import check as people_check
from workforce.services.imports.people.confirming import confirm as confirm_people
from workforce.services.imports.people.confirming import keep as keep_people
from workforce.services.imports.people.undoing import undo as undo_people
from workforce.services.imports.queue import enqueue, load

STORED = [Snapshot, SnapshotUnit, Revision, Submission, Headcount, RolledHeadcount, RememberedMatch, AuditEvent]
STORED += [Person, NameWord, Appointment, Qualification, Certificate, PersonSpell, ImportedPerson]


@pytest.fixture(autouse=True)
def files_are_parsed_once(monkeypatch):
    """It is the statements that are cut off here, hundreds of times; reading a file sends none."""
    for module in [headcount_check, people_check]:
        monkeypatch.setattr(module, "read_workbook", cache(module.read_workbook))


@pytest.mark.django_db(transaction=True)
def test_two_imports_into_one_new_round_take_turns(universe):
    batches = [kept(universe, report(HOSPITAL, 0, 2, 3, 0)), kept(universe, report(HOA_SEN, 1, 2, 3, 4))]

    def run(batch):
        try:
            return confirm(batch=batch, by=universe.data_admin).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        states = list(pool.map(run, batches))

    assert states == ["applied", "applied"]
    revision = Revision.objects.get(snapshot__as_of=date(2023, 12, 31))
    assert set(revision.submissions.filter(is_current=True).values_list("unit", flat=True)) == {
        universe.hospital.pk,
        universe.hoa_sen.pk,
    }


class PowerCut(Exception):
    pass


@contextmanager
def power_cut_at(statement, *, for_good=False):
    """Fails the k-th SQL statement, or all from there on; yields a list that then holds it."""
    seen, cut = [], []

    def fail(execute, sql, params, many, context):
        seen.append(sql)
        if len(seen) == statement or (for_good and len(seen) > statement):
            cut.append(sql)
            raise PowerCut
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        yield cut


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [confirm, undo])
def test_a_failure_at_any_statement_leaves_nothing_behind(universe, act):
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    batch = kept(universe, report(HOSPITAL, 0, 2, 4, 0), report(HOA_SEN, 1, 2, 3, 4), matches={"BV": "benh-vien"})
    if act is undo:
        confirm(batch=batch, by=universe.data_admin)
    state = ImportBatch.objects.get(pk=batch.pk).state
    before = stored()

    for statement in count(1):
        with power_cut_at(statement) as cut, suppress(PowerCut):
            act(batch=batch, by=universe.data_admin)
        if not cut:
            break
        assert stored() == before, cut
        assert ImportBatch.objects.get(pk=batch.pk).state == state

    assert statement > 10
    assert stored() != before


def stored():
    """Every row that an import may write, without the batches themselves."""
    return {model: list(model.objects.order_by("pk").values()) for model in STORED}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", [confirm_people, undo_people])
def test_people_are_imported_and_taken_back_as_a_whole_or_not_at_all(universe, act):
    imported_people(universe, row(**{"Từ ngày": "01/09/2010"}))
    changed = row(unit=HOA_MAI, **{"Từ ngày": "01/12/2025", "Điện thoại": "0901234567", "LLCT": "Cao cấp"})
    batch = keep_people(checked_people(universe, changed, row(2, "Trần Thị Bình", "1985", "Nữ", BINH)))
    if act is undo_people:
        confirm_people(batch=batch, by=universe.data_admin)
    state = ImportBatch.objects.get(pk=batch.pk).state
    before = stored()

    for statement in count(1):
        with power_cut_at(statement) as cut, suppress(PowerCut):
            act(batch=batch, by=universe.data_admin)
        if not cut:
            break
        assert stored() == before, cut
        assert ImportBatch.objects.get(pk=batch.pk).state == state

    assert statement > 15
    assert stored() != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "from there on"])
def test_a_worker_cut_off_at_any_statement_leaves_nothing_behind_and_nothing_stuck(universe, for_good):
    batch = keep_people(checked_people(universe, row(), row(2, "Trần Thị Bình", "1985", "Nữ", BINH)))
    before = stored()

    for statement in count(1):
        enqueue(batch=batch, by=universe.data_admin)
        job = ImportJob.objects.get()
        with power_cut_at(statement, for_good=for_good) as cut, suppress(PowerCut):
            load.call(TaskContext(task_result=SimpleNamespace(worker_ids=["one"])), job.pk)
        if not cut:
            break
        assert stored() == before, cut
        # Where the worker could not even say that it failed, the job is handed out again when its lease has run out
        ended, state = not ImportJob.objects.exists(), ImportBatch.objects.get(pk=batch.pk).state
        assert (ended, state) in [(True, "checked"), (False, "queued")], cut
        ImportJob.objects.all().delete()
        ImportBatch.objects.filter(pk=batch.pk).update(state="checked")

    assert statement > 15
    assert stored() != before
    assert ImportBatch.objects.get(pk=batch.pk).state == "applied"
