"""The page that closes a headcount, and what the board does with reports: return them, remind of them."""

from datetime import date

import pytest
from django.urls import reverse

from tests import universe as world
from tests.queries.registered import covered, person, post
from tests.universe import HOA_MAI, YEAR_END, submit
from tests.web.portal import address, signed_in
from workforce.models import AuditEvent, Revision, RosterEntry, Submission
from workforce.services.closing import close

CLOSE = "/snapshots/close/"


@pytest.fixture
def register(universe):
    covered(universe.minh_hoa)
    person("Nguyễn Văn An", posts=[post(universe.hoa_sen)])
    return universe


def draft(client, unit="truong-hoa-sen", as_of="2024-12-31"):
    return client.get(CLOSE, {"unit": unit, "as_of": as_of})


def test_the_draft_comes_first_and_writes_nothing(register):
    response = draft(signed_in(register.data_entry))

    [row] = response.context["draft"].units
    assert (row.unit.unit, row.people, row.reported) == (register.hoa_sen, 1, 50)
    assert not RosterEntry.objects.exists()
    assert 'name="as_of" value="2024-12-31"' in response.content.decode()


def test_the_button_of_the_draft_closes(register):
    response = signed_in(register.data_entry).post(CLOSE, {"unit": "truong-hoa-sen", "as_of": "2024-12-31"})

    assert response.url == reverse("revision", args=[register.revision.pk])
    report = register.revision.submissions.get(unit=register.hoa_sen, is_current=True)
    assert (report.state, report.submitted_by, report.roster.count()) == ("submitted", register.data_entry, 1)


def test_where_every_report_says_the_same_there_is_nothing_to_close(register):
    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)
    before = Submission.objects.count()

    response = signed_in(register.data_entry).post(CLOSE, {"unit": "truong-hoa-sen", "as_of": "2024-12-31"})

    assert response.context["draft"].changes_nothing
    assert "Mọi báo cáo" in response.content.decode()
    assert 'type="submit">Chốt' not in response.content.decode()
    assert Submission.objects.count() == before


def test_units_that_report_by_file_are_named_with_the_way_to_import_it(register):
    register.hospital.snapshot_only = True
    register.hospital.save()

    shown = draft(signed_in(register.data_admin), unit="minh-hoa").content.decode()

    assert "Bệnh viện Đa khoa Minh Họa" in shown
    assert f"{reverse('import_upload')}?unit=minh-hoa&amp;as_of=2024-12-31" in shown


@pytest.mark.parametrize(("typed", "unit"), [("hoa sen", "truong-hoa-sen"), ("TRUONG THPT HOA MAI", "truong-hoa-mai")])
def test_a_unit_is_found_by_its_words_without_accents(register, typed, unit):
    assert draft(signed_in(register.data_admin), unit=typed).context["draft"].unit.key == unit


def test_several_units_that_fit_are_named_and_none_is_taken(register):
    response = draft(signed_in(register.data_admin), unit="thpt")

    assert response.context["draft"] is None
    assert "Trường THPT Hoa Mai; Trường THPT Hoa Sen" in response.content.decode()


@pytest.mark.parametrize("as_of", ["31/12/2024", "2024-12-31"])
def test_a_date_is_read_as_it_is_typed_and_as_links_write_it(register, as_of):
    assert draft(signed_in(register.data_entry), as_of=as_of).context["draft"].as_of == YEAR_END


def test_a_link_with_the_date_alone_means_the_own_unit(register):
    response = signed_in(register.data_entry).get(CLOSE, {"as_of": "2024-12-31"})

    assert response.context["draft"].unit == register.hoa_sen


@pytest.mark.parametrize("unit", ["truong-hoa-mai", "Tỉnh Minh Họa", "gia-dinh", "nothing"])
def test_a_clerk_closes_no_unit_but_the_own_ones(register, unit):
    response = signed_in(register.data_entry).post(CLOSE, {"unit": unit, "as_of": "2024-12-31"})

    assert "unit" in response.context["form"].errors
    assert not RosterEntry.objects.exists()


def test_a_clerk_does_not_open_a_round(register):
    response = signed_in(register.data_entry).post(CLOSE, {"unit": "truong-hoa-sen", "as_of": "2023-12-31"})

    assert "as_of" in response.context["form"].errors
    assert Revision.objects.count() == 1


