"""The page of a person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.queries.registered import person, post
from tests.universe import user
from tests.web.portal import signed_in
from workforce.models import Appointment, AuditEvent, Certificate, Qualification
from workforce.models.people import SENSITIVE_FIELDS


def address(one):
    return reverse("person", args=[one.pk])


def content(client, one, **parameters):
    response = client.get(address(one), parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_every_opening_of_a_record_is_on_the_trail(universe, people):
    signed_in(universe.data_entry).get(address(people.lan))

    event = AuditEvent.objects.get(action="view")
    assert (event.subject, event.actor, event.details) == (people.lan.subject, universe.data_entry, {})


def test_sensitive_fields_are_shown_only_when_asked_for_and_the_trail_says_so(universe, people):
    client = signed_in(universe.data_entry)
    secrets = ["Kinh", "19/05/2012", "Không tôn giáo"]

    closed = content(client, people.lan)
    assert not any(secret in closed for secret in secrets)

    opened = content(client, people.lan, sensitive="1")
    assert all(secret in opened for secret in secrets)
    newest = AuditEvent.objects.filter(action="view").first()
    assert newest.details == {"sensitive": sorted(SENSITIVE_FIELDS)}


def test_a_doubt_about_a_sensitive_field_is_not_told_unasked(universe):
    child = person(posts=[post(universe.hoa_sen)], birth_date=date(1980, 1, 1), party_joined_on=date(1990, 1, 1))

    response = signed_in(universe.data_entry).get(address(child))

    assert response.context["doubts"] == []


def test_a_doubt_names_the_post_it_is_about(universe):
    start = post(universe.hoa_sen, date(1985, 1, 1), position="Giáo viên")
    child = person(posts=[start], birth_date=date(1980, 1, 1))

    [words] = signed_in(universe.data_entry).get(address(child)).context["doubts"]

    assert words.startswith("Giáo viên: ")


def test_what_lies_outside_the_scope_does_not_exist(universe, people):
    client = signed_in(universe.data_entry)

    for one in [people.hoa, people.tuan]:
        assert client.get(address(one)).status_code == 404
    assert client.get(reverse("person", args=[10**12])).status_code == 404
    assert not AuditEvent.objects.filter(action="view").exists()


def test_a_year_only_birth_date_says_so(universe, people):
    response = signed_in(universe.data_admin, "en").get(address(people.hoa))

    assert response.context["born"] == "1990 (year only)"


def test_a_diploma_counts_as_a_level_since_its_award_or_the_equivalence(universe, people):
    response = signed_in(universe.data_admin).get(address(people.duc))

    awards = {each.qualification.diploma.code: each for each in response.context["awards"]}
    assert awards["doctorate"].level.code == "doctorate"
    assert awards["doctorate"].since == date(2016, 12, 31)


def test_a_diploma_that_is_studied_for_or_voided_counts_as_nothing(universe, people):
    diploma = people.lan.qualifications.get(diploma__code="masters").diploma
    Qualification.objects.create(person=people.lan, diploma=diploma, in_progress=True)
    people.lan.qualifications.filter(diploma__code="masters", in_progress=False).update(
        voided_at=people.lan.recorded_at, void_reason="Nhầm người"
    )

    response = signed_in(universe.data_admin).get(address(people.lan))

    studying = next(each for each in response.context["awards"] if each.qualification.in_progress)
    assert studying.level is None
    assert [each.qualification.void_reason for each in response.context["void_awards"]] == ["Nhầm người"]


def test_since_when_is_unknown_where_only_the_latest_day_is_known(universe, people):
    people.lan.qualifications.update(awarded_precision="latest")

    awards = signed_in(universe.data_admin).get(address(people.lan)).context["awards"]

    assert {each.since for each in awards} == {None}
    assert all(each.level for each in awards)


def test_posts_elsewhere_are_read_only(universe):
    moved = person(
        posts=[post(universe.hospital, date(2016, 1, 1), date(2020, 1, 1)), post(universe.hoa_sen, date(2020, 1, 1))]
    )
    here, elsewhere = (moved.appointments.get(unit=each).pk for each in [universe.hoa_sen, universe.hospital])

    shown = content(signed_in(universe.data_entry), moved)

    assert reverse("appointment_edit", args=[here]) in shown
    assert reverse("appointment_edit", args=[elsewhere]) not in shown
    assert "Bệnh viện Đa khoa Minh Họa" in shown


def test_the_unit_that_lends_somebody_may_end_the_secondment(universe):
    lent = person(
        posts=[
            post(universe.hoa_sen, date(2020, 1, 1)),
            post(universe.hospital, date(2024, 1, 1), kind=Appointment.Kind.SECONDMENT),
        ]
    )
    beside = lent.appointments.get(unit=universe.hospital).pk

    shown = content(signed_in(universe.data_entry), lent)

    assert reverse("appointment_end", args=[beside]) in shown


def test_who_only_sees_people_is_offered_no_change(universe, people):
    universe.executive.may_see_people = True
    universe.executive.save()

    shown = content(signed_in(universe.executive), people.lan)

    assert reverse("person_edit", args=[people.lan.pk]) not in shown
    assert reverse("person_void", args=[people.lan.pk]) not in shown


def test_the_history_is_for_data_administrators(universe, people):
    assert signed_in(universe.data_admin).get(address(people.lan)).context["changes"]
    assert signed_in(universe.data_entry).get(address(people.lan)).context["changes"] == []


def test_retirement_is_of_those_in_service(universe, people):
    client = signed_in(universe.data_admin)

    assert client.get(address(people.duc)).context["retirement"].on == people.duc.retires_on
    assert client.get(address(people.mai)).context["retirement"] is None


def test_somebody_without_any_appointment_has_a_page(universe):
    assert "Nguyễn Văn An" in content(signed_in(user("data_admin", username="everything")), person(posts=[]))


def test_the_page_costs_the_same_for_a_short_and_a_long_career(universe, people):
    client = signed_in(universe.data_admin)
    client.get(address(people.lan))
    with CaptureQueriesContext(connection) as short:
        client.get(address(people.lan))
    copies = [Appointment, Qualification, Certificate]
    for model in copies:
        row = model.objects.filter(person=people.lan).first()
        for year in range(2000, 2008):
            row.pk = None
            if model is Appointment:
                row.kind, row.valid_from, row.valid_to = "concurrent", date(year, 1, 1), date(year + 1, 1, 1)
            row.save(force_insert=True)

    with CaptureQueriesContext(connection) as long:
        client.get(address(people.lan))

    assert len(long) == len(short)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_there_in_both_languages(universe, people, language):
    assert signed_in(universe.data_entry, language).get(address(people.duc)).status_code == 200
