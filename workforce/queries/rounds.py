"""Collection rounds that are open: which units owe their report, and how far each report has come."""

from dataclasses import dataclass
from datetime import date

from workforce.models import Revision, SnapshotUnit, Submission
from workforce.queries.units import last_versions


@dataclass(frozen=True)
class OpenReport:
    """``state`` is the state of the unit's current report; None while it is missing."""

    as_of: date
    unit_name: str
    state: str | None
    revision_id: int


def open_reports(unit_ids: set[int] | None) -> list[OpenReport]:
    """The owed reports of every open revision, newest round first; of the given units, or of all."""
    revisions = {each.snapshot_id: each for each in Revision.objects.filter(locked_at=None).select_related("snapshot")}
    owed = SnapshotUnit.objects.filter(snapshot__in=revisions)
    sent = Submission.objects.filter(revision__in=revisions.values(), is_current=True)
    if unit_ids is not None:
        owed, sent = owed.filter(unit__in=unit_ids), sent.filter(unit__in=unit_ids)
    states = {(each.revision.snapshot_id, each.unit_id): each for each in sent.select_related("revision")}
    pairs = set(owed.values_list("snapshot", "unit")) | set(states)
    names = last_versions({unit for _snapshot, unit in pairs})
    found = [
        OpenReport(
            revisions[snapshot].snapshot.as_of,
            names[unit].name,
            states[snapshot, unit].get_state_display() if (snapshot, unit) in states else None,
            revisions[snapshot].pk,
        )
        for snapshot, unit in pairs
    ]
    return sorted(found, key=lambda each: (-each.as_of.toordinal(), each.unit_name))
