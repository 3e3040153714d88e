"""Stated figures as they were printed: bound, "about", missing dates and derivation included."""

from django.utils.translation import gettext as _

from workforce.models import StatedFigure
from workforce.wording.numbers import day, number, percent, signed

Measure, Qualifier = StatedFigure.Measure, StatedFigure.Qualifier


def stated_value(figure: StatedFigure) -> str:
    """ "> 60.000", "khoảng 700", "+7,3 %", "40,1 %"."""
    if figure.value is None:
        return figure.value_words
    if figure.is_change:
        text = signed(figure.value, figure.decimals)
        if figure.measure != Measure.PEOPLE:
            text += " %"
    elif figure.measure == Measure.PERCENT:
        text = percent(figure.value, figure.decimals)
    else:
        text = number(figure.value, figure.decimals)
    match figure.qualifier:
        case Qualifier.MORE_THAN:
            return f"> {text}"
        case Qualifier.LESS_THAN:
            return f"< {text}"
        case Qualifier.AT_LEAST:
            return f"≥ {text}"
        case Qualifier.ABOUT:
            return _("about %(value)s") % {"value": text}
    return text


def measure(figure: StatedFigure) -> str:
    return {
        Measure.PEOPLE: _("persons"),
        Measure.PERSONS_OR_ATTENDANCES: _("persons or attendances (not stated)"),
        Measure.PERCENT: _("percent"),
        Measure.PERCENT_OR_POINTS: _("percent or percentage points (not stated)"),
    }[figure.measure]


def period(figure: StatedFigure) -> str:
    """ "31/12/2024", "2011–2020", or that the source states no date."""
    if figure.as_of is None:
        return _("date not stated")
    if figure.period_start is not None:
        return f"{day(figure.period_start, figure.precision)}–{day(figure.as_of, figure.precision)}"
    return day(figure.as_of, figure.precision)
