"""Whatever a form sends: an answer in words, never a failure of ours, and nothing of it as a script."""

import pytest
from django.urls import reverse

from tests.web.entry.filling import fields_of
from workforce.models import Appointment, Person

SCRIPT = "\"'><script>alert(1)</script>"
HOSTILE = {
    "script": SCRIPT,
    "NUL": "a\0b",
    "huge": "đ" * 10_000,
    "long number": "9" * 60,
    "negative": "-1",
    "marks": "\u202e\ufeff\u200b\ufffe",
    "date of no calendar": "99/99/9999",
    "year zero": "00/0000",
    "digits of another script": "٣١/١٢/٢٠٢٤",
}


def forms(people) -> list[str]:
    lan, post, award = people.lan, people.lan.appointments.get(), people.lan.qualifications.first()
    of_person = [
        "person_edit",
        "person_void",
        "person_qualifications",
        "person_transfer",
        "person_appoint_leader",
        "person_end_leadership",
        "person_second",
        "person_concurrent",
        "person_leave",
        "person_retire",
        "person_return",
    ]
    of_post = ["appointment_edit", "appointment_end", "appointment_void"]
    return [
        reverse("person_new"),
        *(reverse(name, args=[lan.pk]) for name in of_person),
        *(reverse(name, args=[post.pk]) for name in of_post),
        reverse("qualification_void", args=[award.pk]),
        reverse("certificate_void", args=[lan.certificates.first().pk]),
    ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_field_of_every_form_may_hold_anything(client, people, text):
    before = Person.objects.count(), Appointment.objects.count()

    for url in forms(people):
        typed = fields_of(client.get(url))
        response = client.post(url, dict.fromkeys(typed, text))

        assert response.status_code == (400 if "\0" in text else 200), url
        assert SCRIPT not in response.content.decode(), url
    assert (Person.objects.count(), Appointment.objects.count()) == before


@pytest.mark.parametrize("url", ["person_new", "person_edit", "person_qualifications"])
def test_one_hostile_field_among_good_ones_is_answered(client, people, url):
    url = reverse(url, args=[] if url == "person_new" else [people.lan.pk])
    typed = fields_of(client.get(url))

    for name in typed:
        for text in ["9" * 60, SCRIPT, "99/99/9999"]:
            response = client.post(url, typed | {name: text})

            assert response.status_code in {200, 302}, (name, text)


@pytest.mark.parametrize("rows", ["", "-5", "99999999999", "1e9", "x"])
def test_a_damaged_number_of_rows_is_no_failure(client, people, rows):
    for url in [reverse("person_new"), reverse("person_qualifications", args=[people.lan.pk])]:
        response = client.post(url, {"qualification-rows": rows, "certificate-rows": rows, "add": "qualification"})

        assert response.status_code == 200
        assert len(response.content) < 1_000_000


def test_an_empty_form_is_answered(client, people):
    for url in forms(people):
        assert client.post(url, {}).status_code == 200, url


@pytest.mark.parametrize("number", [0, 10**18, 10**40])
def test_a_record_that_nobody_has_does_not_exist(client, number):
    for name in ["person_edit", "person_leave", "appointment_edit", "qualification_void", "qualification_scan"]:
        assert client.get(f"{reverse(name, args=[1])}".replace("/1/", f"/{number}/")).status_code == 404, name


def test_odd_choices_of_a_merge_are_answered(client, people):
    url = reverse("person_merge", args=[people.lan.pk, people.duc.pk])

    for text in [SCRIPT, "9" * 60, "kept"]:
        typed = {"kept_version": text, "merged_version": text, "choose-full_name": text, f"choose-{text}": "kept"}
        response = client.post(url, typed)

        assert response.status_code == 200
        assert SCRIPT not in response.content.decode()
