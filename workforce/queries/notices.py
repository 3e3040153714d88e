"""What the units of an open round were told about their report: it was returned, or they were reminded of it.

There is no mail: a notice is an audit event about a unit in a round, and the pages show it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from workforce.models import AuditEvent, Revision, SnapshotUnit, Submission
from workforce.queries.units import last_versions

KINDS = ["returned", "reminder"]


@dataclass(frozen=True)
class Notice:
    """``kind`` is one of KINDS, ``text`` the reason or the note, which a reminder may lack."""

    kind: str
    text: str
    at: datetime
    by_name: str


@dataclass(frozen=True)
class OpenNotices:
    revision: Revision
    unit_name: str
    notices: list[Notice]


def notice_subject(snapshot_id: int, unit_id: int) -> str:
    return f"round:{snapshot_id}:{unit_id}"


def notices_of(revision: Revision, unit_ids: Collection[int]) -> dict[int, list[Notice]]:
    """What each of the units was told since its current report, newest first."""
    reports = revision.submissions.filter(is_current=True, unit__in=unit_ids)
    told = told_since({(revision.snapshot_id, unit): None for unit in unit_ids} | moments(reports))
    return {unit: notices for (_snapshot, unit), notices in told.items()}


def open_notices(unit_ids: Collection[int] | None) -> list[OpenNotices]:
    """What the given units, or all, still have to act on: nothing of a report that was sent again or approved."""
    revisions = {each.snapshot_id: each for each in Revision.objects.filter(locked_at=None).select_related("snapshot")}
    owed = SnapshotUnit.objects.filter(snapshot__in=revisions)
    reports = Submission.objects.filter(revision__in=revisions.values(), is_current=True)
    if unit_ids is not None:
        owed, reports = owed.filter(unit__in=unit_ids), reports.filter(unit__in=unit_ids)
    waited_for: dict[tuple[int, int], datetime | None] = dict.fromkeys(owed.values_list("snapshot_id", "unit_id"))
    for sent in moments(reports.exclude(state=Submission.State.DRAFT)):
        waited_for.pop(sent, None)
    told = told_since(waited_for | moments(reports.filter(state=Submission.State.DRAFT)))
    names = last_versions({unit for _snapshot, unit in told})
    found = [OpenNotices(revisions[snapshot], names[unit].name, notices) for (snapshot, unit), notices in told.items()]
    return sorted(found, key=lambda each: (-each.revision.snapshot.as_of.toordinal(), each.unit_name))


def moments(reports: QuerySet[Submission]) -> dict[tuple[int, int], datetime]:
    """When each unit's report to a snapshot was made."""
    rows = reports.values_list("revision__snapshot_id", "unit_id", "created_at")
    return {(snapshot, unit): at for snapshot, unit, at in rows}


def told_since(since: Mapping[tuple[int, int], datetime | None]) -> dict[tuple[int, int], list[Notice]]:
    """The notices of each (snapshot, unit), newest first; only those after the moment where there is one."""
    subjects = {notice_subject(*about): about for about in since}
    found: dict[tuple[int, int], list[Notice]] = defaultdict(list)
    for event in AuditEvent.objects.filter(subject__in=subjects).order_by("-id"):
        about = subjects[event.subject]
        if since[about] is None or event.at >= since[about]:
            found[about] += [
                Notice(kind, event.details[kind], event.at, event.actor_name) for kind in KINDS if kind in event.details
            ]
    return found
