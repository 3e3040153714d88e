"""What a badge rests on: unrounded values, intervals, what sources say, and how few people decide."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators.verdict_cases import (
    AFTER,
    BASELINE,
    DUE,
    YEAR_END,
    badge,
    counted,
    goal_with,
    published,
    seen,
    verdict,
)
from workforce.indicators.bounds import Bounds, Qualifier, point
from workforce.indicators.goals import Goal, Operator
from workforce.indicators.verdict import Badge, Observation, Reason


def test_ten_people_short_of_all_is_not_met():
    goal = goal_with(value=Fraction(100))
    assert badge(counted(2025, 49990, 50000), goal=goal, on=AFTER) is Badge.NOT_MET
    assert badge(counted(2025, 50000, 50000), goal=goal, on=AFTER) is Badge.MET


@given(st.integers(1, 10**6), st.data(), st.fractions(1, 100, max_denominator=100))
def test_no_target_is_met_by_rounding(whole, data, target):
    part = data.draw(st.integers(0, whole))
    found = badge(counted(2025, part, whole), goal=goal_with(value=target), on=AFTER)
    assert (found is Badge.MET) == (100 * part >= target * whole)


def test_a_rounded_40_1_meets_35():
    assert badge(published(2025, "40.1"), goal=goal_with(value=Fraction(35)), on=AFTER) is Badge.MET


@pytest.mark.parametrize(
    ("attained", "expected"), [(None, Badge.NOT_ENOUGH_DATA), (True, Badge.MET), (False, Badge.NOT_MET)]
)
def test_a_rounded_40_1_meets_40_1_only_if_its_source_says_so(attained, expected):
    closing = published(2025, "40.1", source_states_attainment=attained)
    found = verdict(closing, goal=goal_with(value=Fraction("40.1")), on=AFTER)
    assert found.badge is expected
    assert (Reason.STATED_BY_SOURCE in found.reasons) == (attained is not None)


@pytest.mark.parametrize(
    ("target", "expected"), [(60000, Badge.MET), (65000, Badge.NOT_ENOUGH_DATA), (59999, Badge.MET)]
)
def test_more_than_60000_decides_when_it_can(target, expected):
    closing = published(2025, "60000", Qualifier.MORE_THAN)
    assert badge(closing, goal=goal_with(value=Fraction(target)), on=AFTER) is expected


@pytest.mark.parametrize(
    ("actual", "expected", "approximately"),
    [
        ("45", Badge.MET, False),
        ("43", Badge.MET, True),
        ("42", Badge.MET, True),
        ("41.9", Badge.NOT_MET, False),
    ],
)
def test_about_is_approximately_met_within_its_tolerance(actual, expected, approximately):
    goal = goal_with(operator=Operator.ABOUT, tolerance=Fraction(3))
    found = verdict(seen(2025, actual), goal=goal, on=AFTER)
    assert (found.badge, Reason.APPROXIMATELY in found.reasons) == (expected, approximately)


@pytest.mark.parametrize(
    ("rest", "reason"), [({"is_final": False}, Reason.PROVISIONAL), ({"is_complete": False}, Reason.INCOMPLETE)]
)
def test_a_verdict_on_unfinished_data_says_so(rest, reason):
    assert reason in verdict(seen(2023, 30, **rest)).reasons


def turns(operator, numerator, change):
    """Whether the level of ``numerator`` of 100 turns when so many people change."""
    goal = goal_with(operator=operator, value=Fraction(10))
    levels = {verdict(counted(2025, n, 100), goal=goal, on=AFTER).level for n in (numerator, numerator + change)}
    return len(levels) == 2


@pytest.mark.parametrize("operator", [Operator.AT_LEAST, Operator.AT_MOST])
@pytest.mark.parametrize("numerator", range(5, 16))
def test_few_people_decide_when_two_more_or_fewer_turn_the_verdict(operator, numerator):
    found = verdict(counted(2025, numerator, 100), goal=goal_with(operator=operator, value=Fraction(10)), on=AFTER)
    two_turn_it = turns(operator, numerator, 2) or turns(operator, numerator, -2)
    assert (Reason.FEW_PEOPLE_DECIDE in found.reasons) == two_turn_it


def test_nobody_says_that_few_people_decide_where_nobody_was_counted():
    assert Reason.FEW_PEOPLE_DECIDE not in verdict(seen(2025, 45), on=AFTER).reasons


FROM_WORST = [Badge.MOVING_AWAY, Badge.AT_RISK, Badge.SLOW, Badge.ON_PACE, Badge.MET]


@given(st.fractions(0, 100), st.fractions(0, 100), st.sampled_from([2021, 2022, 2023, 2024]))
def test_a_higher_value_is_never_a_worse_badge(one, other, year):
    low, high = (badge(seen(year, value), on=date(2025, 6, 30)) for value in sorted((one, other)))
    assert FROM_WORST.index(low) <= FROM_WORST.index(high)


@given(st.fractions(0, 100), st.fractions(0, 100))
def test_a_lower_value_is_never_a_worse_badge_of_a_reduction(one, other):
    goal = goal_with(operator=Operator.REDUCE_BY_POINTS, value=Fraction(10))
    high, low = (badge(seen(2023, value), goal=goal) for value in sorted((one, other), reverse=True))
    assert FROM_WORST.index(high) <= FROM_WORST.index(low)


values = st.fractions(0, 100)
intervals = st.tuples(values, values).map(sorted).map(lambda ends: Bounds(*ends))
half_lines = st.builds(Bounds, values, st.none()) | st.builds(Bounds, st.none(), values)
observations = st.builds(
    Observation,
    on=st.sampled_from(list(YEAR_END.values())),
    bounds=st.none() | values.map(point) | intervals | half_lines,
    is_final=st.booleans(),
    is_complete=st.booleans(),
    has_unknown_part=st.booleans(),
    breaks_series=st.booleans(),
)


@given(
    st.lists(observations, max_size=6, unique_by=lambda each: each.on),
    st.sampled_from(list(Operator)),
    st.sampled_from([None, BASELINE]),
    st.sampled_from([None, DUE]),
    st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
def test_whatever_is_known_a_badge_without_enough_data_gives_one_reason_once(series, operator, baseline, due, on):
    goal = Goal(operator, Fraction(30), baseline=baseline, due=due)
    found = verdict(*series, goal=goal, on=on)
    assert found.badge is not Badge.NOT_ENOUGH_DATA or found.reasons
    assert len(set(found.reasons)) == len(found.reasons)
    assert found.observation is None or found.observation.on <= on
