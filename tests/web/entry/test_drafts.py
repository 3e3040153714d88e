"""What is typed outlives the page and the session, and only its author gets it back."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.entry.filling import fields_of, send
from workforce.models import Draft


def keep(client, fields, form="person:new"):
    body = fields if isinstance(fields, bytes) else json.dumps(fields)
    return client.post(f"{reverse('draft')}?form={form}", body, content_type="application/json")


def test_a_draft_is_kept_offered_and_continued(client):
    kept = keep(client, {"full_name": "Đặng", "birth_date": "31/02", "qualification-rows": "3"})

    offered = client.get(reverse("person_new"))
    continued = client.get(reverse("person_new"), {"draft": "use"})

    assert "Draft kept at" in kept.json()["said"]
    assert "continue with it" in offered.content.decode()
    assert fields_of(offered)["full_name"] == ""
    typed = fields_of(continued)
    assert (typed["full_name"], typed["birth_date"], typed["qualification-rows"]) == ("Đặng", "31/02", "3")
    assert "errorlist" not in continued.content.decode()


def test_nobody_else_gets_a_draft(client, admin):
    keep(client, {"full_name": "Đặng"})

    assert "continue with it" not in admin.get(reverse("person_new")).content.decode()
    assert fields_of(admin.get(reverse("person_new"), {"draft": "use"}))["full_name"] == ""


def test_a_draft_is_thrown_away(client):
    keep(client, {"full_name": "Đặng"})

    client.post(reverse("person_new"), {"discard": "1"})

    assert not Draft.objects.exists()


def test_a_draft_of_an_older_version_meets_the_conflict(client, admin, people):
    url = reverse("person_edit", args=[people.lan.pk])
    keep(client, fields_of(client.get(url)) | {"phone": "1"}, form=f"person:{people.lan.pk}")
    send(admin, url, {"phone": "2"})

    response = client.post(url, fields_of(client.get(url, {"draft": "use"})))

    assert "Somebody else saved this record" in response.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"a": 1}',
        b'{"a": "\\u0000"}',
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b'{"a": null}',
    ],
    ids=range(9),
)
def test_what_is_no_form_is_no_draft(client, body):
    assert keep(client, body).status_code == 400
    assert not Draft.objects.exists()


def test_a_draft_that_is_too_long_or_of_no_form_is_refused(client):
    assert keep(client, {"note": "x" * 300_000}).status_code == 400
    assert keep(client, {}, form="../../etc").status_code == 400
    assert keep(client, {}, form="").status_code == 400


def test_the_script_learns_that_the_session_ended(people):
    assert Client().get(reverse("draft")).json() == {"ended": True}
    assert keep(Client(), {"full_name": "Đặng"}).json() == {"ended": True}
    assert not Draft.objects.exists()


def test_a_living_session_gives_the_token_for_the_forms(client):
    assert len(client.get(reverse("draft")).json()["token"]) == 64


def test_a_sign_in_leads_back_to_the_form(people):
    response = Client().post(reverse("person_new"), {"full_name": "Đặng"})

    assert response.url == f"{reverse('sign_in')}?next={reverse('person_new')}"
