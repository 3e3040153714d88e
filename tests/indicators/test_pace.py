from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.goals import Goal, Operator, Point
from workforce.indicators.pace import MOVING_AWAY, Band, judge_pace, scheduled_value

THRESHOLDS = {Band.ON_PACE: Fraction("0.95"), Band.SLOW: Fraction("0.60"), Band.AT_RISK: Fraction(0)}
BASELINE = Point(date(2021, 1, 1), Fraction(20))
DUE = date(2023, 1, 1)  # 730 days later
MIDDLE = date(2022, 1, 1)
GOAL = Goal(Operator.AT_LEAST, Fraction(40), baseline=BASELINE, due=DUE)


def pace(actual, on=MIDDLE, goal=GOAL):
    return judge_pace(goal, Point(on, Fraction(actual)), THRESHOLDS)


def goal_with(**changes):
    return Goal(**{**vars(GOAL), **changes})


def test_half_way_through_half_the_change_is_scheduled():
    assert pace(30).p == 1
    assert pace(30).scheduled == 30


@pytest.mark.parametrize(
    ("actual", "code"),
    [
        ("30", "on_pace"),
        ("29.5", "on_pace"),
        ("29.49", "slow"),
        ("26", "slow"),
        ("25.99", "at_risk"),
        ("20", "at_risk"),
        ("19.99", MOVING_AWAY),
    ],
)
def test_each_band_begins_at_its_threshold(actual, code):
    assert pace(actual).code == code


@pytest.mark.parametrize(("actual", "code"), [("30", "on_pace"), ("38", "at_risk"), ("41", MOVING_AWAY)])
def test_a_reduction_is_paced_downwards(actual, code):
    goal = Goal(Operator.AT_MOST, Fraction(20), baseline=Point(BASELINE.on, Fraction(40)), due=DUE)
    assert pace(actual, goal=goal).code == code


def test_an_increase_by_points_is_paced_to_the_level_it_demands():
    assert pace(25, goal=goal_with(operator=Operator.INCREASE_BY_POINTS, value=Fraction(10))).p == 1


def test_milestones_bend_the_schedule():
    goal = goal_with(milestones=(Point(date(2022, 1, 1), Fraction(22)),))
    assert scheduled_value(goal, date(2021, 7, 2)) == 20 + Fraction(2 * 182, 365)
    assert scheduled_value(goal, MIDDLE) == 22
    assert scheduled_value(goal, date(2022, 7, 2)) == 22 + Fraction(18 * 182, 365)


def test_the_schedule_begins_at_the_baseline_and_ends_at_the_target():
    assert scheduled_value(GOAL, BASELINE.on) == 20
    assert scheduled_value(GOAL, DUE) == 40


@pytest.mark.parametrize(
    ("goal", "on"),
    [
        (goal_with(baseline=None), MIDDLE),
        (goal_with(due=None), MIDDLE),
        (GOAL, BASELINE.on),
        (GOAL, date(2020, 1, 1)),
        (GOAL, DUE),
        (GOAL, date(2024, 1, 1)),
        (goal_with(milestones=(Point(MIDDLE, Fraction(20)),)), MIDDLE),
        (goal_with(value=Fraction(20)), MIDDLE),
        (goal_with(value=Fraction(15)), MIDDLE),
    ],
    ids=[
        "no baseline",
        "no due date",
        "on the baseline's date",
        "before it",
        "on the due date",
        "after it",
        "scheduled = baseline",
        "baseline meets exactly",
        "baseline meets",
    ],
)
def test_there_is_no_pace_where_the_question_has_no_meaning(goal, on):
    assert pace(30, on=on, goal=goal) is None


def test_there_is_no_pace_of_an_unknown_value():
    assert judge_pace(GOAL, None, THRESHOLDS) is None


@given(st.fractions(0, 100), st.fractions(0, 100), st.dates(date(2021, 1, 2), date(2022, 12, 31)))
def test_more_is_never_a_worse_pace(one, other, on):
    low, high = sorted((one, other))
    assert pace(low, on=on).p <= pace(high, on=on).p
