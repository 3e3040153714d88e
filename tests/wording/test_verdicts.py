"""Numbers in words: what a clause demands, and the actual value beside it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from workforce.indicators.goals import Goal, Operator, Point
from workforce.indicators.verdict import Reason
from workforce.models import Indicator, StatedFigure
from workforce.queries.counts import Counts
from workforce.queries.readings import Reading, Source
from workforce.wording.sources import people, shown_against, source_line
from workforce.wording.verdicts import REASONS, demand

YEAR_END = date(2024, 12, 31)
SHARE = Indicator(code="share", kind="stock_share", unit="percent", decimals=1)
COUNT = Indicator(code="count", kind="stock_count", unit="people", decimals=0)


@pytest.fixture(autouse=True)
def in_vietnamese():
    with override("vi"):
        yield


def goal(value, operator=Operator.AT_LEAST, **rest):
    return Goal(operator, Fraction(value), **rest)


def counted(value=None, indicator=SHARE, **rest):
    value = None if value is None else Fraction(value)
    return Reading(indicator, YEAR_END, Source.SNAPSHOT, value, counts=Counts(YEAR_END, {}, (), 1, 1), **rest)


@pytest.mark.parametrize(
    ("asked", "indicator", "shown"),
    [
        (goal("0.25"), SHARE, "≥ 0,25 %"),
        (goal("35"), SHARE, "≥ 35 %"),
        (goal(Fraction(Decimal("35.5000"))), SHARE, "≥ 35,5 %"),
        (goal("38.15", Operator.AT_MOST), SHARE, "≤ 38,15 %"),
        (goal("1200"), COUNT, "≥ 1.200"),
        (goal("0.25", Operator.ABOUT, tolerance=Fraction("0.05")), SHARE, "≈ 0,25 % ± 0,05"),
        (goal("80", Operator.ABOUT, tolerance=Fraction(2)), SHARE, "≈ 80 % ± 2"),
    ],
)
def test_a_demand_shows_the_decimals_of_the_clause(asked, indicator, shown):
    assert demand(asked, indicator).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("actual", "required", "shown"),
    [
        ("34.96", "35", "34,96 %"),
        ("34.9996", "35", "34,9996 %"),
        ("35.04", "35", "35,04 %"),
        ("35", "35", "35,0 %"),
        ("34.9", "35", "34,9 %"),
        ("40.16", "35", "40,2 %"),
        ("0.24", "0.25", "0,2 %"),
        ("0.25", "0.25", "0,25 %"),
    ],
)
def test_an_actual_value_stays_on_its_side_of_what_is_required(actual, required, shown):
    assert shown_against(counted(actual), goal(required)).replace("\xa0", " ") == shown


def test_equality_with_a_third_is_shown_with_the_decimals_of_the_indicator():
    third = goal(100, Operator.INCREASE_BY_PERCENT, baseline=Point(date(2020, 12, 31), Fraction(50, 3)))

    assert shown_against(counted(Fraction(100, 3)), third).replace("\xa0", " ") == "33,3 %"


def test_what_cannot_be_compared_is_shown_as_it_is():
    figure = StatedFigure(value=Decimal("60000"), decimals=0, measure="people", qualifier="more_than")
    stated = Reading(COUNT, YEAR_END, Source.STATED, None, figure=figure)

    assert shown_against(stated, goal(60000)) == "> 60.000"
    assert shown_against(counted(), goal(35)) == "–"
    assert shown_against(counted("34.96"), goal(5, Operator.INCREASE_BY_POINTS)).replace("\xa0", " ") == "35,0 %"


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        (counted(24, numerator=12, denominator=50, no_information=30), "12/50, 30 without information"),
        (counted(24, numerator=12, denominator=50), "12/50"),
        (counted(12, COUNT, numerator=12, no_information=30), "30 without information"),
        (counted(12, COUNT, numerator=12), ""),
    ],
)
def test_people_without_information_stand_beside_the_people_counted(reading, shown):
    with override("en"):
        assert people(reading) == shown


def test_a_part_larger_than_the_whole_is_said_where_the_number_comes_from():
    with override("en"):
        wrong, right = (source_line(counted(numerator=each, denominator=12)) for each in [50, 12])

    assert wrong.startswith("numerator larger than denominator: check the indicator, ")
    assert "check the indicator" not in right


def test_every_reason_has_its_words():
    assert set(REASONS) == set(Reason)
