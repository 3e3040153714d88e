"""Dates as Vietnamese offices write them: the day first, always.

12/08/2021 is 12 August. Django's own formats for Vietnamese read 8 December, and refuse 31/12/2024.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from workforce.vietnam.text import clean

YEARS = range(1900, 2101)  # outside them it is a typing error

DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}[\d:.]*)?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)

# [0-9] instead of re.ASCII, under which NGÀY and NĂM would not match their small letters
IN_WORDS = r"ngày ([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})(?![0-9])"
IN_DIGITS = r"(?<![0-9/.-])([0-9]{1,2})([/.-])([0-9]{1,2})\5([0-9]{4})(?![0-9/])"
DATE_IN_TEXT = re.compile(f"{IN_WORDS}|{IN_DIGITS}", re.IGNORECASE)
YEAR_IN_TEXT = re.compile(r"năm ([0-9]{4})(?![0-9])", re.IGNORECASE)

MONTH = re.compile(r"tháng ([0-9]{1,2}) năm ([0-9]{4})|(?:tháng )?([0-9]{1,2})[/.-]([0-9]{4})", re.IGNORECASE)

Precision = Literal["day", "month", "year"]
FORMATS = {"day": "{0:%d}/{0:%m}/{0:%Y}", "month": "{0:%m}/{0:%Y}", "year": "{0:%Y}"}


class DateError(StrEnum):
    NOT_A_DATE = "not_a_date"
    YEAR_ONLY = "year_only"


@dataclass(frozen=True)
class ParsedDate:
    """A blank cell has neither value nor error. ``year`` is set with ``YEAR_ONLY``: a caller may have use for it."""

    value: date | None = None
    error: DateError | None = None
    year: int | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.error is None


@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or the year. ValueError for one that no calendar has."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @property
    def precision(self) -> Precision:
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


@dataclass(frozen=True)
class ParsedPartialDate:
    """A blank cell has neither value nor error."""

    value: PartialDate | None = None
    error: DateError | None = None

    @property
    def is_blank(self) -> bool:
        return self.value is None and self.error is None


def parse_date_cell(cell: object) -> ParsedDate:
    """The date that a spreadsheet cell states: a date, or text as 31/12/2024, 31-12-2024, 31.12.2024, 2024-12-31."""
    if cell is None:
        return ParsedDate()
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return found(cell if cell.year in YEARS else None)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return ParsedDate(error=DateError.YEAR_ONLY, year=int(cell)) if cell in YEARS else found(None)
    return date_in_cell_text(clean(cell)) if isinstance(cell, str) else found(None)


def date_in_cell_text(text: str) -> ParsedDate:
    if not text:
        return ParsedDate()
    if YEAR.fullmatch(text) and int(text) in YEARS:
        return ParsedDate(error=DateError.YEAR_ONLY, year=int(text))
    if match := DAY_FIRST.fullmatch(text):
        day, _, month, year = match.groups()
        return found(calendar_day(year, month, day))
    if match := ISO.fullmatch(text):
        return found(calendar_day(*match.groups()))
    return found(None)


def parse_partial_date(cell: object) -> ParsedPartialDate:
    """What ``parse_date_cell`` reads, and months and years: 12/2024, tháng 6 năm 2015, tháng 6/2015, năm 2015, 2015.

    Years have four digits: of 06/15 nobody can tell what it means. A spreadsheet in which 12/2024 was typed as a date
    hands over 01/12/2024, and only the format of the cell would tell that no day was meant.
    """
    parsed = parse_date_cell(cell)
    if parsed.value:
        return ParsedPartialDate(PartialDate(parsed.value.year, parsed.value.month, parsed.value.day))
    if parsed.year:
        return ParsedPartialDate(PartialDate(parsed.year))
    if parsed.is_blank:
        return ParsedPartialDate()
    value = partial_date_in_words(clean(cell)) if isinstance(cell, str) else None
    return ParsedPartialDate(value) if value else ParsedPartialDate(error=DateError.NOT_A_DATE)


def partial_date_in_words(text: str) -> PartialDate | None:
    if match := DATE_IN_TEXT.fullmatch(text):
        day = named_day(match)
        return PartialDate(day.year, day.month, day.day) if day else None
    if match := MONTH.fullmatch(text):
        month, year = (int(part) for part in match.groups() if part)
        return PartialDate(year, month) if year in YEARS and 1 <= month <= 12 else None
    if match := YEAR_IN_TEXT.fullmatch(text):
        year = int(match[1])
        return PartialDate(year) if year in YEARS else None
    return None


def dates_in_text(text: str) -> list[date]:
    """The dates named in a sentence, in its order: "ngày 31 tháng 12 năm 2024", 31/12/2024, 31-12-2024, 31.12.2024."""
    days = (named_day(match) for match in DATE_IN_TEXT.finditer(clean(text)))
    return [day for day in days if day is not None]


def years_in_text(text: str) -> list[int]:
    """The years a sentence names as such, in its order: "năm 2024"."""
    years = (int(year) for year in YEAR_IN_TEXT.findall(clean(text)))
    return [year for year in years if year in YEARS]


def format_date(day: date, precision: Precision = "day") -> str:
    """31/12/2024, 12/2024 or 2024, as precisely as it is known.

    The day comes first in either language: one page in two orders would be read wrongly.
    """
    return FORMATS[precision].format(day)


def named_day(match: re.Match[str]) -> date | None:
    worded_day, worded_month, worded_year, day, _, month, year = match.groups()
    return calendar_day(worded_year or year, worded_month or month, worded_day or day)


def calendar_day(year: str, month: str, day: str) -> date | None:
    """None where the calendar has no such day, as 31/02/2024 or 12/31/2024."""
    if int(year) not in YEARS:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def found(day: date | None) -> ParsedDate:
    return ParsedDate(value=day) if day else ParsedDate(error=DateError.NOT_A_DATE)
