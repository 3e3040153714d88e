from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.goals import Point
from workforce.indicators.outlook import people_missing, projected_value, spare_people
from workforce.indicators.shares import share_percent


def series(*values):
    """A value every hundred days."""
    return [Point(date(2021, 1, 1) + timedelta(days=100 * i), Fraction(value)) for i, value in enumerate(values)]


AFTER_500_DAYS = date(2021, 1, 1) + timedelta(days=500)


@pytest.mark.parametrize("values", [(), (1,), (1, 2)])
def test_two_points_project_nothing(values):
    assert projected_value(series(*values), AFTER_500_DAYS) is None


def test_points_on_a_line_project_along_it():
    assert projected_value(series(10, 12, 14), AFTER_500_DAYS) == 20


def test_one_odd_year_does_not_bend_the_line():
    assert projected_value(series(10, 12, 90, 16, 18), AFTER_500_DAYS) == 20


@given(st.fractions(0, 100), st.fractions(-1, 1), st.permutations(range(5)))
def test_a_line_is_projected_exactly_in_any_order(start, slope, order):
    points = series(*(start + 100 * slope * i for i in range(5)))
    assert projected_value([points[i] for i in order], AFTER_500_DAYS) == start + 500 * slope


def test_the_gap_of_bac_kan_to_ten_percent_postgraduates():
    missing = people_missing(1131, 12770, Fraction(10))
    assert (missing.by_upgrading, missing.by_hiring) == (146, 163)


def test_only_upgrading_closes_a_gap_to_all():
    missing = people_missing(49990, 50000, Fraction(100))
    assert (missing.by_upgrading, missing.by_hiring) == (10, None)


def test_nobody_is_missing_where_the_target_is_met():
    missing = people_missing(35, 100, Fraction(35))
    assert (missing.by_upgrading, missing.by_hiring) == (0, 0)


counts = st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(counts, st.fractions(0, Fraction(99), max_denominator=100))
def test_the_people_missing_close_the_gap_and_one_fewer_does_not(people, target):
    n, whole = people
    missing = people_missing(n, whole, target)
    assert share_percent(n + missing.by_upgrading, whole) >= target
    assert share_percent(n + missing.by_hiring, whole + missing.by_hiring) >= target
    if missing.by_upgrading:
        assert share_percent(n + missing.by_upgrading - 1, whole) < target
        assert share_percent(n + missing.by_hiring - 1, whole + missing.by_hiring - 1) < target


@given(counts, st.fractions(0, 100, max_denominator=100))
def test_spare_people_can_lose_the_level_and_one_more_cannot(people, target):
    n, whole = people
    spare = spare_people(n, whole, target)
    assert Fraction(100 * (n - spare), whole) >= target
    assert Fraction(100 * (n - spare - 1), whole) < target
