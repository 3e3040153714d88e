"""Two people at one record: the second sees both values and chooses; nothing typed is lost."""

import pytest
from django.urls import reverse

from tests.web.entry.filling import fields_of, send
from workforce.models import AuditEvent, Person


@pytest.fixture
def url(people):
    return reverse("person_edit", args=[people.lan.pk])


@pytest.fixture
def outdated(client, admin, url):
    """The answer to the second of two who opened the form at the same time."""
    opened = client.get(url)
    send(admin, url, {"phone": "0912 000 111", "address": "Phường Một"})
    return send(client, url, {"phone": "0987 654 321"}, opened=opened)


def stored(people) -> Person:
    return Person.objects.get(pk=people.lan.pk)


def test_both_values_are_shown_and_nothing_is_saved(outdated, people):
    page = outdated.content.decode()

    assert "0912 000 111" in page
    assert "Phường Một" in page
    assert fields_of(outdated)["phone"] == "0987 654 321"
    assert stored(people).phone == "0912 000 111"


def test_who_was_second_may_keep_the_own_value_and_take_the_other(client, outdated, url, people):
    client.post(url, fields_of(outdated) | {"take": ["address"]})

    assert (stored(people).phone, stored(people).address) == ("0987 654 321", "Phường Một")


def test_what_was_seen_may_be_saved_over(client, outdated, url, people):
    client.post(url, fields_of(outdated))

    assert (stored(people).phone, stored(people).address) == ("0987 654 321", "")


def test_a_form_without_a_version_meets_a_conflict_and_no_loss(client, url, people):
    typed = fields_of(client.get(url)) | {"phone": "1"}
    del typed["version"]

    response = client.post(url, typed)

    assert response.status_code == 200
    assert "Somebody else saved this record" in response.content.decode()
    assert stored(people).phone == ""


def test_a_move_of_a_record_that_changed_asks_to_look_again(client, admin, url, people):
    leave = reverse("person_leave", args=[people.lan.pk])
    opened = client.get(leave)
    send(admin, url, {"phone": "1"})

    response = send(client, leave, {"on": "01/09/2025", "reason": "resignation"}, opened=opened)
    again = client.post(leave, fields_of(response))

    assert "Look at the record" in response.content.decode()
    assert again.status_code == 302


def test_a_doubt_that_stands_already_is_not_asked_again(client, url, people):
    Person.objects.filter(pk=people.lan.pk).update(identity_number="001091000007")

    unrelated = send(client, url, {"phone": "1"})
    asked = send(client, url, {"party_joined_on": "01/01/2001"})

    assert unrelated.status_code == 302
    assert "Save all the same" in asked.content.decode()


def test_a_confirmed_doubt_is_not_asked_again_after_a_conflict(client, admin, url):
    opened = client.get(url)
    send(admin, url, {"phone": "0912 000 111"})
    asked = send(client, url, {"party_joined_on": "01/01/2001"}, opened=opened)

    outdated = client.post(url, fields_of(asked))
    saved = client.post(url, fields_of(outdated))

    assert "Somebody else saved this record" in outdated.content.decode()
    assert saved.status_code == 302


def test_the_history_of_a_record_says_that_a_sensitive_fact_changed_and_never_what_it_is(client, admin, url, people):
    send(client, url, {"health": "Sức khỏe loại hai"})

    page = admin.get(reverse("person", args=[people.lan.pk])).content.decode()

    assert stored(people).health == "Sức khỏe loại hai"
    assert AuditEvent.objects.filter(subject=people.lan.subject, action="change").exists()
    assert "Sức khỏe loại hai" not in page
