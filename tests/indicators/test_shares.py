from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.indicators.shares import change_percent, share_percent


@pytest.mark.parametrize(
    ("numerator", "two_decimals"), [(36, "0.28"), (1095, "8.57"), (9140, "71.57"), (10271, "80.43"), (1131, "8.86")]
)
def test_the_shares_of_bac_kan(numerator, two_decimals):
    assert f"{float(share_percent(numerator, 12770)):.2f}" == two_decimals


def test_a_share_is_exact():
    assert share_percent(1, 3) == Fraction(100, 3)


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 5), (5, None), (None, None), (0, 0), (None, 0)])
def test_share_is_unknown_without_both_counts_or_without_staff(numerator, denominator):
    assert share_percent(numerator, denominator) is None


def test_nobody_of_some_is_zero_and_not_unknown():
    assert share_percent(0, 5) == 0


@pytest.mark.parametrize(("numerator", "denominator"), [(6, 5), (-1, 5), (1, 0), (0, -1)])
def test_a_part_larger_than_the_whole_is_no_share(numerator, denominator):
    with pytest.raises(ValueError, match="is no share"):
        share_percent(numerator, denominator)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1))
def test_the_share_of_a_sum_lies_between_the_shares_of_its_parts(counts):
    parts = [(n, n + rest) for n, rest in counts]
    whole = share_percent(sum(n for n, _ in parts), sum(total for _, total in parts))
    shares = [share_percent(n, total) for n, total in parts]
    assert min(shares) <= whole <= max(shares)


def test_change_is_relative_to_the_value_before():
    assert change_percent(Fraction(40), Fraction(50)) == 25
    assert change_percent(Fraction(50), Fraction(40)) == -20


@pytest.mark.parametrize(("before", "after"), [(None, Fraction(1)), (Fraction(1), None), (Fraction(0), Fraction(1))])
def test_change_from_nothing_or_from_the_unknown_is_unknown(before, after):
    assert change_percent(before, after) is None
