"""Each thing that happens in a career has its short form."""

from datetime import date

import pytest
from django.urls import reverse

from tests.web.entry.filling import fields_of, send
from workforce.models import Appointment, Value
from workforce.models.periods import OPEN_END

MOVES = {
    "person_transfer": {"on": "01/09/2025", "unit": "hoa mai", "start_decision": "12/QĐ-SGDĐT"},
    "person_appoint_leader": {"on": "01/09/2025", "leadership": "leader_other", "position": "Phó hiệu trưởng"},
    "person_second": {"on": "01/09/2025", "unit": "hoa mai"},
    "person_concurrent": {"on": "01/09/2025", "unit": "hoa mai", "position": "Giáo viên"},
    "person_leave": {"on": "01/09/2025", "reason": "resignation", "decision": "15/QĐ"},
}


@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_recorded_once_and_leads_back_to_the_record(admin, people, name):
    url = reverse(name, args=[people.lan.pk])
    typed = fields_of(admin.get(url)) | MOVES[name]

    first, second = admin.post(url, typed), admin.post(url, typed)

    assert first.url == second.url == reverse("person", args=[people.lan.pk])
    posts = people.lan.appointments.order_by("valid_from", "pk")
    assert posts.count() == (1 if name == "person_leave" else 2)
    assert date(2025, 9, 1) in {post.valid_to for post in posts} | {post.valid_from for post in posts}


def test_after_a_transfer_out_of_the_scope_the_list_is_shown(client, people):
    response = send(client, reverse("person_transfer", args=[people.lan.pk]), MOVES["person_transfer"])

    assert response.url == reverse("people")
    assert client.get(reverse("person", args=[people.lan.pk])).status_code == 404


def test_a_transfer_keeps_the_position_of_who_does_not_lead(client, people):
    people.lan.appointments.update(position="Giáo viên", leadership=Value.objects.get(code="not_leader"))
    people.duc.appointments.update(position="Hiệu trưởng", leadership=Value.objects.get(code="leader_other"))

    of_lan, of_duc = (client.get(reverse("person_transfer", args=[each.pk])) for each in [people.lan, people.duc])

    assert fields_of(of_lan)["position"] == "Giáo viên"
    assert fields_of(of_duc)["position"] == ""
    assert "The leading post ends with the transfer" in of_duc.content.decode()


def test_a_unit_of_another_province_is_no_place_to_move_to(client, people):
    typed = MOVES["person_transfer"] | {"unit": "Sở Nội vụ Giả Định"}

    response = send(client, reverse("person_transfer", args=[people.lan.pk]), typed)

    assert "is not in the list" in response.content.decode()


def test_the_end_of_leadership_stays_in_the_unit(client, people):
    send(client, reverse("person_end_leadership", args=[people.duc.pk]), {"on": "01/08/2025", "position": "Giáo viên"})

    last = people.duc.appointments.order_by("valid_from").last()
    assert (last.leadership.code, last.unit.key) == ("not_leader", "truong-hoa-sen")


def test_the_day_of_the_law_stands_in_the_retirement_form(client, people):
    page = client.get(reverse("person_retire", args=[people.duc.pk]))

    assert fields_of(page)["on"] == "01/12/2034"
    assert "30/11/2034" in page.content.decode()


def test_retiring_on_another_day_is_asked_about_and_then_recorded(client, people):
    url = reverse("person_retire", args=[people.duc.pk])

    asked = send(client, url, {"on": "01/06/2026"})
    saved = client.post(url, fields_of(asked))

    assert "30/11/2034" in asked.content.decode()
    assert saved.status_code == 302
    assert people.duc.appointments.get().valid_to == date(2026, 6, 1)


def test_who_left_returns_to_the_same_record(client, people):
    typed = {"unit": "hoa sen", "category": "public_employee", "valid_from": "01/02/2025"}

    send(client, reverse("person_return", args=[people.mai.pk]), typed)

    people.mai.refresh_from_db()
    assert people.mai.status == "in_service"
    assert people.mai.appointments.count() == 2


def test_a_post_is_corrected_with_its_dates(client, people):
    post = people.lan.appointments.get()
    url = reverse("appointment_edit", args=[post.pk])
    page = client.get(url)

    send(client, url, {"valid_from": "01/10/2010", "valid_to": "", "position": "Tổ trưởng"}, opened=page)

    assert fields_of(page)["valid_from"] == "01/09/2010"
    assert fields_of(page)["unit"] == "Trường THPT Hoa Sen (in English)"
    post.refresh_from_db()
    assert (post.valid_from, post.valid_to, post.position) == (date(2010, 10, 1), OPEN_END, "Tổ trưởng")


def test_the_first_day_out_comes_after_the_first_day(client, people):
    url = reverse("appointment_edit", args=[people.lan.appointments.get().pk])

    response = send(client, url, {"valid_to": "01/09/2010"})

    assert "This is not after the first day, 01/09/2010." in response.content.decode()


def test_a_secondment_is_ended_and_voided(admin, people):
    send(admin, reverse("person_second", args=[people.lan.pk]), MOVES["person_second"])
    beside = people.lan.appointments.get(kind=Appointment.Kind.SECONDMENT)

    send(admin, reverse("appointment_end", args=[beside.pk]), {"on": "01/01/2026", "reason": "term_end"})
    beside.refresh_from_db()
    ended = beside.valid_to
    send(admin, reverse("appointment_void", args=[beside.pk]), {"reason": "Nhập nhầm người"})
    beside.refresh_from_db()

    assert ended == date(2026, 1, 1)
    assert beside.void_reason == "Nhập nhầm người"


def test_a_refusal_of_the_service_keeps_what_was_typed(client, people):
    typed = {"unit": "hoa sen", "category": "public_employee", "valid_from": "01/02/2025", "position": "Thư viện"}

    response = send(client, reverse("person_return", args=[people.lan.pk]), typed)

    assert response.status_code == 200
    assert "overlap" in response.content.decode()
    assert fields_of(response)["position"] == "Thư viện"


@pytest.mark.parametrize(
    "name",
    ["person_edit", "person_void", "person_qualifications", "person_duplicates", "person_return", *MOVES],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_record_outside_the_scope_does_not_exist(client, people, name, method):
    for outsider in [people.hoa, people.tuan]:
        assert getattr(client, method)(reverse(name, args=[outsider.pk])).status_code == 404


@pytest.mark.parametrize("name", ["appointment_edit", "appointment_end", "appointment_void"])
def test_a_post_outside_the_scope_does_not_exist(client, people, name):
    assert client.get(reverse(name, args=[people.hoa.appointments.get().pk])).status_code == 404
