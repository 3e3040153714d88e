from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.bounds import Bounds, Qualifier, point, stated


def test_a_rounded_figure_is_an_interval_open_above():
    assert stated(Decimal("40.1"), 1, Qualifier.EXACT) == Bounds(
        Fraction("40.05"), Fraction("40.15"), high_is_open=True
    )


def test_more_stated_decimals_say_more():
    assert stated(Decimal("8.60"), 2, Qualifier.EXACT).low == Fraction("8.595")


@pytest.mark.parametrize(
    ("required", "reached"),
    [("35", True), ("40.05", True), ("40.1", None), ("40.149", None), ("40.15", False), ("41", False)],
)
def test_a_rounded_figure_reaches_what_its_whole_interval_reaches(required, reached):
    assert stated(Decimal("40.1"), 1, Qualifier.EXACT).reaches(Fraction(required)) is reached


@pytest.mark.parametrize(
    ("limit", "within"), [("41", True), ("40.15", True), ("40.1", None), ("40.05", None), ("40", False)]
)
def test_a_rounded_figure_stays_within_what_its_whole_interval_does(limit, within):
    assert stated(Decimal("40.1"), 1, Qualifier.EXACT).stays_within(Fraction(limit)) is within


def test_more_than_60000_decides_from_below_only():
    more = stated(Decimal(60000), 0, Qualifier.MORE_THAN)
    assert (more.reaches(Fraction(60000)), more.reaches(Fraction(60001))) == (True, None)
    assert (more.stays_within(Fraction(60000)), more.stays_within(Fraction(70000))) == (False, None)


def test_at_least_may_be_exactly_that():
    at_least = stated(Decimal(60000), 0, Qualifier.AT_LEAST)
    assert at_least.reaches(Fraction(60000)) is True
    assert at_least.stays_within(Fraction(60000)) is None


def test_less_than_50_percent_decides_from_above_only():
    less = stated(Decimal(50), 0, Qualifier.LESS_THAN)
    assert (less.stays_within(Fraction(50)), less.stays_within(Fraction(49))) == (True, None)
    assert (less.reaches(Fraction(50)), less.reaches(Fraction(49))) == (False, None)


def test_only_an_exact_value_is_a_point():
    assert not Bounds(None, None).is_point
    assert not Bounds(Fraction(1), None).is_point
    assert not Bounds(Fraction(1), Fraction(2)).is_point


def test_a_closed_end_may_be_the_value():
    assert Bounds(None, Fraction(50)).reaches(Fraction(50)) is None
    assert Bounds(Fraction(50), None).stays_within(Fraction(50)) is None


def test_about_decides_nothing():
    about = stated(Decimal(90), 0, Qualifier.ABOUT)
    assert (about.reaches(Fraction(1)), about.stays_within(Fraction(1000))) == (None, None)


@given(st.fractions(), st.fractions())
def test_an_exact_value_always_decides(value, required):
    assert point(value).is_point
    assert point(value).reaches(required) is (value >= required)
    assert point(value).stays_within(required) is (value <= required)


@given(st.decimals(0, 100, places=1), st.fractions(0, 1), st.fractions(0, 100))
def test_what_the_bounds_decide_holds_for_each_value_within_them(value, place, required):
    bounds = stated(value, 1, Qualifier.EXACT)
    inside = bounds.low + (bounds.high - bounds.low) * place * Fraction(999, 1000)
    assert bounds.reaches(required) in (None, inside >= required)
    assert bounds.stays_within(required) in (None, inside <= required)
