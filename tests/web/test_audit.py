from django.urls import reverse

from tests.web.lists import (
    assert_cells_stay_text,
    assert_same_number_of_queries,
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

    assert_same_number_of_queries(
        signed_in(universe.auditor), AUDIT, lambda number: event(actor=universe.executive, details={"row": number})
    )


def test_the_trail_sorts_and_exports(universe):
    event()
    event("Bệnh viện", action="import")
    client = signed_in(universe.auditor)

    assert_sorts_by_every_column(client, AUDIT)
    assert column(client, AUDIT, "object", sort="object") == ["Bệnh viện", "Trường THPT Hoa Sen"]


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


def test_the_trail_finds_by_who_and_by_what(universe):
    event(actor_name="Lê Thị Kiểm")
    event("Bệnh viện")
    client = signed_in(universe.auditor)

    assert column(client, AUDIT, "actor_name", q="Kiểm") == ["Lê Thị Kiểm"]
    assert column(client, AUDIT, "object", q="viện") == ["Bệnh viện"]


def test_an_empty_trail_says_so(universe):
    response = signed_in(universe.auditor).get(AUDIT)

    assert list(response.context["table"].rows) == []
    assert 'class="empty"' in response.content.decode()
