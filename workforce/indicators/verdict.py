"""One badge sums up level, pace and outlook; every input of it is kept beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from workforce.indicators.bounds import Bounds
from workforce.indicators.bounds import point as exactly
from workforce.indicators.goals import Goal, Point
from workforce.indicators.level import Level, LevelResult, judge_level, satisfies
from workforce.indicators.outlook import projected_value
from workforce.indicators.pace import Band, Pace, judge_pace


class Badge(StrEnum):
    MET = "met"
    MET_AT_RISK = "met_at_risk"
    ON_PACE = "on_pace"
    SLOW = "slow"
    AT_RISK = "at_risk"
    MOVING_AWAY = "moving_away"
    NOT_MET = "not_met"
    AWAITING_SNAPSHOT = "awaiting_snapshot"
    NOT_ENOUGH_DATA = "not_enough_data"
    ENDED_BY_REORGANISATION = "ended_by_reorganisation"


class Reason(StrEnum):
    """Why a badge could not say more, or what to keep in mind with it."""

    NO_ACTUAL = "no_actual"
    NO_BASELINE = "no_baseline"
    NO_DUE_DATE = "no_due_date"
    UNKNOWN_PART = "unknown_part"
    ROUNDING_DOES_NOT_DECIDE = "rounding_does_not_decide"
    NO_INFORMATION_DECIDES = "no_information_decides"
    NOT_COMPARABLE = "not_comparable"
    NO_SCHEDULE_YET = "no_schedule_yet"
    BASELINE_ALREADY_MEETS = "baseline_already_meets"
    STATED_BY_SOURCE = "stated_by_source"
    APPROXIMATELY = "approximately"
    PROVISIONAL = "provisional"
    INCOMPLETE = "incomplete"
    FEW_PEOPLE_DECIDE = "few_people_decide"


@dataclass(frozen=True)
class Observation:
    """What a source says of the indicator on a day.

    ``bounds`` is None when it is unknown. ``is_final`` marks a locked, complete snapshot or a reported figure.
    ``no_information`` are people who may all count or none: they are why ``bounds`` is no point. ``breaks_series``
    marks a point that earlier ones cannot be compared with, ``broken_on`` the day of the event where it is known.
    """

    on: date
    bounds: Bounds | None
    numerator: int | None = None
    denominator: int | None = None
    is_final: bool = True
    is_complete: bool = True
    has_unknown_part: bool = False
    source_states_attainment: bool | None = None
    breaks_series: bool = False
    broken_on: date | None = None
    no_information: int = 0

    @property
    def point(self) -> Point | None:
        if self.bounds is None or not self.bounds.is_point:
            return None
        return Point(self.on, self.bounds.low)

    def breaks_after(self, baseline: Point) -> bool:
        """Whether it cannot be compared with the baseline; an event before that one does no harm."""
        return self.breaks_series and self.on > baseline.on and (self.broken_on or self.on) > baseline.on


@dataclass(frozen=True)
class Verdict:
    badge: Badge
    level: Level
    observation: Observation | None
    pace: Pace | None = None
    projected: Fraction | None = None
    reasons: tuple[Reason, ...] = field(default=())


def judge(
    goal: Goal,
    series: Sequence[Observation],
    on: date,
    thresholds: Mapping[Band, Fraction],
    unit_ended_on: date | None = None,
) -> Verdict:
    """The verdict on ``goal`` as seen on the day ``on`` from the observations up to then.

    After the due date the first final observation that covers it decides, once and for all; later ones only
    add verdicts of their own. A unit that ended before the due date ends its target with the last value.
    """
    series = sorted((each for each in series if each.on <= on), key=lambda each: each.on)
    if unit_ended_on is not None and unit_ended_on <= min(on, goal.due or on):
        its_own = [each for each in series if each.on < unit_ended_on]
        return unfinished(Badge.ENDED_BY_REORGANISATION, goal, its_own)
    if goal.due is not None and on >= goal.due:
        closing = next((each for each in series if each.on >= goal.due and each.is_final and each.is_complete), None)
        return closed(goal, closing) if closing else unfinished(Badge.AWAITING_SNAPSHOT, goal, series)
    return before_due(goal, series, thresholds)


def closed(goal: Goal, closing: Observation) -> Verdict:
    result = judge_level(goal, closing.bounds, closing.source_states_attainment)
    badge = {Level.MET: Badge.MET, Level.NOT_MET: Badge.NOT_MET, Level.CANNOT_TELL: Badge.NOT_ENOUGH_DATA}[result.level]
    return Verdict(badge, result.level, closing, reasons=reasons_of(goal, closing, result))


def unfinished(badge: Badge, goal: Goal, series: Sequence[Observation]) -> Verdict:
    last = series[-1] if series else None
    result = judge_level(goal, last.bounds, last.source_states_attainment) if last else LevelResult(Level.CANNOT_TELL)
    return Verdict(badge, result.level, last, reasons=reasons_of(goal, last, result))


def before_due(goal: Goal, series: Sequence[Observation], thresholds: Mapping[Band, Fraction]) -> Verdict:
    last = series[-1] if series else None
    if last is None:
        reasons = (Reason.NO_ACTUAL, *left_open(goal))
        return Verdict(Badge.NOT_ENOUGH_DATA, Level.CANNOT_TELL, None, reasons=reasons)
    result = judge_level(goal, last.bounds, last.source_states_attainment)
    reasons = reasons_of(goal, last, result)
    comparable = comparable_points(series)
    projected = projected_value(comparable, goal.due) if goal.due else None
    if result.level is Level.MET:
        slips = projected is not None and judge_level(goal, exactly(projected)).level is not Level.MET
        return Verdict(Badge.MET_AT_RISK if slips else Badge.MET, result.level, last, None, projected, reasons)
    broken = goal.baseline is not None and any(each.breaks_after(goal.baseline) for each in series)
    if result.level is Level.NOT_MET and not broken and is_to_maintain(goal) and last.on > goal.baseline.on:
        reasons = (*reasons, Reason.BASELINE_ALREADY_MEETS)
        return Verdict(Badge.MOVING_AWAY, result.level, last, None, projected, reasons)
    pace = None if broken else judge_pace(goal, last.point, thresholds)
    if pace is None or result.level is Level.CANNOT_TELL:
        why = (Reason.NOT_COMPARABLE,) if broken else why_no_pace(goal, last)
        reasons = tuple(dict.fromkeys((*reasons, *why)))
        return Verdict(Badge.NOT_ENOUGH_DATA, result.level, last, None, projected, reasons)
    badge = {Band.ON_PACE: Badge.ON_PACE, Band.SLOW: Badge.SLOW, Band.AT_RISK: Badge.AT_RISK, None: Badge.MOVING_AWAY}
    return Verdict(badge[pace.band], result.level, last, pace, projected, reasons)


def comparable_points(series: Sequence[Observation]) -> list[Point]:
    """The known points since the last break."""
    points: list[Point] = []
    for each in series:
        if each.breaks_series:
            points = []
        if each.point is not None:
            points.append(each.point)
    return points


def reasons_of(goal: Goal, last: Observation | None, result: LevelResult) -> tuple[Reason, ...]:
    if last is None or (last.bounds is None and not last.has_unknown_part):
        return (Reason.NO_ACTUAL,)
    found = []
    if last.has_unknown_part:
        found.append(Reason.UNKNOWN_PART)
    elif goal.required is None:
        found.append(Reason.NO_BASELINE)
    elif result.level is Level.CANNOT_TELL:
        found.append(why_undecided(last))
    if last.source_states_attainment is not None:
        found.append(Reason.STATED_BY_SOURCE)
    if result.approximately:
        found.append(Reason.APPROXIMATELY)
    if not last.is_complete:
        found.append(Reason.INCOMPLETE)
    elif not last.is_final:
        found.append(Reason.PROVISIONAL)
    if few_people_decide(goal, last):
        found.append(Reason.FEW_PEOPLE_DECIDE)
    return tuple(found)


def few_people_decide(goal: Goal, last: Observation, few: int = 2) -> bool:
    """Whether two people more or fewer at the level would turn the verdict."""
    if last.numerator is None or not last.denominator or goal.required is None:
        return False
    distance = last.numerator - goal.required * last.denominator / 100
    if goal.operator.lower_is_better:
        distance = -distance
    return -few <= distance < few


def why_no_pace(goal: Goal, last: Observation) -> tuple[Reason, ...]:
    open_questions = left_open(goal)
    if open_questions or goal.required is None or last.bounds is None:
        return open_questions
    if last.point is None:
        return (why_undecided(last),)
    return (Reason.BASELINE_ALREADY_MEETS if is_to_maintain(goal) else Reason.NO_SCHEDULE_YET,)


def why_undecided(last: Observation) -> Reason:
    return Reason.NO_INFORMATION_DECIDES if last.no_information else Reason.ROUNDING_DOES_NOT_DECIDE


def is_to_maintain(goal: Goal) -> bool:
    """Whether the baseline satisfies the clause; a value that does not is then worse than the baseline."""
    if left_open(goal) or goal.required is None:
        return False
    return satisfies(goal.operator, exactly(goal.baseline.value), goal.required) is True


def left_open(goal: Goal) -> tuple[Reason, ...]:
    """What the document does not state and a pace would need."""
    found = [(goal.baseline, Reason.NO_BASELINE), (goal.due, Reason.NO_DUE_DATE)]
    return tuple(reason for value, reason in found if value is None)