def test_an_administrator_of_some_units_does_not_open_the_round_of_the_province(register):
    of_department = world.user("data_admin", unit=register.education_department, username="of_department")

    response = signed_in(of_department).post(CLOSE, {"unit": "truong-hoa-sen", "as_of": "2023-12-31"})

    assert "as_of" in response.context["form"].errors
    assert not Revision.objects.filter(snapshot__as_of=date(2023, 12, 31)).exists()


def test_a_data_administrator_opens_a_round(register):
    signed_in(register.data_admin).post(CLOSE, {"unit": "minh-hoa", "as_of": "2023-12-31"})

    assert Revision.objects.filter(snapshot__as_of=date(2023, 12, 31)).exists()


def test_what_would_be_refused_is_said_on_the_draft_and_has_no_button(register):
    world.submit(register.revision, register.minh_hoa, HOA_MAI)

    content = draft(signed_in(register.data_admin)).content.decode()

    assert "Tỉnh Minh Họa" in content
    assert 'name="as_of" value="2024-12-31"' not in content


@pytest.mark.parametrize("data", [{"unit": "minh-hoa"}, {"unit": "minh-hoa", "as_of": "31/02/2024"}, {}])
def test_without_a_unit_and_a_date_nothing_is_closed(register, data):
    response = signed_in(register.data_admin).post(CLOSE, data)

    assert response.context["form"].errors
    assert not RosterEntry.objects.exists()


def test_a_date_before_the_register_is_refused_in_words(register):
    response = draft(signed_in(register.data_admin), unit="minh-hoa", as_of="2010-12-31")

    assert response.context["draft"] is None
    assert 'class="note note-error"' in response.content.decode()


def test_the_board_names_the_register_as_the_source_of_a_closed_report(register):
    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)

    page = signed_in(register.data_admin, "en").get(reverse("revision", args=[register.revision.pk]))

    of = {row["unit"].unit: row["submission"] for row in page.context["board"] if row["submission"]}
    assert [unit for unit, report in of.items() if report.from_register] == [register.hoa_sen]
    assert f'data-label="Source">Register <small>{register.data_entry}</small>' in page.content.decode()


def test_a_closed_report_is_approved_by_somebody_else(register):
    close(unit=register.hoa_sen, as_of=YEAR_END, by=register.data_entry)
    report = register.revision.submissions.get(unit=register.hoa_sen, is_current=True)

    signed_in(register.data_admin).post(reverse("submission_approve", args=[report.pk]))

    report.refresh_from_db()
    assert (report.state, report.approved_by) == ("approved", register.data_admin)


# Returned and reminded


def board_row(portal, unit, revision=None, who=None):
    revision = revision or portal.universe.revision
    response = signed_in(who or portal.universe.data_admin).get(reverse("revision", args=[revision.pk]))
    [row] = [row for row in response.context["board"] if row["unit"].unit == unit]
    return row, response


def give_back(portal, reason="Thiếu số nữ"):
    return signed_in(portal.second_admin).post(address("submission_return", portal), {"reason": reason}, follow=True)


def test_a_returned_report_shows_its_reason_on_the_board_and_to_its_unit(portal):
    give_back(portal)

    row, response = board_row(portal, portal.universe.hoa_sen, portal.waiting.revision)
    work = signed_in(portal.universe.data_entry).get(reverse("work")).content.decode()
    assert (Submission.objects.get(pk=portal.waiting.pk).state, row["is_returned"]) == ("draft", True)
    assert (row["reasons"], response.context["returned"]) == (["Thiếu số nữ"], 1)
    assert "Thiếu số nữ" in work


def test_a_returned_report_cannot_be_approved_and_keeps_the_round_open(portal):
    give_back(portal)
    client = signed_in(portal.second_admin)

    client.post(address("submission_approve", portal))
    client.post(reverse("revision_lock", args=[portal.waiting.revision_id]))

    assert Submission.objects.get(pk=portal.waiting.pk).state == "draft"
    assert not Revision.objects.get(pk=portal.waiting.revision_id).is_locked


