"""Where a number comes from, in one line."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from workforce.indicators.goals import Goal
from workforce.queries.counts import RevisionUsed
from workforce.queries.readings import Reading, Source
from workforce.vietnam.numbers import MOST_DECIMALS, round_half_up
from workforce.wording.figures import stated_value
from workforce.wording.numbers import day, formula, number
from workforce.wording.verdicts import value_in_unit


def shown_value(reading: Reading) -> str:
    """The number itself, as stated where it is stated."""
    if reading.figure is not None:
        return stated_value(reading.figure)
    return value_in_unit(reading.value, reading.indicator)


def shown_against(reading: Reading, goal: Goal) -> str:
    """The number as shown beside a demand: rounding never carries it onto or over what is required."""
    if reading.figure is not None or reading.value is None or goal.required is None:
        return shown_value(reading)
    return value_in_unit(reading.value, reading.indicator, decimals_beside(reading, goal.required))


def decimals_beside(reading: Reading, required: Fraction) -> int:
    """The indicator's own, or as many more as it takes; equality with a third is told by no number of them."""
    least = reading.indicator.decimals
    exact = compare(reading.value, required)
    for decimals in range(least, MOST_DECIMALS + 1):
        if compare(round_half_up(reading.value, decimals), required) == exact:
            return decimals
    return least


def compare(value: Decimal | Fraction, required: Fraction) -> int:
    return (value > required) - (value < required)


def people(reading: Reading) -> str:
    """n/N and how many of N nothing is known of, or the known part of an unknown n; empty where no people are given."""
    if reading.counts is None:
        return ""
    if reading.numerator is None:
        return _("known part: %(people)s") % {"people": number(reading.known)}
    parts = []
    if reading.denominator is not None:
        parts.append(f"{number(reading.numerator)}/{number(reading.denominator)}")
    if reading.no_information:
        parts.append(_("%(people)s without information") % {"people": number(reading.no_information)})
    return ", ".join(parts)


def when(reading: Reading) -> str:
    """The date as exactly as the source states it."""
    return day(reading.on, reading.figure.precision if reading.figure else "day")


def source_line(reading: Reading) -> str:
    match reading.source:
        case Source.NOT_RECORDED if reading.stated is not None:
            return _("not recorded for this date; %(value)s stated without a date in %(document)s") % {
                "value": stated_value(reading.stated),
                "document": quoted_in(reading.stated),
            }
        case Source.NOT_RECORDED:
            return _("not recorded")
        case Source.STATED:
            return _("stated in %(document)s") % {"document": quoted_in(reading.figure)}
        case Source.DERIVED:
            return _("derived from %(document)s: %(formula)s") % {
                "document": quoted_in(reading.figure),
                "formula": formula(reading.figure.formula),
            }
    return snapshot_line(reading)


def quoted_in(figure) -> str:
    return (figure.clause.quoted_from or figure.clause.document).short


def snapshot_line(reading: Reading) -> str:
    counts = reading.counts
    if counts.is_broken:
        return _("a split without known weights lies in between")
    parts = [_("numerator larger than denominator: check the indicator")] if reading.is_contradictory else []
    if counts.from_register:
        parts += [_("register as of %(date)s, recorded until now") % {"date": day(counts.as_of)}]
        return ", ".join([*parts, units_line(counts.units_received, counts.units_owed)])
    parts += [_("snapshot of %(date)s") % {"date": day(counts.as_of)}]
    for revision in counts.revisions:
        parts += [_("revision %(number)s") % {"number": revision.number}, *origin(revision)]
    parts.append(_("locked") if counts.is_locked else _("not locked"))
    parts.append(units_line(counts.units_received, counts.units_owed))
    return ", ".join(parts)


def origin(revision: RevisionUsed) -> list[str]:
    if revision.publication is not None:
        return [_("published in %(document)s") % {"document": revision.publication.short}]
    return [_("file %(name)s") % {"name": revision.file_name}] if revision.file_name else []


def units_line(received: int, owed: int) -> str:
    return _("%(received)s/%(owed)s units") % {"received": number(received), "owed": number(owed)}
