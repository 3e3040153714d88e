"""What a clause demands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Operator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    INCREASE_BY_POINTS = "increase_by_points"
    INCREASE_BY_PERCENT = "increase_by_percent"
    REDUCE_BY_POINTS = "reduce_by_points"
    REDUCE_BY_PERCENT = "reduce_by_percent"

    @property
    def lower_is_better(self) -> bool:
        return self in {Operator.AT_MOST, Operator.REDUCE_BY_POINTS, Operator.REDUCE_BY_PERCENT}

    @property
    def needs_baseline(self) -> bool:
        return self not in {Operator.AT_LEAST, Operator.AT_MOST, Operator.ABOUT}


@dataclass(frozen=True)
class Point:
    on: date
    value: Fraction


@dataclass(frozen=True)
class Goal:
    """``value`` is the clause's own number: percent, people, or the change that an "increase by" demands.

    ``tolerance`` is the τ of "about T", only where a document states one. ``milestones`` are levels of the
    indicator on their dates. ``baseline`` and ``due`` are None where no document states them.
    """

    operator: Operator
    value: Fraction
    tolerance: Fraction | None = None
    baseline: Point | None = None
    milestones: tuple[Point, ...] = ()
    due: date | None = None

    @property
    def required(self) -> Fraction | None:
        """The level that satisfies the clause; None when an "increase by" has no known baseline."""
        if not self.operator.needs_baseline:
            return self.value
        if self.baseline is None:
            return None
        match self.operator:
            case Operator.INCREASE_BY_POINTS:
                return self.baseline.value + self.value
            case Operator.REDUCE_BY_POINTS:
                return self.baseline.value - self.value
            case Operator.INCREASE_BY_PERCENT:
                return self.baseline.value * (1 + self.value / 100)
            case Operator.REDUCE_BY_PERCENT:
                return self.baseline.value * (1 - self.value / 100)
