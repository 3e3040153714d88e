"""Lists that are searched without accents, and dates that say how they were read."""

import pytest
from django.urls import reverse

from workforce.models import Qualification


def options(client, name, typed, field="unit"):
    return client.get(
        reverse("lookup", args=[name]), {field: typed}, headers={"HX-Trigger-Name": field}
    ).content.decode()


def test_units_are_found_without_accents_and_within_the_scope(client, admin):
    assert 'value="Trường THPT Hoa Sen (in English)"' in options(client, "units", "truong hoa")
    assert "Hoa Mai" not in options(client, "units", "truong hoa")
    assert "Hoa Mai" in options(admin, "units", "truong hoa")
    assert "Hoa Mai" in options(client, "province_units", "truong hoa")
    assert "Giả Định" not in options(client, "province_units", "gia dinh")


def test_every_list_answers(client, people):
    Qualification.objects.filter(person=people.lan).update(institution="Trường Đại học Minh Họa")

    found = {name: options(client, name, "") for name in ["units", "ranks", "ethnic_groups", "training_fields"]}
    assert all(text.count("<option") > 0 for text in found.values())
    assert "Trường Đại học Minh Họa" in options(client, "institutions", "dai hoc minh")
    assert client.get(reverse("lookup", args=["accounts"])).status_code == 404


@pytest.mark.parametrize("typed", ["\"'><script>", "đ" * 4000, "%", "_", "()", "9" * 50])
def test_odd_text_finds_nothing_and_breaks_nothing(client, typed):
    for name in ["units", "ranks", "ethnic_groups", "training_fields", "institutions"]:
        found = options(client, name, typed)

        assert "<script>" not in found


@pytest.mark.parametrize(
    ("typed", "counts_from", "words"),
    [
        ("31/12/2024", "first", ""),
        ("2024-12-31", "day", "read as 31/12/2024"),
        ("12/2024", "last", "only the month is known; counts from 31/12/2024"),
        ("2024", "first", "only the year is known; counts from 01/01/2024"),
        ("2024", "day", "not a date yet"),
        ("31/02/2024", "last", "not a date yet"),
        ("", "day", ""),
    ],
)
def test_a_date_says_how_it_was_read(client, typed, counts_from, words):
    response = client.get(reverse("date_reading"), {"q": typed, "from": counts_from})

    assert response.content.decode().strip() == words
