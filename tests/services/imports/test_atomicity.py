"""An import happens as a whole or not at all, whatever fails and whoever else imports."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from itertools import count

import pytest
from django.db import connection

from tests.services.imports.checks import HOA_SEN, HOSPITAL, imported, kept, report
from workforce.models import (
    AuditEvent,
    Headcount,
    ImportBatch,
    RememberedMatch,
    Revision,
    RolledHeadcount,
    Snapshot,
    SnapshotUnit,
    Submission,
)
from workforce.services.imports.headcounts import confirm, undo

STORED = [Snapshot, SnapshotUnit, Revision, Submission, Headcount, RolledHeadcount, RememberedMatch, AuditEvent]


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
def power_cut_at(statement):
    """Fails the k-th SQL statement; yields a list that then holds it."""
    seen, cut = [], []

    def fail(execute, sql, params, many, context):
        seen.append(sql)
        if len(seen) == statement:
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
