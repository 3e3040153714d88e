"""Indicators read from their sources: a snapshot's counts, or what a document states."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from workforce.indicators.bounds import Bounds, Qualifier, stated
from workforce.indicators.counting import Count
from workforce.indicators.shares import change_percent, share_percent
from workforce.indicators.verdict import Observation
from workforce.models import Indicator, StatedFigure
from workforce.queries.breaks import breaks_of
from workforce.queries.counts import Counts, counts_of


class Source(StrEnum):
    SNAPSHOT = "snapshot"
    REGISTER = "register"
    STATED = "stated"
    DERIVED = "derived"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Reading:
    """One indicator of one unit on one date, with everything its number rests on.

    ``value`` is exact and in the indicator's own unit (percent or people); None is unknown, and so is a figure stated
    as a bound. ``known`` then is what is known of the numerator. ``figure`` is the stated figure that answered,
    ``stated`` one that stands beside a count. ``broken_on`` is the day of the last reorganisation since the reading
    before that left other people under the unit.
    """

    indicator: Indicator
    on: date
    source: Source
    value: Fraction | None = None
    bounds: Bounds | None = None
    numerator: int | None = None
    denominator: int | None = None
    known: int = 0
    no_information: int = 0
    counts: Counts | None = None
    figure: StatedFigure | None = None
    stated: StatedFigure | None = None
    broken_on: date | None = None

    @property
    def is_known(self) -> bool:
        return self.bounds is not None

    @property
    def is_contradictory(self) -> bool:
        """Whether the part is larger than the whole: the indicator, not a unit, is wrong."""
        return None not in (self.numerator, self.denominator) and self.numerator > self.denominator

    @property
    def breaks_series(self) -> bool:
        return self.broken_on is not None or (self.counts is not None and self.counts.is_broken)

    @property
    def observation(self) -> Observation:
        """The reading as the pure core judges it; what we derived ourselves decides nothing."""
        counts = self.counts
        return Observation(
            on=self.on,
            bounds=None if self.source is Source.DERIVED else self.bounds,
            numerator=self.numerator,
            denominator=self.denominator,
            is_final=counts is None or counts.is_locked,
            is_complete=counts is None or counts.is_complete,
            has_unknown_part=self.counts is not None and not self.is_known,
            no_information=self.no_information,
            breaks_series=self.breaks_series,
            broken_on=self.broken_on,
        )


def readings_of(
    unit_ids: Collection[int],
    indicators: Collection[Indicator],
    boundaries: date | None = None,
    days: Collection[date] = (),
) -> dict[tuple[int, int], list[Reading]]:
    """The series of each (unit id, indicator id), oldest first, in a fixed number of queries.

    ``days`` are those on which the register is asked, beside the dates of snapshots and stated figures.
    A count answers where it can; where it cannot, a figure that a document states for the same date does. The two
    are never mixed within one share.
    """
    selections = {pk for each in indicators for pk in (each.numerator_id, each.denominator_id) if pk}
    counts = counts_of(unit_ids, selections, boundaries, days)
    figures = stated_figures(unit_ids, indicators)
    breaks = breaks_of(unit_ids, boundaries)
    series = {}
    for unit in unit_ids:
        for indicator in indicators:
            by_day = {}
            if indicator.kind != Indicator.Kind.REPORTED:
                by_day = {each.as_of: counted(indicator, each) for each in counts.get(unit, ())}
            for figure in figures[unit, indicator.pk]:
                by_day[figure.as_of] = beside(by_day.get(figure.as_of), indicator, figure)
            series[unit, indicator.pk] = after_breaks([by_day[day] for day in sorted(by_day)], breaks[unit])
    return series


def after_breaks(series: list[Reading], breaks: list[date]) -> list[Reading]:
    """The first reading on or after a break says so; one that we derived is no evidence and hides no break."""
    found, since = [], date.min
    for each in series:
        broken_on = max((day for day in breaks if since < day <= each.on), default=None)
        found.append(replace(each, broken_on=broken_on) if broken_on else each)
        if each.source is not Source.DERIVED:
            since = each.on
    return found


def stated_figures(unit_ids, indicators) -> defaultdict[tuple[int, int], list[StatedFigure]]:
    found = defaultdict(list)
    figures = StatedFigure.objects.filter(
        unit__in=unit_ids, indicator__in=[each.pk for each in indicators], is_change=False, as_of__isnull=False
    ).exclude(value=None)
    for figure in figures.select_related("clause__document", "clause__quoted_from").order_by("is_derived", "as_of"):
        found[figure.unit_id, figure.indicator_id].append(figure)
    return found


def counted(indicator: Indicator, counts: Counts) -> Reading:
    numerator = counts.of(indicator.numerator_id)
    source = Source.REGISTER if counts.from_register else Source.SNAPSHOT
    blank = Reading(indicator, counts.as_of, source, counts=counts, known=numerator.known_people)
    if indicator.kind == Indicator.Kind.STOCK_COUNT:
        if numerator.people is None:
            return blank
        value, most = Fraction(numerator.people), Fraction(numerator.people + numerator.no_information)
        return replace(
            blank,
            value=value,
            bounds=Bounds(low=value, high=most),
            numerator=numerator.people,
            no_information=numerator.no_information,
        )
    denominator = counts.of(indicator.denominator_id)
    blank = replace(blank, denominator=denominator.people)
    blank = replace(blank, numerator=numerator.people)
    if blank.is_contradictory:
        return blank
    value = share_percent(numerator.people, denominator.people)
    if value is None:
        return blank
    return replace(
        blank,
        value=value,
        bounds=share_bounds(value, numerator, denominator),
        no_information=numerator.no_information,
    )


def share_bounds(value: Fraction, numerator: Count, denominator: Count) -> Bounds:
    """People of whom nothing is known may all have the level or none."""
    most = min(numerator.people + numerator.no_information, denominator.people)
    return Bounds(low=value, high=share_percent(most, denominator.people))


def beside(reading: Reading | None, indicator: Indicator, figure: StatedFigure) -> Reading:
    """The figure answers where no count does; else a stated one stands beside the count, to be compared with it."""
    if reading is not None and reading.is_known:
        return reading if figure.is_derived else replace(reading, stated=reading.stated or figure)
    qualifier = Qualifier(figure.qualifier)
    return Reading(
        indicator,
        figure.as_of,
        Source.DERIVED if figure.is_derived else Source.STATED,
        value=Fraction(figure.value) if qualifier is Qualifier.EXACT else None,
        bounds=stated(figure.value, figure.decimals, qualifier),
        figure=figure,
    )


def contradicts(reading: Reading) -> bool:
    """Whether a stated percentage cannot be the rounding of the counted one, nor of what that may be at most."""
    if reading.stated is None or reading.bounds is None:
        return False
    said = stated(reading.stated.value, reading.stated.decimals, Qualifier(reading.stated.qualifier))
    low, high = reading.bounds.low, reading.bounds.high
    return (low is not None and said.reaches(low) is False) or (high is not None and said.stays_within(high) is False)


def reading_on(series: list[Reading], indicator: Indicator, day: date, undated: StatedFigure | None = None) -> Reading:
    """The reading of exactly that date, or one that says it is not recorded, with what is stated without a date."""
    found = [each for each in series if each.on == day and each.source is not Source.DERIVED]
    return found[-1] if found else Reading(indicator, day, Source.NOT_RECORDED, stated=undated)


def undated_figures(unit_id: int) -> dict[int, StatedFigure]:
    """Figures that a document states without saying when, by indicator: no series can hold them."""
    figures = StatedFigure.objects.filter(unit=unit_id, as_of=None, indicator__isnull=False)
    return {each.indicator_id: each for each in figures.select_related("clause__document", "clause__quoted_from")}


@dataclass(frozen=True)
class Change:
    """From one reading to a later one: in the indicator's unit (percentage points), and in percent of the earlier."""

    before: Reading
    after: Reading

    @property
    def points(self) -> Fraction | None:
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def percent(self) -> Fraction | None:
        return change_percent(self.before.value, self.after.value)


def change_since(series: list[Reading], after: Reading, since: date | None = None) -> Change | None:
    """The change up to ``after`` since the reading of a date, or the first known one since a break.

    None where there is none: unknown values and those before a break cannot be compared.
    """
    earlier = []
    for each in series:
        if each.on <= after.on and each.breaks_series:
            earlier = []
        if each.on < after.on and each.value is not None and since in {None, each.on}:
            earlier.append(each)
    return Change(earlier[0], after) if earlier and after.value is not None else None
