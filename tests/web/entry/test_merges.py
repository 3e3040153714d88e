"""Two records of one person: compared, told apart, merged, and taken apart again."""

from datetime import date

import pytest
from django.urls import reverse

from tests.queries import registered
from tests.universe import on_record, post_of
from workforce.models import AuditEvent, DistinctPeople, Person, PersonMerge


@pytest.fixture
def twin(people, universe) -> Person:
    facts = {"sex": "female", "birth_date": date(1985, 3, 8), "phone": "0900 000 000", "address": "Phường Hai"}
    post = post_of(universe.hoa_mai, date(2005, 9, 1), valid_to=date(2010, 9, 1), end_reason="transfer")
    return on_record("Nguyễn Thị Làn", facts, post, diplomas={})


@pytest.fixture
def merge_url(people, twin):
    return reverse("person_merge", args=[people.lan.pk, twin.pk])


def merge(admin, url, people, twin, **choices):
    people.lan.refresh_from_db()
    versions = {"kept_version": people.lan.version, "merged_version": twin.version}
    return admin.post(url, versions | choices)


def test_similar_records_stand_side_by_side(admin, people, twin, merge_url):
    page = admin.get(reverse("person_duplicates", args=[people.lan.pk])).content.decode()

    assert "Nguyễn Thị Làn" in page
    assert "001185000001" in page
    assert merge_url in page


def test_both_records_that_stand_side_by_side_were_opened(admin, universe, people, twin):
    admin.get(reverse("person_duplicates", args=[people.lan.pk]))

    opened = AuditEvent.objects.filter(action="view", actor=universe.data_admin)
    assert set(opened.values_list("subject", flat=True)) == {people.lan.subject, twin.subject}
    assert all("ethnicity" in each.details["sensitive"] for each in opened)


def test_a_similar_record_outside_the_scope_is_only_hinted_at(client, people, twin):
    page = client.get(reverse("person_duplicates", args=[people.lan.pk])).content.decode()

    assert "Refer to the data administrator" in page
    assert "Làn" not in page


def test_two_people_are_not_proposed_again(admin, people, twin):
    url = reverse("person_duplicates", args=[people.lan.pk])

    admin.post(url, {"other": twin.pk})

    assert DistinctPeople.objects.count() == 1
    assert "Nguyễn Thị Làn" not in admin.get(url).content.decode()


def test_two_people_are_told_apart_by_keys_above_a_thousand(admin, people, universe):
    post = registered.post(universe.hoa_mai)
    registered.person("Nguyễn Thị Lan", posts=[post], pk=12345, birth_date=date(1985, 3, 8))

    page = admin.get(reverse("person_duplicates", args=[people.lan.pk]))

    assert 'name="other" value="12345"' in page.content.decode()


def test_a_merge_takes_the_chosen_values_and_can_be_undone(admin, people, twin, merge_url):
    Person.objects.filter(pk=people.lan.pk).update(address="Phường Một")
    assert "choose-address" in admin.get(merge_url).content.decode()

    merge(admin, merge_url, people, twin, **{"choose-address": "merged", "choose-full_name": "kept"})
    people.lan.refresh_from_db()
    merged = (people.lan.full_name, people.lan.address, people.lan.phone, people.lan.appointments.count())
    undo = reverse("merge_undo", args=[PersonMerge.objects.get().pk])
    asked = admin.get(undo)
    admin.post(undo)
    people.lan.refresh_from_db()

    assert merged == ("Nguyễn Thị Lan", "Phường Hai", "0900 000 000", 2)
    assert asked.status_code == 200
    assert (people.lan.address, people.lan.appointments.count()) == ("Phường Một", 1)


def test_a_merge_of_a_record_that_changed_is_compared_again(admin, people, twin, merge_url):
    response = admin.post(merge_url, {"kept_version": "1000", "merged_version": "1"})

    assert "Compare them again" in response.content.decode()
    assert not PersonMerge.objects.exists()


def test_a_record_is_not_merged_with_itself_nor_across_the_scope(admin, client, people, twin, merge_url):
    itself = reverse("person_merge", args=[people.lan.pk, people.lan.pk])

    refused = admin.post(itself, {"kept_version": people.lan.version, "merged_version": people.lan.version})

    assert "one and the same record" in refused.content.decode()
    assert client.get(merge_url).status_code == 404
    assert client.post(reverse("person_duplicates", args=[people.lan.pk]), {"other": twin.pk}).status_code == 404
