"""Is the target met? By the operator, on unrounded values."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workforce.indicators.bounds import Bounds
from workforce.indicators.goals import Goal, Operator


class Level(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class LevelResult:
    level: Level
    approximately: bool = False  # within the stated tolerance below "about T"


def judge_level(goal: Goal, actual: Bounds | None, source_states_attainment: bool | None = None) -> LevelResult:
    """The level of ``actual`` against ``goal``.

    A rounded figure is an interval; where that does not decide but its source itself says whether the target
    is attained, the source decides.
    """
    required = goal.required
    if actual is None or required is None:
        return LevelResult(Level.CANNOT_TELL)
    met = satisfies(goal.operator, actual, required)
    if met is None and source_states_attainment is not None:
        met = source_states_attainment
    if met is not True and goal.operator is Operator.ABOUT and goal.tolerance is not None:
        near = actual.reaches(required - goal.tolerance)
        if near:
            return LevelResult(Level.MET, approximately=True)
        met = near if met is False else met
    if met is None:
        return LevelResult(Level.CANNOT_TELL)
    return LevelResult(Level.MET if met else Level.NOT_MET)


def satisfies(operator: Operator, actual: Bounds, required: Fraction) -> bool | None:
    """ "About T" counts the higher the better, so T itself and more satisfy it."""
    if operator.lower_is_better:
        return actual.stays_within(required)
    return actual.reaches(required)