def test_what_is_sent_again_is_returned_no_more(portal):
    give_back(portal)
    portal.waiting.refresh_from_db()
    Submission.objects.filter(pk=portal.waiting.pk).update(is_current=False)
    submit(portal.waiting.revision, portal.universe.hoa_sen, HOA_MAI)

    row, _ = board_row(portal, portal.universe.hoa_sen, portal.waiting.revision)
    work = signed_in(portal.universe.data_entry).get(reverse("work")).content.decode()
    assert (row["is_returned"], row["reasons"]) == (False, [])
    assert "Thiếu số nữ" not in work


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_report_is_not_returned_without_a_reason(portal, reason):
    response = give_back(portal, reason)

    assert Submission.objects.get(pk=portal.waiting.pk).state == "submitted"
    assert 'class="note note-error"' in response.content.decode()


def test_an_approved_report_is_not_returned(portal):
    report = portal.universe.revision.submissions.first()

    signed_in(portal.second_admin).post(reverse("submission_return", args=[report.pk]), {"reason": "x"})

    assert Submission.objects.get(pk=report.pk).state == "approved"


def remind(portal, *units, note="Hạn 15/01"):
    ids = ",".join(str(unit.pk) for unit in units)
    url = address("revision_remind", portal)
    return signed_in(portal.universe.data_admin).post(url, {"units": ids, "note": note}, follow=True)


def test_a_reminder_is_noted_on_the_board_and_shown_to_the_unit(portal):
    clerk = world.user("data_entry", unit=portal.universe.hospital, username="clerk_of_the_hospital")

    remind(portal, portal.universe.hospital)

    row, _ = board_row(portal, portal.universe.hospital)
    [told] = row["reminders"]
    assert (told.text, told.by_name) == ("Hạn 15/01", str(portal.universe.data_admin))
    assert "Hạn 15/01" in signed_in(clerk).get(reverse("work")).content.decode()
    assert "Hạn 15/01" not in signed_in(portal.universe.data_entry).get(reverse("work")).content.decode()


def test_units_that_have_reported_are_not_reminded(portal):
    response = remind(portal, portal.universe.hoa_sen)

    assert not AuditEvent.objects.filter(subject__startswith="round:").exists()
    assert 'class="note note-error"' in response.content.decode()


def test_the_button_reminds_all_units_that_are_missing(portal):
    _, response = board_row(portal, portal.universe.hospital)

    assert response.context["unheard"] == [portal.universe.hospital.pk]


# The rest of the board


def test_the_board_says_what_to_look_at(portal):
    report = portal.universe.revision.submissions.get(unit=portal.universe.hoa_mai)
    report.headcounts.filter(value__code="masters").update(people=9)

    row, response = board_row(portal, portal.universe.hoa_mai)

    assert len(row["doubts"]) == 1
    assert str(row["doubts"][0]) in response.content.decode()


def test_a_report_far_from_the_one_before_is_one_to_look_at(portal):
    report = portal.universe.revision.submissions.get(unit=portal.universe.hoa_sen)
    report.headcounts.filter(value__code="total").update(people=480)
    report.headcounts.filter(value__code="university").update(people=467)

    row, _ = board_row(portal, portal.universe.hoa_sen)

    assert [("48" in doubt, "480" in doubt) for doubt in row["doubts"]] == [(True, True)]


def test_the_board_is_grouped_by_the_unit_above(portal):
    _, response = board_row(portal, portal.universe.hospital)

    groups = [
        (each.name, [row["unit"].unit.key for row in each.rows], each.received) for each in response.context["groups"]
    ]
    assert groups == [
        ("Tỉnh Minh Họa", ["benh-vien"], 0),
        ("Sở Giáo dục và Đào tạo", ["truong-hoa-mai", "truong-hoa-sen"], 2),
    ]


def test_the_total_says_how_many_units_it_is_of(portal):
    _, response = board_row(portal, portal.universe.hospital)

    assert response.context["total"] == {"people": 100, "before": 48, "difference": 2, "same_units": 1}
    assert "2/3" in response.content.decode().partition("<tfoot>")[2]


def test_a_unit_in_the_report_above_does_not_add_to_the_total(portal):
    submit(portal.universe.revision, portal.universe.education_department, HOA_MAI)

    _, response = board_row(portal, portal.universe.hospital)

    assert response.context["total"]["people"] == 50
