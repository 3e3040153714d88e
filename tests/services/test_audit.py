"""Recording events: one, thousands, from many at once, and with the address that asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.universe import user
from workforce.models import AuditEvent
from workforce.services.audit import coming_from, event, record, record_many

AWKWARD = 'Đặng "Ước"\t\\N\n\\. {"x": 1}'


def fields_of(stored):
    names = ["actor_id", "actor_name", "action", "object", "details", "address", "subject", "search_text"]
    return {name: getattr(stored, name) for name in names}


@pytest.mark.django_db
def test_an_event_says_who_did_what_about_whom_and_from_where():
    clerk = user("data_entry")

    with coming_from("203.0.113.9"):
        record(actor=clerk, action="view", object="hồ sơ Ước", subject="person:42", details={"page": 1})

    assert fields_of(AuditEvent.objects.get()) == {
        "actor_id": clerk.pk,
        "actor_name": "data_entry",
        "action": "view",
        "object": "hồ sơ Ước",
        "details": {"page": 1},
        "address": "203.0.113.9",
        "subject": "person:42",
        "search_text": "data entry ho so uoc",
    }


@pytest.mark.django_db
def test_after_a_request_no_address_is_left_behind():
    with pytest.raises(RuntimeError), coming_from("203.0.113.9"):
        raise RuntimeError

    record(actor=None, action="lock", object="x")

    assert AuditEvent.objects.get().address == ""


@pytest.mark.django_db
def test_a_command_line_has_a_name_and_no_account():
    record(actor=None, action="import", object="x")
    record(actor=None, action="import", object="x", actor_name="cron")

    assert list(AuditEvent.objects.order_by("id").values_list("actor", "actor_name")) == [
        (None, "manage.py"),
        (None, "cron"),
    ]


@pytest.mark.django_db
def test_names_and_objects_longer_than_their_columns_are_cut():
    account = user("auditor")
    account.last_name, account.first_name = "đ" * 150, "đ" * 150

    record(actor=account, action="lock", object="ẵ" * 1000)

    stored = AuditEvent.objects.get()
    assert (len(stored.actor_name), len(stored.object)) == (200, 300)


@pytest.mark.django_db
def test_many_events_are_stored_as_one_would_be():
    clerk = user("data_entry")
    arguments = {"actor": clerk, "action": "import", "object": AWKWARD, "subject": "person:7"}
    arguments["details"] = {"changes": {"note": [AWKWARD, None]}, "count": 3}

    with coming_from("2001:db8::1"):
        record(**arguments)
        record_many([event(**arguments)])

    alone, among_many = AuditEvent.objects.order_by("id")
    assert fields_of(alone) == fields_of(among_many)
    assert abs((among_many.at - alone.at).total_seconds()) < 60


@pytest.mark.django_db
def test_thousands_of_events_take_a_handful_of_statements():
    with CaptureQueriesContext(connection) as asked:
        record_many(event(actor=None, action="import", object=f"dòng {number}") for number in range(3000))

    assert AuditEvent.objects.count() == 3000
    assert len(set(AuditEvent.objects.values_list("at"))) == 1
    assert len(asked) < 50


@pytest.mark.django_db
def test_many_events_go_with_the_transaction_they_belong_to():
    with transaction.atomic():
        record_many([event(actor=None, action="import", object="x")])
        transaction.set_rollback(True)

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_lose_no_event():
    def write(writer):
        try:
            with coming_from(f"192.0.2.{writer}"):
                for number in range(25):
                    record(actor=None, action="view", object=f"{writer}/{number}", subject=f"person:{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))

    stored = AuditEvent.objects.values_list("object", "address")
    assert sorted(stored) == sorted((f"{w}/{n}", f"192.0.2.{w}") for w in range(8) for n in range(25))
