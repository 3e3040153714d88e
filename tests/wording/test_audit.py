"""Events in words: readable, and silent about what is sensitive."""

import pytest
from django.utils.translation import override

from workforce.wording.audit import details

SENSITIVE = frozenset({"religion", "health"})


def told(event_details):
    with override("en"):
        return details(event_details, SENSITIVE)


@pytest.mark.parametrize(
    ("event_details", "words"),
    [
        ({}, ""),
        ({"rows": 1234}, "rows: 1,234"),
        ({"active": True, "unit": None}, "active: yes, unit: no"),
        ({"query": {"q": "hoa", "page": "2"}}, "query: q=hoa page=2"),
        ({"changes": {"role": ["executive", "auditor"]}}, "role: Executive viewer → Auditor"),
        ({"changes": {"unit": [None, "minh-hoa"]}}, "unit: – → minh-hoa"),
        ({"changes": {"may_see_people": [False, True]}}, "sees personal records: no → yes"),
        ({"reason": "x", "changes": {"email": ["", "b"]}}, "reason: x, E-mail: – → b"),
        ({"changes": {"password": [None, None]}}, "password: changed"),
        ({"changes": "17"}, ""),
        ({"sensitive": ["ethnicity", "religion"], "query": {}}, "sensitive data: Ethnicity; Religion, query: –"),
    ],
)
def test_details_in_words(event_details, words):
    assert told(event_details) == words


def test_of_a_sensitive_field_only_that_it_changed_is_told():
    words = told({"changes": {"religion": ["Phật giáo", "Công giáo"], "health": [None, "Loại II"]}})

    assert words == "Religion: changed, Health: changed"


def test_of_a_card_only_its_last_digits_are_told():
    assert told({"changes": {"identity_number": ["", "012345678901"]}}) == "Personal identification number: – → •••901"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("012345678901", "•••901"),
        ("CCCD 012345678901.", "CCCD •••901."),
        ("123456789", "•••789"),
        ("12345678", "12345678"),
        ("0123456789", "0123456789"),
        ("31/12/2024", "31/12/2024"),
    ],
)
def test_the_number_of_a_card_that_somebody_searched_for_is_masked(typed, words):
    assert told({"query": {"q": typed}}) == f"query: q={words}"
