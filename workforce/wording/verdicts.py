"""Verdict codes in words: badge, level, pace, and the reasons beside them."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.indicators.goals import Goal, Operator
from workforce.indicators.level import Level
from workforce.indicators.pace import MOVING_AWAY, Band
from workforce.indicators.verdict import Badge, Reason
from workforce.models import Indicator
from workforce.vietnam.numbers import MOST_DECIMALS
from workforce.wording.numbers import UNKNOWN, number, percent, points, signed

BADGES = {
    Badge.MET: gettext_lazy("Met"),
    Badge.MET_AT_RISK: gettext_lazy("Met – may slip"),
    Badge.ON_PACE: gettext_lazy("On pace"),
    Badge.SLOW: gettext_lazy("Behind pace"),
    Badge.AT_RISK: gettext_lazy("At risk"),
    Badge.MOVING_AWAY: gettext_lazy("Further away than at the baseline"),
    Badge.NOT_MET: gettext_lazy("Not met"),
    Badge.AWAITING_SNAPSHOT: gettext_lazy("Awaiting the closing snapshot"),
    Badge.NOT_ENOUGH_DATA: gettext_lazy("Not enough data"),
    Badge.ENDED_BY_REORGANISATION: gettext_lazy("Ended by reorganisation"),
}

# A shape per badge, so that colour only helps: for colour-blind readers and black-and-white printers.
BADGE_ICONS = {
    Badge.MET: "✓",
    Badge.MET_AT_RISK: "✓!",
    Badge.ON_PACE: "↗",
    Badge.SLOW: "→",
    Badge.AT_RISK: "!",
    Badge.MOVING_AWAY: "↘",
    Badge.NOT_MET: "✕",
    Badge.AWAITING_SNAPSHOT: "…",
    Badge.NOT_ENOUGH_DATA: "?",
    Badge.ENDED_BY_REORGANISATION: "■",
}

LEVELS = {
    Level.MET: gettext_lazy("met"),
    Level.NOT_MET: gettext_lazy("not met"),
    Level.CANNOT_TELL: gettext_lazy("cannot tell"),
}

PACES = {
    Band.ON_PACE: gettext_lazy("on pace"),
    Band.SLOW: gettext_lazy("slow"),
    Band.AT_RISK: gettext_lazy("at risk"),
    MOVING_AWAY: gettext_lazy("moving away"),
}

REASONS = {
    Reason.NO_ACTUAL: gettext_lazy("no actual value is recorded"),
    Reason.NO_BASELINE: gettext_lazy("the document states no baseline"),
    Reason.NO_DUE_DATE: gettext_lazy("the document states no due date"),
    Reason.UNKNOWN_PART: gettext_lazy("a part of the count is unknown"),
    Reason.ROUNDING_DOES_NOT_DECIDE: gettext_lazy("the published figure is too rounded or too loose to decide"),
    Reason.NO_INFORMATION_DECIDES: gettext_lazy("people without information could turn it"),
    Reason.NOT_COMPARABLE: gettext_lazy("years before and after a reorganisation cannot be compared"),
    Reason.NO_SCHEDULE_YET: gettext_lazy("the schedule asks for no change yet"),
    Reason.BASELINE_ALREADY_MEETS: gettext_lazy("the baseline already satisfied the target: it is to be maintained"),
    Reason.STATED_BY_SOURCE: gettext_lazy("the source itself states the attainment"),
    Reason.APPROXIMATELY: gettext_lazy("approximately: within the stated tolerance"),
    Reason.PROVISIONAL: gettext_lazy("provisional: the snapshot is not locked"),
    Reason.INCOMPLETE: gettext_lazy("incomplete: not every unit has reported"),
    Reason.FEW_PEOPLE_DECIDE: gettext_lazy("sensitive to a few people"),
}

OPERATORS = {
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.ABOUT: "≈",
    Operator.INCREASE_BY_POINTS: "↑",
    Operator.INCREASE_BY_PERCENT: "↑",
    Operator.REDUCE_BY_POINTS: "↓",
    Operator.REDUCE_BY_PERCENT: "↓",
}


def value_in_unit(value, indicator: Indicator, decimals: int | None = None) -> str:
    """A value of the indicator: "8,86 %" or "1.131"."""
    decimals = indicator.decimals if decimals is None else decimals
    if indicator.unit == Indicator.Unit.PERCENT:
        return percent(value, decimals)
    return number(value, decimals)


def difference_in_unit(value, indicator: Indicator) -> str:
    """A difference of two values: percentage points for shares."""
    if indicator.unit == Indicator.Unit.PERCENT:
        return points(value, max(indicator.decimals, 1))
    return signed(value, indicator.decimals)


def relative_change(value) -> str:
    """A change in percent of the earlier value; its name says so, because points are percentages too."""
    if value is None:
        return UNKNOWN
    return _("%(change)s %% of the earlier value") % {"change": signed(value, 1)}


def demand(goal: Goal, indicator: Indicator) -> str:
    """What the clause demands, in its own terms: "≥ 35 %", "↑ 5 điểm %"."""
    decimals = own_decimals(goal.value)
    match goal.operator:
        case Operator.INCREASE_BY_POINTS | Operator.REDUCE_BY_POINTS:
            amount = points(goal.value, decimals).removeprefix("+")
        case Operator.INCREASE_BY_PERCENT | Operator.REDUCE_BY_PERCENT:
            amount = percent(goal.value, decimals)
        case Operator.ABOUT:
            amount = value_in_unit(goal.value, indicator, decimals)
            if goal.tolerance is not None:
                amount += f" ± {number(goal.tolerance, own_decimals(goal.tolerance))}"
        case _:
            amount = value_in_unit(goal.value, indicator, decimals)
    return f"{OPERATORS[goal.operator]} {amount}"


def own_decimals(value: Fraction) -> int:
    """How many decimals write the number of a clause in full: 2 for 0.25, none for 35."""
    return next(decimals for decimals in range(MOST_DECIMALS + 1) if 10**decimals % value.denominator == 0)


def reasons(codes: tuple[Reason, ...]) -> str:
    return "; ".join(str(REASONS[code]) for code in codes)


def people_missing_sentence(by_upgrading: int, by_hiring: int | None) -> str:
    """How many of the present staff, or how many newly hired people, close the gap."""
    if by_hiring is None:
        return _("%(upgrading)s people short") % {"upgrading": number(by_upgrading)}
    return _("%(upgrading)s people short; %(hiring)s if hired anew") % {
        "upgrading": number(by_upgrading),
        "hiring": number(by_hiring),
    }
