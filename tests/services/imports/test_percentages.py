"""Percentages beside counts, judged without fractions, beside the same judgement with them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workforce.services.imports.rows import contradicts, count_in, percent_in

COUNTS = st.integers(1, 10**8)
PARTS = st.fractions(0, 1)
DECIMALS = st.integers(0, 12)


def contradicts_in_fractions(cell, people, everybody):
    """Further from the share than half a unit of the last digit, both as percentages and as a fraction of one."""
    stated = percent_in(cell)
    readings = [(Fraction(stated.value), stated.decimals)]
    if not isinstance(cell, str):
        readings.append((Fraction(stated.value) * 100, max(stated.decimals - 2, 0)))
    share = Fraction(100 * people, everybody)
    slack = Fraction(1, 10**9)
    return all(abs(value - share) > Fraction(1, 2 * 10**decimals) + slack for value, decimals in readings)


@given(everybody=COUNTS, part=PARTS, decimals=DECIMALS, units_off=st.integers(-2, 2), as_fraction=st.booleans())
@example(everybody=8, part=Fraction(1, 8), decimals=0, units_off=0, as_fraction=False)
@example(everybody=2000, part=Fraction(1, 2000), decimals=1, units_off=1, as_fraction=False)
def test_the_quick_judgement_is_that_of_fractions(everybody, part, decimals, units_off, as_fraction):
    people = int(part * everybody)
    percent = Fraction(100 * people, everybody) + Fraction(units_off, 2 * 10**decimals)
    stated = abs(round(percent / (100 if as_fraction else 1), decimals))
    text = f"{Decimal(stated.numerator) / Decimal(stated.denominator):.{decimals}f}"

    for cell in [text, float(text), *([int(text)] if decimals == 0 else [])]:
        assert contradicts(cell, people, everybody) is contradicts_in_fractions(cell, people, everybody)


@pytest.mark.parametrize("cells", [[1, True], [True, 1], [1.0, True]])
def test_a_number_seen_before_does_not_make_a_number_of_true(cells):
    numbers = [cell for cell in cells if cell is not True]

    counts, percents = (
        {cell is True: count_in(cell) for cell in cells},
        {cell is True: percent_in(cell) for cell in cells},
    )

    assert [counts[False].value, percents[False].value] == numbers * 2
    assert counts[True].error == percents[True].error == "not_a_number"
