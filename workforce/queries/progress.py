"""Targets against what is known of their indicators: the executive's question."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Max, QuerySet
from django.utils import timezone

from workforce.indicators.goals import Goal, Operator, Point
from workforce.indicators.level import Level
from workforce.indicators.outlook import PeopleMissing, people_missing, spare_people
from workforce.indicators.pace import Band
from workforce.indicators.verdict import Badge, Verdict, judge
from workforce.models import PaceThreshold, Snapshot, StatedFigure, Target, UnitVersion
from workforce.models.periods import OPEN_END
from workforce.queries.coverage import days_answered
from workforce.queries.readings import Reading, Source, readings_of
from workforce.queries.units import last_roots, last_versions, lives


@dataclass(frozen=True)
class TargetProgress:
    """A target, the verdict on it, and every input of the verdict.

    ``difference`` is actual − required in the indicator's unit (percentage points for a share).
    """

    target: Target
    unit: UnitVersion
    as_of: date
    goal: Goal
    verdict: Verdict
    reading: Reading | None
    series: list[Reading]
    unit_ended_on: date | None

    @property
    def difference(self) -> Fraction | None:
        if self.reading is None or self.reading.value is None or self.goal.required is None:
            return None
        return self.reading.value - self.goal.required

    @property
    def people_missing(self) -> PeopleMissing | None:
        """Only for a share of people that must rise: how many people close the gap."""
        is_over = self.verdict.badge is Badge.ENDED_BY_REORGANISATION
        if is_over or not self.counts_people or self.verdict.level is not Level.NOT_MET:
            return None
        missing = people_missing(self.reading.numerator, self.reading.denominator, self.goal.required)
        # Nobody hires more people than there are to move a share
        is_absurd = missing.by_hiring is not None and missing.by_hiring > self.reading.denominator
        return replace(missing, by_hiring=None) if is_absurd else missing

    @property
    def spare_people(self) -> int | None:
        if not self.counts_people or self.verdict.level is not Level.MET or self.difference < 0:
            return None
        return spare_people(self.reading.numerator, self.reading.denominator, self.goal.required)

    @property
    def counts_people(self) -> bool:
        return (
            self.reading is not None
            and self.reading.denominator is not None
            and self.reading.value is not None
            and self.goal.required is not None
            and not self.goal.operator.lower_is_better
        )


def progress_of(
    targets: QuerySet[Target], as_of: date | None = None, boundaries: date | None = None
) -> list[TargetProgress]:
    """The verdict on each target as seen on ``as_of``, or on the default date of the province it belongs to."""
    targets = in_force(targets)
    indicators = {target.indicator_id: target.indicator for target in targets}
    days = days_answered(as_of or timezone.localdate())
    series = readings_of({target.unit_id for target in targets}, list(indicators.values()), boundaries, days)
    return judged(targets, series, as_of)


def in_force(targets: QuerySet[Target]) -> list[Target]:
    """Without those that a newer target revises; everything their pages show comes along."""
    targets = targets.filter(revised_by=None).prefetch_related("milestones")
    return list(targets.select_related("clause__document__unit", "clause__quoted_from", "indicator", "unit"))


def judged(
    targets: list[Target], series: dict[tuple[int, int], list[Reading]], as_of: date | None = None
) -> list[TargetProgress]:
    """The verdicts from series that were read already, by (unit id, indicator id)."""
    units = {target.unit_id for target in targets}
    versions, ends = last_versions(units), lives(units)
    dates = default_dates(units) if as_of is None else dict.fromkeys(units, as_of)
    thresholds = pace_thresholds()
    return [
        target_progress(
            target,
            versions[target.unit_id],
            dates[target.unit_id],
            series[target.unit_id, target.indicator_id],
            thresholds,
            ended_on=ends[target.unit_id][1] if ends[target.unit_id][1] != OPEN_END else None,
        )
        for target in targets
    ]


def target_progress(
    target: Target,
    unit: UnitVersion,
    as_of: date,
    series: list[Reading],
    thresholds: dict[Band, Fraction],
    ended_on: date | None,
) -> TargetProgress:
    goal = as_goal(target, series)
    evidence = [each for each in series if each.on <= as_of and each.source is not Source.DERIVED]
    verdict = judge(goal, [each.observation for each in evidence], as_of, thresholds, ended_on)
    on = verdict.observation.on if verdict.observation else None
    reading = next((each for each in evidence if each.on == on), None)
    return TargetProgress(target, unit, as_of, goal, verdict, reading, series, ended_on)


def as_goal(target: Target, series: Iterable[Reading]) -> Goal:
    """The clause with its baseline: the stated one, or what the snapshot of the baseline's date says."""
    baseline = None
    if target.baseline_value is not None:
        baseline = Point(target.baseline_on, Fraction(target.baseline_value))
    elif target.baseline_on is not None:
        at = next((each for each in series if each.on == target.baseline_on and each.counts is not None), None)
        if at is not None and at.value is not None:
            baseline = Point(at.on, at.value)
    return Goal(
        operator=Operator(target.operator),
        value=Fraction(target.value),
        tolerance=None if target.tolerance is None else Fraction(target.tolerance),
        baseline=baseline,
        milestones=tuple(Point(each.on, Fraction(each.value)) for each in target.milestones.all()),
        due=target.due_on,
    )


def pace_thresholds() -> dict[Band, Fraction]:
    return {Band(each.band): Fraction(each.minimum) for each in PaceThreshold.objects.all()}


def default_dates(unit_ids: Iterable[int]) -> dict[int, date]:
    """On which day each unit is looked at when nobody chose one.

    The latest locked snapshot with data; else the latest one with data; else the latest figure stated for a day; else
    today, or the last day of a unit that no longer exists. A unit is looked at on the day of its province, also when it
    ended before.
    """
    roots = last_roots(unit_ids)
    found = dates_of_roots(set(roots.values()))
    return {unit: found[root] for unit, root in roots.items()}


def dates_of_roots(unit_ids: set[int]) -> dict[int, date]:
    rolled = Snapshot.objects.filter(revisions__rolled__unit__in=unit_ids).values_list("revisions__rolled__unit")
    any_snapshot = dict(rolled.annotate(latest=Max("as_of")))
    locked = dict(rolled.filter(revisions__locked_at__isnull=False).annotate(latest=Max("as_of")))
    figures = dict(
        StatedFigure.objects.filter(unit__in=unit_ids, is_derived=False, indicator__isnull=False)
        .values_list("unit")
        .annotate(latest=Max("as_of"))
    )
    ends = lives(unit_ids)
    found = {}
    for unit in unit_ids:
        last_day = min(timezone.localdate(), ends[unit][1] - timedelta(days=1))
        found[unit] = locked.get(unit) or any_snapshot.get(unit) or figures.get(unit) or last_day
    return found


def data_dates(unit_ids: Iterable[int], chosen: date) -> list[tuple[date, bool | None]]:
    """The chosen date and every date with data of the units, newest first; locked or not, None where there is none."""
    rows = (
        Snapshot.objects.filter(revisions__rolled__unit__in=unit_ids)
        .values_list("as_of")
        .annotate(locked=Max("revisions__locked_at"))
    )
    found: dict[date, bool | None] = {chosen: None} | {day: locked is not None for day, locked in rows}
    return sorted(found.items(), reverse=True)
