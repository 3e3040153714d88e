"""How many units owe a snapshot their report, and how many are heard of: one way to count, wherever it is said."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from workforce.indicators.rollup import Report, roll_up
from workforce.models import Revision, RolledHeadcount
from workforce.queries.units import UnitTree


@dataclass(frozen=True)
class Reporting:
    """A unit above that reported for all of its own counts for each of them."""

    owed: int
    received: int

    @property
    def missing(self) -> int:
        return self.owed - self.received


def reporting_of(revision: Revision, tree: UnitTree) -> Reporting:
    """From the reports as they stand; ``tree`` is that of the snapshot's date."""
    current = revision.submissions.filter(is_current=True).values_list("unit_id", "covers_subordinates")
    reports = {unit: Report((), covers) for unit, covers in current}
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True))
    province = roll_up(tree.parents, reports, owed, width=0).get(revision.snapshot.unit_id)
    return Reporting(province.units_owed, province.units_received) if province else Reporting(len(owed), 0)


def stored_reporting(revisions: Iterable[Revision]) -> dict[int, Reporting]:
    """By revision, as it was rolled up with the figures; a revision that nobody reported to has none."""
    rolled = RolledHeadcount.objects.filter(
        revision__in=[each.pk for each in revisions], unit=F("revision__snapshot__unit")
    )
    counts = rolled.values_list("revision", "units_owed", "units_received").distinct()
    return {revision: Reporting(owed, received) for revision, owed, received in counts}
