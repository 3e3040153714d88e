"""Is the change since the baseline as large as the schedule asks for by now?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from workforce.indicators.bounds import point
from workforce.indicators.goals import Goal, Point
from workforce.indicators.level import satisfies


class Band(StrEnum):
    ON_PACE = "on_pace"
    SLOW = "slow"
    AT_RISK = "at_risk"


MOVING_AWAY = "moving_away"  # p < 0: below the lowest band


@dataclass(frozen=True)
class Pace:
    """``p`` = (actual − baseline) / (scheduled − baseline), in the indicator's own unit."""

    p: Fraction
    scheduled: Fraction
    band: Band | None  # None: moving away from the target

    @property
    def code(self) -> str:
        return self.band or MOVING_AWAY


def judge_pace(goal: Goal, actual: Point | None, thresholds: Mapping[Band, Fraction]) -> Pace | None:
    """The pace of ``actual``, or None where the question has no meaning.

    It has none without a baseline or a due date, on or before the baseline's date, from the due date on, when the
    schedule stands still, and when the baseline already satisfies the clause (then the goal is to *maintain*).
    """
    if actual is None or goal.baseline is None or goal.due is None or goal.required is None:
        return None
    if not goal.baseline.on < actual.on < goal.due:
        return None
    if satisfies(goal.operator, point(goal.baseline.value), goal.required):
        return None
    scheduled = scheduled_value(goal, actual.on)
    if scheduled == goal.baseline.value:
        return None
    p = (actual.value - goal.baseline.value) / (scheduled - goal.baseline.value)
    reached = [band for band, minimum in thresholds.items() if p >= minimum]
    return Pace(p=p, scheduled=scheduled, band=max(reached, key=thresholds.__getitem__, default=None))


def scheduled_value(goal: Goal, on: date) -> Fraction:
    """Where the path from the baseline over the milestones to the due date stands on a day: straight lines between."""
    path = sorted([goal.baseline, *goal.milestones, Point(goal.due, goal.required)], key=lambda each: each.on)
    before = max((each for each in path if each.on <= on), key=lambda each: each.on)
    after = min((each for each in path if each.on >= on), key=lambda each: each.on)
    if before.on == after.on:
        return before.value
    passed = Fraction((on - before.on).days, (after.on - before.on).days)
    return before.value + (after.value - before.value) * passed
