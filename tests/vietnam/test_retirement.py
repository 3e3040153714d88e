"""``retirement_by_birth_month.csv`` was computed from the decree's table of ages by year, independently of our code.

It is not the decree's Appendix I, which could not be compared. One of its months is doubtful: 05/1969 for women,
which the appendix may list at 56 years 8 months.
"""

import csv
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.vietnam.retirement import (
    BIRTHS,
    birth_date_limit,
    is_past_retirement_age,
    notice_date,
    retirement_age,
    retirement_date,
)

SEXES = {"M": "male", "F": "female"}
with (Path(__file__).parent / "retirement_by_birth_month.csv").open(encoding="utf-8", newline="") as file:
    ORACLE = list(csv.reader(file))[1:]

sexes = st.sampled_from(sorted(BIRTHS))
births = st.dates(date(1930, 1, 1), date(2010, 12, 31))
days = st.dates(date(2010, 1, 1), date(2080, 12, 31))


def month_and_year(text):
    month, year = map(int, text.split("/"))
    return date(year, month, 1)


def end_of_month(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_later(first_of_month, months):
    for _ in range(months):
        first_of_month = end_of_month(first_of_month) + timedelta(days=1)
    return first_of_month


def test_each_birth_month_retires_as_computed_from_the_decree():
    assert len(ORACLE) == 516  # men born 1961-1984, women born 1966-1984
    for letter, born, years, months, retires in ORACLE:
        first_born, sex = month_and_year(born), SEXES[letter]
        for birth_date in (first_born, end_of_month(first_born)):
            assert retirement_age(sex, birth_date) == (int(years), int(months)), (sex, birth_date)
            assert retirement_date(sex, birth_date) == end_of_month(month_and_year(retires)), (sex, birth_date)


@pytest.mark.parametrize(
    ("sex", "birth_date", "retires_on"),
    [
        ("male", date(1961, 1, 1), date(2021, 4, 30)),
        ("male", date(1961, 9, 30), date(2021, 12, 31)),
        ("male", date(1961, 10, 1), date(2022, 4, 30)),
        ("male", date(1970, 5, 15), date(2032, 5, 31)),
        ("male", date(1966, 2, 28), date(2027, 11, 30)),
        ("male", date(1968, 2, 29), date(2030, 2, 28)),
        ("female", date(1966, 1, 1), date(2021, 5, 31)),
        ("female", date(1969, 1, 31), date(2025, 9, 30)),
        ("female", date(1975, 1, 1), date(2034, 9, 30)),
        ("female", date(1976, 1, 1), date(2036, 1, 31)),
        ("female", date(2000, 12, 31), date(2060, 12, 31)),
    ],
)
def test_people_retire_on_the_last_day_of_the_month_in_which_they_reach_the_age(sex, birth_date, retires_on):
    assert retirement_date(sex, birth_date) == retires_on


@pytest.mark.parametrize("sex", sorted(BIRTHS))
def test_the_births_of_each_step_follow_from_the_ages_by_year(sex):
    """Those who have not reached a year's age by its December are the first of the next step."""
    for step, following in pairwise(BIRTHS[sex]):
        years, months = step.age
        assert following.year == step.year + 1
        assert months_later(following.born_from, 12 * years + months) == date(step.year + 1, 1, 1)


@pytest.mark.parametrize(("sex", "rise", "last"), [("male", 3, (2028, (62, 0))), ("female", 4, (2035, (60, 0)))])
def test_the_age_rises_evenly_to_its_last(sex, rise, last):
    ages = [12 * years + months for _, (years, months), _ in BIRTHS[sex]]
    assert {later - earlier for earlier, later in pairwise(ages)} == {rise}
    assert BIRTHS[sex][-1][:2] == last


@pytest.mark.parametrize(("sex", "birth_date"), [("male", date(1960, 12, 31)), ("female", date(1965, 12, 31))])
def test_who_reached_the_age_before_the_schedule_has_no_date_in_it(sex, birth_date):
    assert retirement_date(sex, birth_date) is None
    assert retirement_age(sex, birth_date) is None
    assert is_past_retirement_age(sex, birth_date, date(2021, 12, 31)) is True


@pytest.mark.parametrize("sex", [None, "", "other"])
def test_nothing_is_said_of_people_whose_sex_is_unknown(sex):
    assert retirement_date(sex, date(1970, 1, 1)) is None
    assert retirement_age(sex, date(1970, 1, 1)) is None
    assert is_past_retirement_age(sex, date(1900, 1, 1), date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("retires_on", "notice"),
    [
        (date(2032, 5, 31), date(2031, 11, 30)),
        (date(2025, 8, 31), date(2025, 2, 28)),
        (date(2028, 8, 31), date(2028, 2, 29)),
        (date(2025, 9, 30), date(2025, 3, 30)),
        (date(2025, 12, 31), date(2025, 6, 30)),
        (date(2025, 6, 30), date(2024, 12, 30)),
    ],
)
def test_notice_is_given_six_months_before(retires_on, notice):
    assert notice_date(retires_on) == notice


def test_people_are_past_the_age_only_after_their_last_day():
    woman = ("female", date(1975, 1, 20))  # retires on 30/09/2034
    assert not is_past_retirement_age(*woman, date(2034, 9, 29))
    assert not is_past_retirement_age(*woman, date(2034, 9, 30))
    assert is_past_retirement_age(*woman, date(2034, 10, 1))


@pytest.mark.parametrize(
    ("sex", "as_of", "limit"),
    [
        ("male", date(2021, 12, 31), date(1961, 8, 31)),  # those born in 09/1961 retire that very day
        ("male", date(2022, 1, 1), date(1961, 9, 30)),
        ("male", date(2022, 4, 30), date(1961, 9, 30)),  # no man retires from January to March 2022
        ("male", date(2022, 5, 1), date(1961, 10, 31)),
        ("male", date(2030, 12, 31), date(1968, 11, 30)),
        ("female", date(2025, 12, 31), date(1969, 3, 31)),
        ("female", date(2040, 12, 31), date(1980, 11, 30)),
        ("male", date(2015, 12, 31), date(1955, 8, 31)),  # at the ages of 2021
    ],
)
def test_the_limit_is_the_birth_of_the_last_who_are_past_the_age(sex, as_of, limit):
    assert birth_date_limit(sex, as_of) == limit


def test_there_is_no_limit_for_an_unknown_sex():
    with pytest.raises(KeyError):
        birth_date_limit("other", date(2025, 12, 31))


@pytest.mark.parametrize("sex", sorted(BIRTHS))
def test_the_limit_agrees_with_the_retirement_date_of_every_birth_day(sex):
    birth_days = [date(1955, 1, 1) + timedelta(days=number) for number in range(46 * 365 + 12)]
    assert birth_days[-1] == date(2000, 12, 31)
    retirements = [(day, retires_on) for day in birth_days if (retires_on := retirement_date(sex, day))]
    for year in range(2015, 2041):
        as_of = date(year, 12, 31)
        limit = birth_date_limit(sex, as_of)
        disagreeing = [day for day, retires_on in retirements if (retires_on < as_of) != (day <= limit)]
        assert disagreeing == [], as_of


@pytest.mark.parametrize("sex", sorted(BIRTHS))
def test_whoever_was_born_before_the_schedule_is_past_the_age_at_each_year_end_in_it(sex):
    before = BIRTHS[sex][0].born_from - timedelta(days=1)
    assert all(before <= birth_date_limit(sex, date(year, 12, 31)) for year in range(2021, 2041))


@given(sexes, births, days)
def test_the_limit_and_the_question_are_one_rule(sex, birth_date, as_of):
    assert is_past_retirement_age(sex, birth_date, as_of) == (birth_date <= birth_date_limit(sex, as_of))


@given(sexes, births, births)
def test_the_older_never_retire_after_the_younger(sex, one, other):
    older, younger = (retirement_date(sex, born) for born in sorted([one, other]))
    assert older is None or older <= younger
