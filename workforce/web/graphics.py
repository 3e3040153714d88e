"""Small drawings inside a row, as plain numbers for SVG templates: no script needed, and they print."""

from dataclasses import dataclass
from datetime import date

from workforce.queries.progress import TargetProgress
from workforce.queries.readings import Reading

WIDTH, HEIGHT = 120, 28  # of a sparkline, in SVG units
BULLET = 160
A_YEAR_APART = 400  # days: between two year-ends that follow each other


@dataclass(frozen=True)
class Bullet:
    """Positions on a track of ``BULLET`` units; None where the value is unknown."""

    actual: float | None
    required: float | None
    baseline: float | None
    scheduled: float | None


@dataclass(frozen=True)
class Sparkline:
    """``lines`` are runs of points without a gap: a missing year or a break interrupts them."""

    lines: list[str]
    last: tuple[float, float] | None
    required: float | None
    first_year: int
    last_year: int


def bullet(progress: TargetProgress) -> Bullet | None:
    """Baseline, path today, actual and target on one scale; from zero for shares that must be seen as shares."""
    goal, reading, pace = progress.goal, progress.reading, progress.verdict.pace
    values = {
        "actual": reading.value if reading else None,
        "required": goal.required,
        "baseline": goal.baseline.value if goal.baseline else None,
        "scheduled": pace.scheduled if pace else None,
    }
    known = [float(value) for value in values.values() if value is not None]
    if len(known) < 2:
        return None
    low, high = scale(known)
    return Bullet(
        **{
            name: None if value is None else round(BULLET * (float(value) - low) / (high - low), 1)
            for name, value in values.items()
        }
    )


def scale(known: list[float]) -> tuple[float, float]:
    """Room around the values: the distances are what the reader wants to see, so the track need not start at zero."""
    low, high = min(known), max(known)
    room = (high - low) * 0.25 or max(abs(high) * 0.1, 1.0)
    return low - room, high + room


def sparkline(series: list[Reading], until: date, required=None) -> Sparkline | None:
    points = [reading for reading in series if reading.on <= until]
    known = [float(reading.value) for reading in points if reading.value is not None]
    if len(known) < 2:
        return None
    bounds = [*known, float(required)] if required is not None else known
    low, high = min(bounds), max(bounds)
    spread = (high - low) or 1.0
    first, last = points[0].on, points[-1].on
    days = (last - first).days or 1

    def place(reading: Reading) -> tuple[float, float]:
        x = 3 + (WIDTH - 6) * (reading.on - first).days / days
        return round(x, 1), height_of(float(reading.value))

    def height_of(value: float) -> float:
        return round(HEIGHT - 3 - (HEIGHT - 6) * (value - low) / spread, 1)

    runs = [[place(reading) for reading in run] for run in unbroken_runs(points)]
    return Sparkline(
        lines=[" ".join(f"{x},{y}" for x, y in each) for each in runs if len(each) > 1],
        last=runs[-1][-1] if runs else None,
        required=height_of(float(required)) if required is not None else None,
        first_year=first.year,
        last_year=last.year,
    )


def unbroken_runs(series: list[Reading]) -> list[list[Reading]]:
    """The known readings, cut wherever a line between two of them would claim more than is known."""
    runs: list[list[Reading]] = []
    before = None
    for reading in series:
        if reading.value is not None:
            if before is not None and are_joined(before, reading):
                runs[-1].append(reading)
            else:
                runs.append([reading])
        before = reading
    return runs


def are_joined(before: Reading, after: Reading) -> bool:
    """Whether a line may run between two readings that follow each other."""
    return (
        before.value is not None
        and before.source is after.source
        and (after.on - before.on).days <= A_YEAR_APART
        and not after.breaks_series
    )
