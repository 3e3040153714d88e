"""How many units owe a snapshot their report, and how many are heard of: one way to count, wherever it is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from workforce.indicators.rollup import Report, roll_up
from workforce.models import Revision, RolledHeadcount, Snapshot
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


def owed_to(root: int, as_of: date) -> set[int]:
    """The units that owe a report to the round of the date; before it is open, those that owed to the round before."""
    rounds = Snapshot.objects.filter(unit=root, as_of__lte=as_of, owed_units__isnull=False)
    latest = rounds.order_by("-as_of").first()
    return set(latest.owed_units.values_list("unit_id", flat=True)) if latest else set()


def missing_units(revision: Revision, tree: UnitTree) -> list[int]:
    """The units that owe their report still, in the order of the tree: none of their own, none of a unit above."""
    current = dict(revision.submissions.filter(is_current=True).values_list("unit_id", "covers_subordinates"))
    owed = set(revision.snapshot.owed_units.values_list("unit_id", flat=True)) - current.keys()
    missing = {unit for unit in owed if not any(current.get(above) for above in tree.line(unit)[1:])}
    return [unit for unit in tree.subtree(revision.snapshot.unit_id) if unit in missing]


def stored_reporting(revisions: Iterable[Revision]) -> dict[int, Reporting]:
    """By revision, as it was rolled up with the figures; a revision that nobody reported to has none."""
    rolled = RolledHeadcount.objects.filter(
        revision__in=[each.pk for each in revisions], unit=F("revision__snapshot__unit")
    )
    counts = rolled.values_list("revision", "units_owed", "units_received").distinct()
    return {revision: Reporting(owed, received) for revision, owed, received in counts}
