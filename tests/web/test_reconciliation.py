"""A snapshot beside the register: the lines and cells on the page, their exports, and signing."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import universe as world
from tests.queries.registered import covered, person, post
from tests.universe import YEAR_END
from tests.web.lists import as_csv, assert_exports_what_it_shows, assert_sorts_by_every_column, column
from tests.web.portal import signed_in
from workforce.models import AuditEvent, DiplomaType, Person, Qualification, SignOff, Submission
from workforce.queries.reconciliation import reconcile
from workforce.services.closing import close
from workforce.services.register.rebuild import rebuild

CLOSED_AT, AFTER = datetime(2025, 1, 10, tzinfo=UTC), datetime(2025, 3, 20, tzinfo=UTC)


@pytest.fixture
def an(universe):
    covered(universe.minh_hoa)
    return person("Nguyễn Văn An", posts=[post(universe.hoa_sen)], diplomas=[("bachelor", date(2010, 6, 1))])


@pytest.fixture
def closed(universe, an):
    """The province closed on 10/01/2025; a Master's of An's was filed in March, and Bình was forgotten."""
    revision = close(unit=universe.minh_hoa, as_of=YEAR_END, by=universe.data_admin).revision
    Submission.objects.filter(revision=revision).update(created_at=CLOSED_AT)
    Qualification.objects.create(
        person=an, diploma=DiplomaType.objects.get(code="masters"), awarded_on=date(2024, 6, 1), recorded_at=AFTER
    )
    rebuild([an.pk])
    person("Trần Thị Bình", posts=[post(universe.hoa_mai, recorded_at=AFTER)])
    return revision


def page(revision):
    return reverse("reconciliation", args=[revision.pk])


def rows(client, revision, **parameters):
    table = client.get(page(revision), parameters).context["table"]
    return [(row.record["unit"], row.record["person"], row.record["difference"]) for row in table.rows]


def test_each_line_names_the_person_the_cause_and_when_it_was_recorded(closed, universe):
    client = signed_in(universe.data_admin, "en")

    assert rows(client, closed, sort="unit") == [
        ("Trường THPT Hoa Mai (in English)", "Trần Thị Bình", 1),
        ("Trường THPT Hoa Sen (in English)", "Nguyễn Văn An", 1),
    ]
    assert column(client, page(closed), "cause") == ["recorded after closing", "recorded after closing"]
    assert column(client, page(closed), "recorded") == ["20/03/2025", "20/03/2025"]
    assert "University" in column(client, page(closed), "what", sort="unit")[1]


def test_the_lists_sort_and_export(closed, universe):
    client = signed_in(universe.data_admin)

    assert_sorts_by_every_column(client, page(closed))
    assert_exports_what_it_shows(client, page(closed))


def test_the_cells_sort_by_every_column(closed, universe):
    client = signed_in(universe.data_admin)

    for name in client.get(page(closed), {"view": "cells"}).context["table"].columns.names():
        table = client.get(page(closed), {"view": "cells", "sort": f"-{name}"}).context["table"]
        assert (tuple(table.order_by), len(table.rows)) == ((f"-{name}",), len(reconcile(closed).cells))


def test_the_cells_are_exported_too(closed, universe):
    lines = as_csv(signed_in(universe.data_admin, "en"), page(closed), view="cells", unit="truong-hoa-sen")

    assert [line[-3:] for line in lines if "aster" in line[3] and line[2] == "Education level"] == [["0", "1", "1"]]
    assert len(lines) > 2


def test_the_cells_lead_to_the_people_the_register_has_there(closed, universe):
    response = signed_in(universe.data_admin).get(page(closed), {"view": "cells"})

    masters = world.value("education", "masters").name_vi
    [address] = [row.record["address"] for row in response.context["table"].rows if row.record["value"] == masters]
    assert "unit=truong-hoa-sen" in address
    assert [
        row.record.person.full_name for row in signed_in(universe.data_admin).get(address).context["table"].rows
    ] == ["Nguyễn Văn An"]


def test_whoever_sees_one_school_finds_its_lines_only(closed, universe):
    assert [row[1] for row in rows(signed_in(universe.data_entry), closed)] == ["Nguyễn Văn An"]


def test_a_unit_of_others_does_not_exist_as_a_parameter(closed, universe):
    assert signed_in(universe.data_entry).get(page(closed), {"unit": "truong-hoa-mai"}).status_code == 404


def test_the_faith_of_somebody_is_not_on_the_list(closed, universe, an):
    Person.objects.filter(pk=an.pk).update(ethnicity=world.value("ethnicity", "ethnic_tay"))
    rebuild([an.pk])

    content = signed_in(universe.data_admin).get(page(closed)).content.decode()

    assert "Dân tộc" in content
    assert "Tày" not in content


def test_a_record_of_another_unit_is_named_without_a_link(universe, an):
    revision = close(unit=universe.minh_hoa, as_of=YEAR_END, by=universe.data_admin).revision
    an.appointments.update(unit=universe.hoa_mai)
    rebuild([an.pk])

    [row] = signed_in(universe.data_entry).get(page(revision)).context["table"].rows
    assert (row.record["person"], row.record["address"]) == ("Nguyễn Văn An", None)


def test_looking_at_people_is_on_the_trail(closed, universe):
    signed_in(universe.data_admin).get(page(closed))

    event = AuditEvent.objects.filter(action="view").first()
    assert (event.actor, event.details["rows"]) == (universe.data_admin, 2)


def sign(client, revision, line, **changed):
    data = {
        "unit": line.unit,
        "category": line.category,
        "value": line.value,
        "person": line.person or "",
        "cause": line.cause,
        "difference": line.difference,
        "note": "đã xem",
    }
    return client.post(reverse("reconciliation_sign", args=[revision.pk]), data | changed, follow=True)


def test_a_line_is_signed_from_the_page(closed, universe):
    client = signed_in(universe.data_admin, "en")
    line = reconcile(closed).lines[0]

    response = sign(client, closed, line, back="?open=1")

    assert SignOff.objects.get().note == "đã xem"
    assert response.redirect_chain[0][0] == f"{page(closed)}?open=1"
    assert "1/2 lines signed" in response.content.decode()
    assert len(response.context["table"].rows) == 1


def test_the_form_of_a_line_holds_what_signing_needs(closed, universe):
    client = signed_in(universe.data_admin)
    content = client.get(page(closed)).content.decode()

    assert content.count(reverse("reconciliation_sign", args=[closed.pk])) == 2
    assert content.count("csrfmiddlewaretoken") >= 3


def test_keys_above_a_thousand_are_sent_as_they_are(universe):
    keys = {"unit": 1094, "category": 1004, "value": 1030, "person": 12345, "difference": -1000}
    line = SimpleNamespace(**keys, cause="recorded_after")

    form = render_to_string(
        "reconciliation/sign.html",
        {"record": {"manages": True, "revision": SimpleNamespace(pk=1), "line": line, "signature": None}},
        RequestFactory().get("/"),
    )

    assert all(f'name="{name}" value="{key}"' in form for name, key in keys.items())


def test_a_line_that_changed_is_refused_in_words(closed, universe):
    response = sign(signed_in(universe.data_admin), closed, reconcile(closed).lines[0], difference=5)

    assert not SignOff.objects.exists()
    assert 'class="note note-error"' in response.content.decode()


@pytest.mark.parametrize("changed", [{"unit": ""}, {"value": "x"}, {"difference": ""}, {"person": "1e3"}])
def test_what_is_no_line_does_not_exist(closed, universe, changed):
    assert sign(signed_in(universe.data_admin), closed, reconcile(closed).lines[0], **changed).status_code == 404


def test_a_department_signs_no_line_of_others(closed, universe):
    hospital_admin = world.user("data_admin", unit=universe.hospital, username="hospital_admin")

    assert sign(signed_in(hospital_admin), closed, reconcile(closed).lines[0]).status_code == 404


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/accounts/"])
def test_signing_leads_back_to_the_page_and_nowhere_else(closed, universe, back):
    response = sign(signed_in(universe.data_admin), closed, reconcile(closed).lines[0], back=back)

    assert response.redirect_chain[0][0] == page(closed)


def test_an_executive_needs_the_grant(closed, universe):
    client = signed_in(universe.executive)
    before = client.get(page(closed)).status_code
    universe.executive.may_see_people = True
    universe.executive.save()

    response = client.get(page(closed))

    assert (before, response.status_code) == (403, 200)
    assert reverse("reconciliation_sign", args=[closed.pk]) not in response.content.decode()


def test_the_page_costs_the_same_for_one_line_and_for_many(closed, universe, django_assert_num_queries):
    client = signed_in(universe.data_admin)
    client.get(page(closed))
    with CaptureQueriesContext(connection) as few:
        client.get(page(closed))
    for number in range(10):
        person(f"Người thứ {number}", posts=[post(universe.hoa_mai, recorded_at=AFTER)])

    with django_assert_num_queries(len(few)):
        client.get(page(closed))


def test_a_snapshot_that_agrees_says_so(universe, an):
    revision = close(unit=universe.minh_hoa, as_of=YEAR_END, by=universe.data_admin).revision

    content = signed_in(universe.data_admin, "en").get(page(revision)).content.decode()

    assert "Snapshot and register agree." in content
