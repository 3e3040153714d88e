"""All numbers are made up."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workforce.vietnam.identity_numbers import (
    BIRTH_PROVINCES,
    IdentityDoubt,
    IdentityError,
    clean_identity_number,
    identity_doubts,
    identity_number_error,
)

PROVINCES = Path(__file__).parents[2] / "fixtures" / "provinces.json"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("006185001234", "006185001234"),
        (" 006 185\u00a0001 234 ", "006185001234"),
        ("006.185.001.234", "006185001234"),
        ("006185001234\ufeff", "006185001234"),
        ("095 123 456", "095123456"),
        ("6185001234", "6185001234"),
        ("", ""),
        ("OO6185001234", "OO6185001234"),
        ("006-185-001-234", "006-185-001-234"),
    ],
)
def test_spaces_and_dots_go_and_nothing_is_guessed(typed, number):
    assert clean_identity_number(typed) == number


@given(st.text())
@example("\u0339 \u0334")  # two marks that change places once the space between them is gone
def test_cleaning_twice_changes_nothing(text):
    once = clean_identity_number(text)
    assert clean_identity_number(once) == once


@given(st.text("0123456789 .", max_size=20))
def test_cleaning_keeps_every_digit_in_its_place(text):
    assert clean_identity_number(text) == "".join(filter(str.isdigit, text))


@pytest.mark.parametrize("number", ["006185001234", "095123456", "000000000000"])
def test_twelve_digits_or_nine_are_a_number(number):
    assert identity_number_error(number) is None


@pytest.mark.parametrize(
    ("number", "error"),
    [
        ("6185001234", IdentityError.WRONG_LENGTH),
        ("06185001234", IdentityError.WRONG_LENGTH),  # a zero lost in a spreadsheet
        ("95123456", IdentityError.WRONG_LENGTH),
        ("0061850012345", IdentityError.WRONG_LENGTH),
        ("", IdentityError.NOT_DIGITS),
        ("OO6185001234", IdentityError.NOT_DIGITS),
        ("B1234567", IdentityError.NOT_DIGITS),
        ("6185001234.0E2", IdentityError.NOT_DIGITS),
        ("٠٠٦١٨٥٠٠١٢٣٤", IdentityError.NOT_DIGITS),  # digits, but of another script
        ("006185001234\n", IdentityError.NOT_DIGITS),
    ],
)
def test_what_cannot_be_a_number_is_told_apart(number, error):
    assert identity_number_error(number) == error


@pytest.mark.parametrize(
    ("number", "sex", "birth_date"),
    [
        ("006085001234", "male", date(1985, 1, 1)),
        ("006185001234", "female", date(1985, 12, 31)),
        ("096200001234", "male", date(2000, 6, 1)),
        ("024303001234", "female", date(2003, 6, 1)),
        ("024399001234", "female", date(2099, 6, 1)),
        ("001900001234", "female", date(2300, 6, 1)),
    ],
)
def test_a_number_that_agrees_raises_no_doubt(number, sex, birth_date):
    assert identity_doubts(number, sex, birth_date) == []


@pytest.mark.parametrize(
    ("number", "doubts"),
    [
        ("006085001234", [IdentityDoubt.SEX_DISAGREES]),
        ("006385001234", [IdentityDoubt.CENTURY_DISAGREES]),
        ("006186001234", [IdentityDoubt.BIRTH_YEAR_DISAGREES]),
        ("003185001234", [IdentityDoubt.UNKNOWN_PROVINCE]),
        ("106185001234", [IdentityDoubt.UNKNOWN_PROVINCE]),
        ("999299001234", list(IdentityDoubt)),
    ],
)
def test_each_disagreement_is_named(number, doubts):
    assert identity_doubts(number, "female", date(1985, 5, 20)) == doubts


def test_what_the_record_does_not_know_cannot_disagree():
    number = "006299001234"
    assert identity_doubts(number, None, None) == []
    assert identity_doubts(number, "", date(1985, 1, 1), birth_year_known=False) == []
    assert identity_doubts(number, "female", date(1985, 1, 1), birth_year_known=False) == [IdentityDoubt.SEX_DISAGREES]


@pytest.mark.parametrize("number", ["999299001", "99929900123", "x99299001234", ""])
def test_other_numbers_say_nothing_about_a_person(number):
    assert identity_doubts(number, "female", date(1985, 1, 1)) == []


def test_births_were_registered_in_the_63_provinces_before_the_merger():
    records = [record["fields"] for record in json.loads(PROVINCES.read_text(encoding="utf-8"))]
    codes = {fields["code"] for fields in records if "valid_to" in fields and fields["valid_from"] < "2025-07-01"}
    assert len(BIRTH_PROVINCES) == 63
    assert {f"0{code}" for code in codes} == BIRTH_PROVINCES
