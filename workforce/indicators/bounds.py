"""What a figure really says: an exact share is a point, a published "40.1 %" an interval, "> 60,000" half a line."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Qualifier(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"


@dataclass(frozen=True)
class Bounds:
    """The true value lies between ``low`` and ``high``; None is no bound on that side. Open ends are excluded."""

    low: Fraction | None
    high: Fraction | None
    low_is_open: bool = False
    high_is_open: bool = False

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def reaches(self, required: Fraction) -> bool | None:
        """Whether the value is ≥ ``required``; None when the bounds do not decide."""
        if self.low is not None and self.low >= required:
            return True
        if self.high is not None and (self.high < required or (self.high == required and self.high_is_open)):
            return False
        return None

    def stays_within(self, limit: Fraction) -> bool | None:
        """Whether the value is ≤ ``limit``; None when the bounds do not decide."""
        if self.high is not None and self.high <= limit:
            return True
        if self.low is not None and (self.low > limit or (self.low == limit and self.low_is_open)):
            return False
        return None


def point(value: Fraction) -> Bounds:
    return Bounds(low=value, high=value)


def stated(value: Decimal, decimals: int, qualifier: Qualifier) -> Bounds:
    """The bounds of a published figure printed with ``decimals`` decimals.

    Half-up rounding: 40.1 stands for [40.05, 40.15). "About" gives no bounds at all: how far it reaches is not said.
    """
    exact = Fraction(value)
    half = Fraction(1, 2 * 10**decimals)
    match qualifier:
        case Qualifier.MORE_THAN:
            return Bounds(low=exact, high=None, low_is_open=True)
        case Qualifier.AT_LEAST:
            return Bounds(low=exact, high=None)
        case Qualifier.LESS_THAN:
            return Bounds(low=None, high=exact, high_is_open=True)
        case Qualifier.ABOUT:
            return Bounds(low=None, high=None)
    return Bounds(low=exact - half, high=exact + half, high_is_open=True)
