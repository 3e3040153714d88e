"""A goal of 45 % by the end of 2025, from 20 % at the end of 2020, and what may be seen of it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from workforce.indicators.bounds import Qualifier, point, stated
from workforce.indicators.goals import Goal, Operator, Point
from workforce.indicators.pace import Band
from workforce.indicators.shares import share_percent
from workforce.indicators.verdict import Observation, Verdict, judge

THRESHOLDS = {Band.ON_PACE: Fraction("0.95"), Band.SLOW: Fraction("0.60"), Band.AT_RISK: Fraction(0)}
BASELINE = Point(date(2020, 12, 31), Fraction(20))
DUE = date(2025, 12, 31)
GOAL = Goal(Operator.AT_LEAST, Fraction(45), baseline=BASELINE, due=DUE)  # five points a year
AFTER = date(2026, 3, 1)
YEAR_END = {year: date(year, 12, 31) for year in range(2019, 2028)}


def goal_with(**changes):
    return Goal(**{**vars(GOAL), **changes})


def seen(year, value, **rest):
    return Observation(YEAR_END[year], point(Fraction(value)), **rest)


def published(year, value, qualifier=Qualifier.EXACT, **rest):
    decimals = max(0, -Decimal(value).as_tuple().exponent)
    return Observation(YEAR_END[year], stated(Decimal(value), decimals, qualifier), **rest)


def counted(year, numerator, denominator, **rest):
    share = point(share_percent(numerator, denominator))
    return Observation(YEAR_END[year], share, numerator=numerator, denominator=denominator, **rest)


def verdict(*series, goal=GOAL, on=date(2024, 6, 30), ended=None) -> Verdict:
    return judge(goal, series, on, THRESHOLDS, unit_ended_on=ended)


def badge(*series, **rest):
    return verdict(*series, **rest).badge
