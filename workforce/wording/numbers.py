"""Numbers and dates in the language of the page: the one place that formats them."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workforce.vietnam.dates import format_date
from workforce.vietnam.numbers import format_number, format_percent, format_signed

UNKNOWN = "–"


def language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def number(value: int | Decimal | Fraction | None, decimals: int = 0) -> str:
    return UNKNOWN if value is None else format_number(value, decimals, language())


def percent(value: Decimal | Fraction | None, decimals: int = 1) -> str:
    """A share; below 100 it never shows 100, above 0 never 0."""
    return UNKNOWN if value is None else format_percent(value, decimals, language())


def points(value: Decimal | Fraction | None, decimals: int = 2) -> str:
    """A difference of shares in percentage points, with its sign."""
    if value is None:
        return UNKNOWN
    return _("%(difference)s pp") % {"difference": format_signed(value, decimals, language())}


def signed(value: int | Decimal | Fraction | None, decimals: int = 0) -> str:
    return UNKNOWN if value is None else format_signed(value, decimals, language())


def formula(text: str) -> str:
    """An arithmetic of a source, "80.43 − 7.3", with the decimal sign of the page."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if language() == "vi" else text


def day(value: date | None, precision: str = "day") -> str:
    return UNKNOWN if value is None else format_date(value, precision)
