"""Where will it end, and how many people are missing?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil
from statistics import median

from workforce.indicators.goals import Point

FEWEST_POINTS = 3  # two points are a line through anything


def projected_value(series: Sequence[Point], on: date) -> Fraction | None:
    """The Theil–Sen line through year-ends (median of the pairwise slopes), read at ``on``.

    Sen, P. K. (1968), JASA 63: one odd year does not bend it. None with fewer than three points.
    """
    if len(series) < FEWEST_POINTS:
        return None
    slope = median((b.value - a.value) / (b.on - a.on).days for a, b in combinations(series, 2))
    origin = series[0].on
    level = median(each.value - slope * (each.on - origin).days for each in series)
    return level + slope * (on - origin).days


@dataclass(frozen=True)
class PeopleMissing:
    """Either so many of the present staff reach the level, or so many new people who have it are hired."""

    by_upgrading: int
    by_hiring: int | None  # None at 100 %: only upgrading closes that gap


def people_missing(numerator: int, denominator: int, target_percent: Fraction) -> PeopleMissing:
    """The gap of a share below ``target_percent`` (≥), in people; zero when there is none."""
    target = target_percent / 100
    gap = target * denominator - numerator
    if gap <= 0:
        return PeopleMissing(0, 0)
    return PeopleMissing(by_upgrading=ceil(gap), by_hiring=None if target >= 1 else ceil(gap / (1 - target)))


def spare_people(numerator: int, denominator: int, target_percent: Fraction) -> int:
    """How many people above the target a share is: so many could lose the level and it would still be met."""
    return int((numerator - target_percent * denominator / 100) // 1)
