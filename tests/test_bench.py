"""The test bench keeps its own promises."""

import socket

import pytest
from django.core.management import call_command
from django.db import connection

from tests.universe import HOA_MAI, HOA_SEN
from workforce.models import AuditEvent, Dimension, Headcount, Unit, UnitVersion


def test_another_machine_is_out_of_reach():
    with socket.socket() as caller, pytest.raises(AssertionError, match=r"a test tried to reach .*192\.0\.2\.1"):
        caller.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname()).close()


def test_a_database_test_runs_on_the_engine_of_its_name(db, engine):
    assert connection.vendor == engine


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_guarded_row_of_one_test_is_gone_in_the_next(turn):
    found = AuditEvent.objects.count()

    AuditEvent.objects.create(actor_name="command line", action="lock", object=turn)

    assert found == 0


@pytest.mark.parametrize("turn", ["loaded", "copied"])
def test_code_lists_are_the_same_from_the_file_and_from_memory(code_lists, turn):
    before = list(Dimension.objects.values())

    call_command("loaddata", "code_lists", verbosity=0)

    assert list(Dimension.objects.values()) == before != []


def test_the_universe_holds_what_its_picture_shows(universe):
    children = UnitVersion.objects.filter(parent=universe.education_department)
    totals = Headcount.objects.filter(submission__revision=universe.revision, value__code="total")

    assert {version.unit for version in children} == {universe.hoa_sen, universe.hoa_mai}
    assert {total.submission.unit: total.people for total in totals} == {
        universe.hoa_sen: sum(HOA_SEN.values()),
        universe.hoa_mai: sum(HOA_MAI.values()),
    }
    assert set(Unit.objects.filter(invented=False)) == set()
    assert universe.data_entry.unit == universe.hoa_sen
