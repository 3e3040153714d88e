"""One form makes a record: person, first post, diplomas, certificates."""

import pytest
from django.urls import reverse

from tests.web.entry.filling import fields_of, send
from workforce.models import AuditEvent, DistinctPeople, Draft, Person

NEW = {
    "full_name": "  Đặng Thị  Hồng ",
    "birth_date": "05/1991",
    "sex": "female",
    "identity_number": "001 191 000 007",
    "unit": "Trường THPT Hoa Sen",
    "category": "public_employee",
    "valid_from": "01/09/2015",
    "qualification-new0-diploma": "bachelor",
    "qualification-new0-awarded_on": "2013",
    "certificate-new0-value": "it_certificate",
    "certificate-new0-awarded_on": "06/2014",
}


@pytest.fixture
def url():
    return reverse("person_new")


def hong() -> Person:
    return Person.objects.get(full_name="Đặng Thị Hồng")


def test_one_form_records_the_person_the_post_and_what_was_awarded(client, url):
    response = send(client, url, NEW)

    person = hong()
    assert response.url == reverse("person", args=[person.pk])
    assert (person.birth_date.isoformat(), person.birth_precision) == ("1991-05-01", "month")
    assert person.identity_number == "001191000007"
    assert person.appointments.get().unit.key == "truong-hoa-sen"
    award = person.qualifications.get()
    assert (award.awarded_on.isoformat(), award.awarded_precision) == ("2013-12-31", "year")
    assert person.certificates.get().awarded_on.isoformat() == "2014-06-30"
    assert person.status == Person.Status.IN_SERVICE
    assert AuditEvent.objects.filter(subject=person.subject, action="create").count() == 1


def test_the_message_after_saving_offers_to_undo_it(client, url):
    page = client.get(send(client, url, NEW).url).content.decode()

    assert reverse("person_void", args=[hong().pk]) in page


def test_the_same_form_sent_twice_makes_one_record(client, url):
    typed = fields_of(client.get(url)) | NEW

    first, second = client.post(url, typed), client.post(url, typed)

    assert first.url == second.url
    assert Person.objects.filter(full_name="Đặng Thị Hồng").count() == 1


def test_a_row_is_added_without_javascript_and_what_was_typed_stays(client, url):
    response = send(client, url, NEW | {"birth_date": "no date", "add": "qualification"})

    typed = fields_of(response)
    assert typed["qualification-rows"] == "2"
    assert typed["qualification-new0-diploma"] == "bachelor"
    assert typed["birth_date"] == "no date"
    assert "qualification-new1-diploma" in typed
    assert b"errorlist" not in response.content


def test_an_error_stands_beside_its_field_says_what_was_found_and_has_the_focus(client, url):
    response = send(client, url, NEW | {"birth_date": "31/02/1991", "unit": "Trường Không Có"})

    page = response.content.decode()
    assert "“31/02/1991” is not a date" in page
    assert "“Trường Không Có” is not in the list" in page
    assert page.count("autofocus") == 1
    assert fields_of(response)["birth_date"] == "31/02/1991"
    assert not Person.objects.filter(full_name="Đặng Thị Hồng").exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("full_name", "", "This field is required"),
        ("identity_number", "12345678901", "11 digits"),
        ("identity_number", "00119100000x", "Type the digits only"),
        ("identity_issued_on", "2020", "lacks the day"),
        ("party_official_on", "01/01/2020", "joined the Party as well"),
        ("email", "not an address", "valid email"),
        ("ethnicity", "Người Sao Hỏa", "is not in the list"),
        ("category", "cbccvc", "Select a valid choice"),
        ("valid_from", "", "This field is required"),
        ("rank", "không có", "is not in the list"),
        ("qualification-new0-awarded_on", "", "the year is enough"),
        ("qualification-new0-in_progress", "on", "leave one of the two empty"),
        ("certificate-new0-awarded_on", "x/2014", "is not a date"),
    ],
)
def test_what_cannot_be_is_said_in_words(client, url, field, typed, words):
    response = send(client, url, NEW | {field: typed})

    assert response.status_code == 200
    assert words in response.content.decode()


def test_a_unit_is_found_without_accents_and_only_in_the_own_scope(client, url):
    assert send(client, url, NEW | {"unit": "hoa sen"}).status_code == 302
    outside = send(client, url, NEW | {"full_name": "Khác", "unit": "Trường THPT Hoa Mai"})

    assert "is not in the list" in outside.content.decode()


def test_doubts_are_asked_once_and_saved_all_the_same(client, url):
    typed = NEW | {"identity_number": "001091000007", "party_joined_on": "01/01/2001"}

    asked = send(client, url, typed)
    assert not Person.objects.filter(full_name="Đặng Thị Hồng").exists()
    saved = client.post(url, fields_of(asked))

    assert "Save all the same" in asked.content.decode()
    assert len(fields_of(asked)["confirmed"]) == 2
    assert saved.status_code == 302
    assert hong().identity_number == "001091000007"


def test_a_confirmed_doubt_does_not_cover_another_value(client, url):
    asked = send(client, url, NEW | {"party_joined_on": "01/01/2001"})

    again = client.post(url, fields_of(asked) | {"party_joined_on": "01/01/2003"})

    assert again.status_code == 200
    assert "Save all the same" in again.content.decode()


def test_a_similar_record_is_shown_side_by_side_and_two_people_are_remembered(client, url, people):
    typed = NEW | {"full_name": "Nguyen Thi Lan", "birth_date": "1985", "identity_number": ""}

    asked = send(client, url, typed)
    opened = AuditEvent.objects.filter(action="view", subject=people.lan.subject).count()
    client.post(url, fields_of(asked))

    page = asked.content.decode()
    assert opened == 1
    assert reverse("person", args=[people.lan.pk]) in page
    assert "001185000001" in page
    told = DistinctPeople.objects.get()
    assert people.lan.pk in {told.first_id, told.second_id}


def test_a_similar_record_outside_the_scope_shows_nothing_of_itself(client, url):
    page = send(client, url, NEW | {"full_name": "Lê Thị Hoa", "birth_date": "1990"}).content.decode()

    assert "Ask the data administrator" in page
    assert "Giáo viên" not in page
    assert "Save all the same" in page


def test_an_identity_number_of_somebody_else_is_refused_in_words(client, url):
    asked = send(client, url, NEW | {"identity_number": "001185000001"})

    refused = client.post(url, fields_of(asked))

    assert refused.status_code == 200
    assert "Another record bears this personal identification number" in refused.content.decode()
    assert fields_of(refused)["full_name"].split() == ["Đặng", "Thị", "Hồng"]


def test_saving_throws_the_draft_away(client, url, universe):
    Draft.objects.create(user=universe.data_entry, form="person:new", data={"full_name": "Đặng"})

    send(client, url, NEW)

    assert not Draft.objects.exists()
