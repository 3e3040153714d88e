"""The page of the trail: what it shows, finds and gives as a file."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.lists import (
    as_csv,
    assert_cells_stay_text,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import signed_in
from workforce.models import AuditEvent

AUDIT = "/audit/"


def event(text="Trường THPT Hoa Sen", **fields):
    return AuditEvent.objects.create(**{"actor_name": "quantri", "action": "lock", "object": text} | fields)


def test_the_trail_costs_the_same_for_one_and_for_many(universe):
    event()
    client = signed_in(universe.auditor)
    client.get(AUDIT)
    with CaptureQueriesContext(connection) as few:
        client.get(AUDIT)
    for number in range(19):
        event(actor=universe.executive, details={"row": number})

    with CaptureQueriesContext(connection) as many:
        response = client.get(AUDIT)

    assert len(response.context["table"].page.object_list) == 20
    assert len(many) == len(few)


def test_the_trail_is_read_from_either_end(universe):
    event("Một")
    event("Hai")
    client = signed_in(universe.auditor)

    assert_sorts_by_every_column(client, AUDIT)
    assert column(client, AUDIT, "object") == ["Hai", "Một"]
    assert column(client, AUDIT, "object", sort="at") == ["Một", "Hai"]


def test_an_export_is_itself_an_event(universe):
    client = signed_in(universe.executive)

    client.get(reverse("units"), {"export": "csv", "q": "hoa"})

    exported = AuditEvent.objects.get(action="export")
    assert (exported.actor, exported.object) == (universe.executive, "units")
    assert exported.details == {"rows": 4, "query": {"export": "csv", "q": "hoa"}}


def test_exported_cells_stay_text(universe):
    assert_cells_stay_text(signed_in(universe.auditor), AUDIT, lambda text, number: event(text))


def test_the_export_holds_the_whole_trail_and_not_one_page(universe):
    for number in range(60):
        event(f"Sự kiện {number:02}")
    client = signed_in(universe.auditor)

    content = client.get(AUDIT, {"export": "csv"}).content.decode()

    assert all(f"Sự kiện {number:02}" in content for number in range(60))
    assert len(client.get(AUDIT).context["table"].page.object_list) < 60


@pytest.mark.parametrize("typed", ["Bệnh viện", "benh vien", "BỆNH", "le thi kiem", "đa khoa", "DA KHOA"])
def test_the_trail_finds_who_and_what_with_or_without_accents(universe, typed):
    event("Bệnh viện Đa khoa", actor_name="Lê Thị Kiểm")
    event("Trường")

    assert column(signed_in(universe.auditor), AUDIT, "object", q=typed) == ["Bệnh viện Đa khoa"]


def test_the_trail_is_filtered_by_account_action_and_subject(universe):
    event("Một", actor=universe.executive, action="view", subject="person:42")
    event("Hai", actor=universe.data_admin, action="view", subject="person:421")
    event("Ba", actor=universe.data_admin, action="import")
    event("Bốn", actor_name="manage.py")
    client = signed_in(universe.auditor)

    assert column(client, AUDIT, "object", who="executive") == ["Một"]
    assert column(client, AUDIT, "object", who="MANAGE") == ["Bốn"]
    assert column(client, AUDIT, "object", action="view") == ["Hai", "Một"]
    assert column(client, AUDIT, "object", subject="person:42") == ["Một"]
    assert column(client, AUDIT, "object", who="data", action="import") == ["Ba"]


def test_the_days_of_a_filter_are_whole_days_of_the_portal(universe, monkeypatch):
    moments = [
        ("trước", datetime(2024, 12, 30, 16, 59, 59, tzinfo=UTC)),
        ("đầu ngày", datetime(2024, 12, 30, 17, 0, tzinfo=UTC)),
        ("cuối ngày", datetime(2024, 12, 31, 16, 59, 59, tzinfo=UTC)),
        ("sau", datetime(2024, 12, 31, 17, 0, tzinfo=UTC)),
    ]
    for text, moment in moments:
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        event(text)
    monkeypatch.undo()

    found = column(signed_in(universe.auditor), AUDIT, "object", since="31/12/2024", until="31/12/2024")

    assert found == ["cuối ngày", "đầu ngày"]


@pytest.mark.parametrize("choice", [{"since": "32/13/2024"}, {"action": "dance"}])
def test_a_choice_that_cannot_be_read_is_said_so_and_finds_nothing(universe, choice):
    event()

    response = signed_in(universe.auditor).get(AUDIT, choice)

    assert list(response.context["table"].rows) == []
    assert "errorlist" in response.content.decode()


def test_a_sensitive_field_shows_that_it_changed_and_a_card_its_last_digits(universe):
    changes = {"religion": ["Phật giáo", "Công giáo"], "identity_number": ["", "012345678901"], "email": ["a", "b"]}
    event("hồ sơ", action="change", details={"changes": changes, "query": {"q": "012345678901"}})
    client = signed_in(universe.auditor)

    for content in [client.get(AUDIT).content.decode(), str(as_csv(client, AUDIT))]:
        assert "Phật giáo" not in content
        assert "Công giáo" not in content
        assert "345678901" not in content
        assert "•••901" in content
        assert "a → b" in content


def test_a_long_trail_is_counted_no_further_than_it_is_shown(universe, monkeypatch):
    for number in range(30):
        event(f"Sự kiện {number:02}")
    client = signed_in(universe.auditor)
    assert "30 " in client.get(AUDIT).content.decode()

    monkeypatch.setattr("workforce.web.tables.CappedPaginator.counted_at_most", 26)
    response = client.get(AUDIT, {"page": 2})

    assert "26+" in response.content.decode()
    assert len(response.context["table"].page.object_list) == 1
    assert response.context["table"].paginator.num_pages == 2


def test_a_page_of_the_trail_never_counts_all_of_it(universe):
    event()
    client = signed_in(universe.auditor)

    with CaptureQueriesContext(connection) as asked:
        client.get(AUDIT)

    of_the_trail = [each["sql"] for each in asked if "workforce_auditevent" in each["sql"]]
    assert of_the_trail
    assert all("LIMIT" in sql for sql in of_the_trail)


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_an_export_of_too_many_events_is_refused_with_a_reason(universe, monkeypatch, export):
    monkeypatch.setattr("workforce.web.audit.EXPORTED_AT_MOST", 2)
    for number in range(3):
        event(f"Sự kiện {number}")
    client = signed_in(universe.auditor, "en")

    response = client.get(AUDIT, {"export": export, "q": "su kien"}, follow=True)

    assert response.redirect_chain == [(f"{AUDIT}?q=su+kien", 302)]
    assert "More than 2 events" in response.content.decode()
    assert not AuditEvent.objects.filter(action="export").exists()


def test_an_empty_trail_says_so(universe):
    response = signed_in(universe.auditor).get(AUDIT)

    assert list(response.context["table"].rows) == []
    assert 'class="empty"' in response.content.decode()
