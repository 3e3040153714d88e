from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce.vietnam.numbers import (
    NumberError,
    NumberNotice,
    ParsedCount,
    ParsedPercent,
    format_number,
    format_percent,
    format_signed,
    parse_count,
    parse_percent,
    round_half_up,
)

counts = st.integers(0, 10**8)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "-", "–", "—", " - "])
def test_a_blank_cell_or_a_dash_states_nothing(blank):
    assert parse_count(blank).is_blank
    assert parse_percent(blank).is_blank


def test_zero_is_stated():
    assert parse_count(0) == parse_count("0") == ParsedCount(value=0)


@pytest.mark.parametrize(
    ("cell", "people"),
    [(36, 36), (36.0, 36), ("36", 36), (" 36 ", 36), (10**8, 10**8), (Decimal(36), 36), ("0036", 36)],
)
def test_whole_numbers_are_read_without_a_notice(cell, people):
    assert parse_count(cell) == ParsedCount(value=people)


@pytest.mark.parametrize("cell", ["1.095", "1,095", "1 095", "1\u00a0095", " 1\u202f095"])
def test_full_groups_of_three_are_thousands_and_noticed(cell):
    assert parse_count(cell) == ParsedCount(value=1095, notice=NumberNotice.GROUPED_TEXT)


@pytest.mark.parametrize("cell", ["1.09", "1.0950", "1.095,5", "1.095.12", "1,095.123", "0.095", "1  .095", ".095"])
def test_half_grouped_numbers_are_refused(cell):
    assert parse_count(cell).error is NumberError.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (-1, NumberError.NEGATIVE),
        (-0.5, NumberError.NEGATIVE),
        (1.095, NumberError.FRACTIONAL),
        (10**8 + 1, NumberError.TOO_LARGE),
        (1e300, NumberError.TOO_LARGE),
        ("100.000.001", NumberError.TOO_LARGE),
        ("9" * 5000, NumberError.TOO_LARGE),
        (True, NumberError.NOT_A_NUMBER),
        (float("nan"), NumberError.NOT_A_NUMBER),
        (float("inf"), NumberError.NOT_A_NUMBER),
        (date(2024, 12, 31), NumberError.NOT_A_NUMBER),
        (datetime(2024, 12, 31), NumberError.NOT_A_NUMBER),
        ("36 người", NumberError.NOT_A_NUMBER),
        ("1e3", NumberError.NOT_A_NUMBER),
        ("１２", NumberError.NOT_A_NUMBER),
        ("=A1", NumberError.NOT_A_NUMBER),
    ],
)
def test_what_is_no_count_is_refused_with_its_reason(cell, error):
    assert parse_count(cell) == ParsedCount(error=error)


@given(counts, st.sampled_from(["vi", "en"]))
def test_a_count_written_by_us_is_read_back(people, language):
    assert parse_count(format_number(people, 0, language)).value == people


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_every_cell_is_either_read_or_refused_or_blank(cell):
    parsed = parse_count(cell)
    assert [parsed.value is not None, parsed.error is not None, parsed.is_blank].count(True) == 1


@pytest.mark.parametrize(
    ("cell", "value", "decimals"),
    [
        ("8,6%", "8.6", 1),
        ("8.6 %", "8.6", 1),
        ("0,28", "0.28", 2),
        ("8,60", "8.60", 2),
        ("100%", "100", 0),
        ("1.095", "1.095", 3),
        (8.6, "8.6", 1),
        (0.086, "0.086", 3),
        (8.0, "8", 0),
        (8, "8", 0),
        (1e-07, "0.0000001", 7),
    ],
)
def test_a_percentage_keeps_the_decimals_it_was_stated_with(cell, value, decimals):
    assert parse_percent(cell) == ParsedPercent(value=Decimal(value), decimals=decimals)


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (-1.5, NumberError.NEGATIVE),
        (10**6 + 1, NumberError.TOO_LARGE),
        ("9999999", NumberError.TOO_LARGE),
        (True, NumberError.NOT_A_NUMBER),
        (float("nan"), NumberError.NOT_A_NUMBER),
        (date(2024, 12, 31), NumberError.NOT_A_NUMBER),
        ("%", NumberError.NOT_A_NUMBER),
        ("8,6,1 %", NumberError.NOT_A_NUMBER),
        ("8,6 %%", NumberError.NOT_A_NUMBER),
        ("khoảng 8 %", NumberError.NOT_A_NUMBER),
    ],
)
def test_what_is_no_percentage_is_refused_with_its_reason(cell, error):
    assert parse_percent(cell) == ParsedPercent(error=error)


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(12770), 1, "12770.0"),
    ],
)
def test_half_rounds_away_from_zero(value, decimals, rounded):
    assert str(round_half_up(value, decimals)) == rounded


@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_rounding_moves_by_half_a_unit_at_most(value, decimals):
    rounded = round_half_up(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert rounded.as_tuple().exponent == -decimals


def test_rounding_is_exact_beyond_the_digits_of_a_decimal_context():
    assert round_half_up(10**40 + 1, 2) == Decimal("1" + "0" * 39 + "1.00")


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (12770, 0, "12.770", "12,770"),
        (999, 0, "999", "999"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (Decimal("8.6"), 1, "8,6", "8.6"),
        (Fraction(36, 127), 2, "0,28", "0.28"),
        (Fraction(-12345, 10), 1, "−1.234,5", "−1,234.5"),
        (Fraction(-1, 100), 1, "0,0", "0.0"),
    ],
)
def test_numbers_are_written_in_the_language_of_the_page(value, decimals, vietnamese, english):
    assert format_number(value, decimals, "vi") == vietnamese
    assert format_number(value, decimals, "en") == english


@pytest.mark.parametrize(
    ("people", "decimals", "written"),
    [(36, 2, "0,28 %"), (1095, 1, "8,6 %"), (9140, 1, "71,6 %"), (10271, 2, "80,43 %")],
)
def test_the_published_shares_of_bac_kan_come_out_to_the_digit(people, decimals, written):
    assert format_percent(Fraction(100 * people, 12770), decimals, "vi") == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (Fraction(9998, 100), 1, "99,98 %"),
        (Fraction(100), 1, "100,0 %"),
        (Fraction(0), 1, "0,0 %"),
        (Fraction(1, 100), 0, "0,01 %"),
        (Fraction(10002, 100), 1, "100,02 %"),
        (Fraction(-1, 100), 1, "−0,01 %"),
        (Fraction(9996, 100), 1, "99,96 %"),
        (Fraction(9994, 100), 1, "99,9 %"),
    ],
)
def test_a_share_never_shows_as_0_or_100_that_is_not(value, decimals, written):
    assert format_percent(value, decimals, "vi") == written


@given(st.integers(1, 10**8), st.data(), st.integers(0, 2))
def test_no_share_of_people_shows_as_all_or_nobody_by_rounding(whole, data, decimals):
    part = data.draw(st.integers(0, whole))
    shown = parse_percent(format_percent(Fraction(100 * part, whole), decimals, "en")).value
    assert (shown == 100, shown == 0) == (part == whole, part == 0)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(51, 10), "+5,1"),
        (Fraction(-4, 10), "−0,4"),
        (Fraction(0), "0,0"),
        (Fraction(1, 100), "+0,01"),
        (Fraction(-1, 100), "−0,01"),
        (Fraction(12345, 10), "+1.234,5"),
    ],
)
def test_a_difference_shows_its_sign_and_only_zero_has_none(value, written):
    assert format_signed(value, 1, "vi") == written
