from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.bounds import Bounds, Qualifier, point, stated
from workforce.indicators.goals import Goal, Operator, Point
from workforce.indicators.level import Level, LevelResult, judge_level
from workforce.indicators.shares import share_percent

BASELINE = Point(date(2021, 12, 31), Fraction(40))


def level(operator, value, actual, **rest):
    return judge_level(Goal(operator, Fraction(value), **rest), point(Fraction(actual))).level


@pytest.mark.parametrize(
    ("operator", "value", "just_met", "just_not"),
    [
        (Operator.AT_LEAST, 35, "35", "34.999"),
        (Operator.AT_MOST, 50, "50", "50.001"),
        (Operator.ABOUT, 90, "90", "89.999"),
        (Operator.INCREASE_BY_POINTS, 10, "50", "49.999"),
        (Operator.INCREASE_BY_PERCENT, 10, "44", "43.999"),
        (Operator.REDUCE_BY_POINTS, 10, "30", "30.001"),
        (Operator.REDUCE_BY_PERCENT, 10, "36", "36.001"),
    ],
)
def test_each_operator_has_its_edge(operator, value, just_met, just_not):
    assert level(operator, value, just_met, baseline=BASELINE) is Level.MET
    assert level(operator, value, just_not, baseline=BASELINE) is Level.NOT_MET


@pytest.mark.parametrize("operator", [each for each in Operator if each.needs_baseline])
def test_a_change_from_an_unknown_baseline_cannot_be_judged(operator):
    assert level(operator, 10, 50) is Level.CANNOT_TELL


def test_nothing_is_judged_without_an_actual_value():
    assert judge_level(Goal(Operator.AT_LEAST, Fraction(35)), None) == LevelResult(Level.CANNOT_TELL)


@given(st.integers(1, 10**8), st.data())
def test_all_but_one_is_not_all(whole, data):
    part = data.draw(st.integers(0, whole - 1))
    goal = Goal(Operator.AT_LEAST, Fraction(100))
    assert judge_level(goal, point(share_percent(part, whole))).level is Level.NOT_MET
    assert judge_level(goal, point(share_percent(whole, whole))) == LevelResult(Level.MET, approximately=False)


@pytest.mark.parametrize(
    ("target", "attained", "expected"),
    [
        ("35", None, Level.MET),
        ("40.1", None, Level.CANNOT_TELL),
        ("40.1", True, Level.MET),
        ("40.1", False, Level.NOT_MET),
        ("35", False, Level.MET),
        ("41", True, Level.NOT_MET),
    ],
)
def test_the_source_decides_only_where_its_rounded_figure_does_not(target, attained, expected):
    figure = stated(Decimal("40.1"), 1, Qualifier.EXACT)
    assert judge_level(Goal(Operator.AT_LEAST, Fraction(target)), figure, attained).level is expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("90", LevelResult(Level.MET)),
        ("95", LevelResult(Level.MET)),
        ("88", LevelResult(Level.MET, approximately=True)),
        ("87.99", LevelResult(Level.NOT_MET)),
    ],
)
def test_about_is_approximately_met_within_the_stated_tolerance_below(actual, expected):
    goal = Goal(Operator.ABOUT, Fraction(90), tolerance=Fraction(2))
    assert judge_level(goal, point(Fraction(actual))) == expected


def test_about_has_no_tolerance_unless_stated():
    assert level(Operator.ABOUT, 90, "89.99") is Level.NOT_MET


def test_a_rounded_figure_across_the_edge_of_the_tolerance_does_not_decide():
    goal = Goal(Operator.ABOUT, Fraction(90), tolerance=Fraction(2))
    across = Bounds(Fraction("87.5"), Fraction("88.5"), high_is_open=True)
    assert judge_level(goal, across).level is Level.CANNOT_TELL


def test_a_bound_decides_when_it_can():
    more = stated(Decimal(60000), 0, Qualifier.MORE_THAN)
    assert judge_level(Goal(Operator.AT_LEAST, Fraction(60000)), more).level is Level.MET
    assert judge_level(Goal(Operator.AT_LEAST, Fraction(65000)), more).level is Level.CANNOT_TELL
    assert judge_level(Goal(Operator.AT_MOST, Fraction(60000)), more).level is Level.NOT_MET
