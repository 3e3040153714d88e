"""Numbers as Vietnamese offices write them: 12.770 people, 8,6 %.

Reading refuses what it cannot be sure of, because 1.095 is a thousand and ninety-five here and one and a bit
elsewhere: a count written as text must have full groups of three. Writing rounds in one place, half away from zero,
as Excel does and ``round`` does not.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from workforce.vietnam.text import clean

Language = Literal["vi", "en"]
MARKS = {"vi": (".", ","), "en": (",", ".")}  # between thousands, before decimals
MINUS = "\u2212"

LARGEST_COUNT = 10**8  # the country has about a hundred million people
LARGEST_PERCENT = 10**6
MOST_DECIMALS = 12

NOTHING_STATED = {"", "-", "\u2013", "\u2014"}
PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
PERCENT = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,12}))? ?%?")


class NumberError(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    FRACTIONAL = "fractional"
    TOO_LARGE = "too_large"


class NumberNotice(StrEnum):
    GROUPED_TEXT = "grouped_text"


@dataclass(frozen=True)
class ParsedCount:
    """A blank cell has neither value nor error: nothing was stated, which is not 0."""

    value: int | None = None
    error: NumberError | None = None
    notice: NumberNotice | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.error is None


@dataclass(frozen=True)
class ParsedPercent:
    """``decimals`` is how many were stated: 8,6 % stands for 8,55 up to 8,65, and 8,60 % for less."""

    value: Decimal | None = None
    decimals: int = 0
    error: NumberError | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.error is None


def parse_count(cell: object) -> ParsedCount:
    """How many people a spreadsheet cell states.

    "1.095", "1,095" and "1 095" are read as 1095 with a notice, since a reader from elsewhere could mean a decimal.
    A lone dash means that nothing is stated.
    """
    if cell is None:
        return ParsedCount()
    if isinstance(cell, str):
        return count_in_text(clean(cell))
    number = exact_number(cell)
    if number is None:
        return ParsedCount(error=NumberError.NOT_A_NUMBER)
    if number < 0:
        return ParsedCount(error=NumberError.NEGATIVE)
    if number.denominator != 1:
        return ParsedCount(error=NumberError.FRACTIONAL)
    return count_within_limit(number.numerator)


def count_in_text(text: str) -> ParsedCount:
    if text in NOTHING_STATED:
        return ParsedCount()
    grouped = GROUPED.fullmatch(text)
    if not grouped and not PLAIN.fullmatch(text):
        return ParsedCount(error=NumberError.NOT_A_NUMBER)
    digits = re.sub("[., ]", "", text).lstrip("0") or "0"
    if len(digits) > len(str(LARGEST_COUNT)):
        return ParsedCount(error=NumberError.TOO_LARGE)
    return count_within_limit(int(digits), NumberNotice.GROUPED_TEXT if grouped else None)


def count_within_limit(value: int, notice: NumberNotice | None = None) -> ParsedCount:
    if value > LARGEST_COUNT:
        return ParsedCount(error=NumberError.TOO_LARGE)
    return ParsedCount(value=value, notice=notice)


def parse_percent(cell: object) -> ParsedPercent:
    """The percentage that a cell states, and with how many decimals.

    A numeric cell is taken as it is: whether 0.086 was shown as 8,6 % cannot be seen from its value.
    """
    if cell is None:
        return ParsedPercent()
    if isinstance(cell, str):
        return percent_in_text(clean(cell))
    if exact_number(cell) is None:
        return ParsedPercent(error=NumberError.NOT_A_NUMBER)
    value = Decimal(repr(cell) if isinstance(cell, float) else cell)
    if value < 0:
        return ParsedPercent(error=NumberError.NEGATIVE)
    if isinstance(cell, float) and cell.is_integer():
        value = Decimal(int(cell))  # spreadsheets hand over 8 as 8.0
    return percent_within_limit(value)


def percent_in_text(text: str) -> ParsedPercent:
    if text in NOTHING_STATED:
        return ParsedPercent()
    stated = PERCENT.fullmatch(text)
    if stated is None:
        return ParsedPercent(error=NumberError.NOT_A_NUMBER)
    whole, decimals = stated.groups(default="")
    return percent_within_limit(Decimal(f"{whole}.{decimals}"))


def percent_within_limit(value: Decimal) -> ParsedPercent:
    if value > LARGEST_PERCENT:
        return ParsedPercent(error=NumberError.TOO_LARGE)
    return ParsedPercent(value=value, decimals=max(0, -value.as_tuple().exponent))


def exact_number(cell: object) -> Fraction | None:
    """The value of a numeric cell; None for anything else: TRUE, dates, NaN and infinity."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    try:
        return Fraction(cell)
    except (ValueError, OverflowError):
        return None


def round_half_up(value: Decimal | Fraction | int, decimals: int) -> Decimal:
    """The one place that rounds; half goes away from zero."""
    scaled = int(abs(Fraction(value)) * 10**decimals + Fraction(1, 2))
    return Decimal((int(value < 0 and scaled > 0), tuple(map(int, str(scaled))), -decimals))


def round_honestly(value: Decimal | Fraction | int, decimals: int, edges: tuple[int, ...]) -> Decimal:
    """Rounded, with more decimals (up to twelve) where fewer would carry the value onto or over one of ``edges``."""
    for more in range(decimals, max(decimals, MOST_DECIMALS) + 1):
        rounded = round_half_up(value, more)
        if all(side(rounded, edge) == side(value, edge) for edge in edges):
            break
    return rounded


def side(value: Decimal | Fraction | int, edge: int) -> int:
    return (value > edge) - (value < edge)


def format_number(value: int | Decimal | Fraction, decimals: int, language: Language) -> str:
    """12.770 and 8,6 in Vietnamese; 12,770 and 8.6 in English."""
    thousands, decimal = MARKS[language]
    rounded = round_half_up(value, decimals)
    whole, _, rest = f"{rounded.copy_abs():,f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (decimal + rest if rest else "")


def format_percent(value: Fraction | Decimal, decimals: int, language: Language) -> str:
    """0,28 %. A value beside 100 never shows as 100 and one beside 0 never as 0: 99,98 %, not 100,0 %.

    Both on either side, so 100,02 does not show as 100 either.
    """
    shown = round_honestly(value, decimals, edges=(0, 100))
    return f"{format_number(shown, -shown.as_tuple().exponent, language)} %"


def format_signed(value: int | Decimal | Fraction, decimals: int, language: Language) -> str:
    """A difference with its sign, +5,1 or \u22120,4; 0 has none, and what is not 0 never shows as 0."""
    shown = round_honestly(value, decimals, edges=(0,))
    return ("+" if shown > 0 else "") + format_number(shown, -shown.as_tuple().exponent, language)
