"""Refusals about people in words, and facts as a page shows them."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.services.register.forms import primary
from workforce.services.snapshots import NotAllowed
from workforce.wording.people import REFUSALS, appointment, fact, fact_label, identity_error, void_reason
from workforce.wording.refusals import refusal


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize("reason", REFUSALS)
def test_each_refusal_says_what_to_do_or_what_holds(reason):
    words = refusal(NotAllowed(reason, post="Giáo viên", day=date(2024, 3, 1), limit_mb=10))

    assert "%" not in words
    assert words.endswith(".")


def test_a_refusal_without_words_is_raised_again():
    with pytest.raises(NotAllowed, match="unheard_of"):
        refusal(NotAllowed("unheard_of"))


@pytest.mark.django_db
def test_an_overlap_names_the_other_appointment(people):
    words = refusal(NotAllowed("posts_overlap", post=primary(people.mai)[0]))

    assert "Giáo viên, Trường THPT Hoa Sen" in words
    assert "01/09/1990 – before 01/01/2022" in words


@pytest.mark.django_db
def test_an_open_appointment_lasts_until_today(people):
    assert appointment(primary(people.lan)[0]).endswith("01/09/2010 – today")


@pytest.mark.django_db
def test_a_fact_is_shown_as_precisely_as_it_is_known(people):
    shown = [fact(people.hoa, name) for name in ["birth_date", "sex", "never_in_party", "ethnicity", "identity_number"]]

    assert shown == ["1990", "Female", "yes", "–", "–"]
    assert fact(people.lan, "birth_date") == "08/03/1985"
    assert fact_label("birth_date") == "Date of birth"


@pytest.mark.parametrize(
    ("error", "number", "words"),
    [("not_digits", "12a", "“12a” is no number"), ("wrong_length", "12345", "has 5 digits")],
)
def test_a_wrong_identity_number_is_told_apart_from_no_number(error, number, words):
    assert words in identity_error(error, number)


def test_the_reason_a_merge_gave_is_put_into_words():
    assert [void_reason("merged"), void_reason("Nhập nhầm")] == ["merged", "Nhập nhầm"]
