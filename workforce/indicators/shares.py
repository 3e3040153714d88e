"""The one place that divides."""

from fractions import Fraction


def share_percent(numerator: int | None, denominator: int | None) -> Fraction | None:
    """100 · n / N, exact; unknown when either is unknown or nobody is there to be counted.

    Raises ValueError when the part is larger than the whole or either is negative.
    """
    if numerator is None or denominator is None:
        return None
    if numerator < 0 or numerator > denominator:
        raise ValueError(f"{numerator} of {denominator} is no share")
    if denominator == 0:
        return None
    return Fraction(100 * numerator, denominator)


def change_percent(before: Fraction | None, after: Fraction | None) -> Fraction | None:
    """By how many percent of ``before`` the value changed; unknown from nothing."""
    if before is None or after is None or before == 0:
        return None
    return 100 * (after - before) / before
