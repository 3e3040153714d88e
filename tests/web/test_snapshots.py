"""Collection rounds: the list, the board of one, and its steps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.universe import HOA_MAI, lock, open_revision, submit, unit, user
from tests.web.lists import (
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import LONG_AGO, address, signed_in
from workforce.models import Revision, Submission
from workforce.queries.reporting import Reporting
from workforce.services.rollups import roll_up_revision
from workforce.services.snapshots import open_correction

SNAPSHOTS = "/snapshots/"


def test_the_list_costs_the_same_for_one_and_for_many(universe):
    def another(number):
        revision = open_revision(universe.minh_hoa, date(2000 + number, 12, 31), owing=[universe.hoa_sen])
        submit(revision, universe.hoa_sen, {"masters": 1})

    assert_same_number_of_queries(signed_in(universe.executive), SNAPSHOTS, another)


def test_the_list_sorts_and_exports(portal):
    client = signed_in(portal.universe.executive)

    assert_sorts_by_every_column(client, SNAPSHOTS)
    assert_exports_what_it_shows(client, SNAPSHOTS)
    assert column(client, SNAPSHOTS, "as_of", sort="as_of") == ["31/12/2021", "31/12/2023", "31/12/2024"]


def test_the_list_says_how_many_units_have_reported(portal):
    client = signed_in(portal.universe.executive)

    assert column(client, SNAPSHOTS, "units", sort="-as_of") == ["2/3", "1/1", "1/1"]


def test_without_a_round_the_list_says_so(code_lists):
    assert_empty_list_says_so(signed_in(user("auditor")), SNAPSHOTS)


def test_the_board_shows_reports_and_what_is_missing(portal):
    response = signed_in(portal.universe.executive).get(address("revision", portal))

    people = {row["unit"].name_vi: row["people"] for row in response.context["board"]}
    assert people == {"Trường THPT Hoa Sen": 50, "Trường THPT Hoa Mai": 50, "Bệnh viện Đa khoa Minh Họa": None}


def test_whoever_sees_one_school_finds_only_its_report_on_the_board(portal):
    response = signed_in(portal.universe.data_entry).get(address("revision", portal))

    assert [row["unit"].name_vi for row in response.context["board"]] == ["Trường THPT Hoa Sen"]
    assert "Hoa Mai" not in response.content.decode()
    stated = {value.code: people for _dimension, values in response.context["dimensions"] for value, people in values}
    assert stated["masters"] == 12


def test_the_board_compares_with_the_year_before(portal):
    response = signed_in(portal.universe.executive).get(address("revision", portal))

    (row,) = [row for row in response.context["board"] if row["unit"].name_vi == "Trường THPT Hoa Sen"]
    assert (row["before"], row["people"], row["difference"]) == (48, 50, 2)


def test_the_board_costs_the_same_for_one_and_for_many_reports(portal, django_assert_num_queries):
    client, url = signed_in(portal.universe.data_admin), address("revision", portal)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(15):
        school = unit(f"truong-{number}", f"Trường {number}", parent=portal.universe.education_department)
        submit(portal.universe.revision, school, HOA_MAI)

    with django_assert_num_queries(len(few)):
        client.get(url)


def test_the_board_leaves_the_files_of_the_reports_where_they_are(portal):
    with CaptureQueriesContext(connection) as queries:
        signed_in(portal.universe.executive).get(reverse("revision", args=[portal.waiting.revision_id]))

    assert not [query["sql"] for query in queries if '"workforce_importbatch"."content"' in query["sql"]]


def test_list_and_board_count_the_units_a_report_above_covers_as_reported(portal):
    revision = portal.universe.revision
    submit(revision, portal.universe.minh_hoa, HOA_MAI)
    roll_up_revision(revision)
    client = signed_in(portal.universe.executive)

    response = client.get(address("revision", portal))

    assert response.context["reporting"] == Reporting(owed=3, received=3)
    assert "3/3" in column(client, SNAPSHOTS, "units")
    (covered,) = [row for row in response.context["board"] if row["unit"].name_vi == "Bệnh viện Đa khoa Minh Họa"]
    assert (covered["submission"], covered["covered_by"]) == (None, "Tỉnh Minh Họa")


def test_the_board_compares_with_locked_figures_where_there_are_some(portal):
    before = portal.waiting.revision
    Submission.objects.filter(pk=portal.waiting.pk).update(state="approved")
    lock(before)
    correction = open_correction(revision=before, by=portal.universe.data_admin, reason="Đính chính")
    correction.submissions.update(is_current=False)
    submit(correction, portal.universe.hoa_sen, HOA_MAI)

    response = signed_in(portal.universe.executive).get(address("revision", portal))

    (row,) = [row for row in response.context["board"] if row["unit"].name_vi == "Trường THPT Hoa Sen"]
    assert (row["before"], response.context["before"]) == (48, before.snapshot)


def test_a_report_that_arrived_after_the_page_was_drawn_is_not_approved(portal):
    later = submit(portal.waiting.revision, portal.universe.hospital, HOA_MAI)
    Submission.objects.filter(pk=later.pk).update(state="submitted")

    steps(portal, portal.second_admin)("revision_approve")

    assert set(portal.waiting.revision.submissions.values_list("pk", "state")) == {
        (portal.waiting.pk, "approved"),
        (later.pk, "submitted"),
    }


def test_the_board_names_the_reports_its_button_approves(portal):
    response = signed_in(portal.second_admin).get(reverse("revision", args=[portal.waiting.revision_id]))

    assert f'name="submissions" value="{portal.waiting.pk}"' in response.content.decode()


@pytest.mark.parametrize("shown", ["", ",", "x", "-1", "9" * 5000])
def test_what_is_no_list_of_reports_approves_nothing(portal, shown):
    response = signed_in(portal.second_admin).post(
        address("revision_approve", portal), {"submissions": shown}, follow=True
    )

    assert Submission.objects.get(pk=portal.waiting.pk).state == "submitted"
    assert 'class="note note-error"' in response.content.decode()


def steps(portal, who):
    """Post to a step, with what the board would send of the one report that waits."""
    client = signed_in(who)
    return lambda name: client.post(address(name, portal), {"submissions": portal.waiting.pk}, follow=True)


@pytest.mark.parametrize("name", ["submission_approve", "revision_approve"])
def test_nobody_approves_what_they_submitted(portal, name):
    response = steps(portal, portal.universe.data_admin)(name)

    assert Submission.objects.get(pk=portal.waiting.pk).state == "submitted"
    assert 'class="note note-error"' in response.content.decode()


@pytest.mark.parametrize("name", ["submission_approve", "revision_approve"])
def test_a_second_person_approves(portal, name):
    steps(portal, portal.second_admin)(name)

    approved = Submission.objects.get(pk=portal.waiting.pk)
    assert (approved.state, approved.approved_by) == ("approved", portal.second_admin)


def test_an_incomplete_round_is_not_locked(portal):
    response = steps(portal, portal.second_admin)("revision_lock")

    assert Revision.objects.get(pk=portal.universe.revision.pk).locked_at is None
    assert 'class="note note-error"' in response.content.decode()


def test_a_complete_and_approved_round_is_locked(portal):
    step = steps(portal, portal.second_admin)
    step("submission_approve")

    signed_in(portal.second_admin).post(reverse("revision_lock", args=[portal.waiting.revision_id]))

    assert Revision.objects.get(pk=portal.waiting.revision_id).locked_by == portal.second_admin


def test_a_correction_is_a_numbered_revision_with_a_reason(portal):
    client = signed_in(portal.universe.data_admin)

    without = client.post(address("revision_correct", portal), {"reason": " "}, follow=True)
    client.post(address("revision_correct", portal), {"reason": "Báo cáo nhầm", "document": portal.document.code})

    assert 'class="note note-error"' in without.content.decode()
    correction = Revision.objects.get(snapshot__as_of=LONG_AGO, number=2)
    assert (correction.reason, correction.document, correction.is_locked) == ("Báo cáo nhầm", portal.document, False)


def test_a_locked_round_offers_no_step_but_a_correction(portal):
    content = signed_in(portal.universe.data_admin).get(reverse("revision", args=[portal.locked.pk])).content.decode()

    assert reverse("revision_lock", args=[portal.locked.pk]) not in content
    assert address("revision_correct", portal) in content


@pytest.mark.parametrize(
    "path", ["minh-hoa/2020-12-31/", "nothing/2024-12-31/", "minh-hoa/2024-02-31/", "revisions/0/"]
)
def test_an_unknown_round_does_not_exist(portal, path):
    assert signed_in(portal.universe.executive).get(SNAPSHOTS + path).status_code == 404
