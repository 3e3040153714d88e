"""The figures of a file beside those of the snapshot before: what moved so far that somebody should look again."""

from dataclasses import replace

from workforce.models import Revision
from workforce.queries.reports import total_people
from workforce.services.imports.changes import UnitChange
from workforce.services.imports.problems import Code, Problem, Severity

FAR_PERCENT, FAR_PEOPLE = 30, 20
FAR_PERCENT_OF_ALL = 20


def with_last_totals(changes: list[UnitChange], before: Revision | None) -> list[UnitChange]:
    if before is None:
        return changes
    totals = total_people(before)
    return [replace(change, last_total=totals.get(change.unit_id)) for change in changes]


def far_from_last(changes: list[UnitChange], before: Revision | None) -> list[Problem]:
    """Warnings of units, and of all of them together; a file of zeros only is one even where nothing came before."""
    if changes and not any(change.new_total for change in changes):
        return [Problem(Code.NOBODY_AT_ALL, Severity.WARNING)]
    known = [change for change in changes if change.last_total is not None]
    if before is None or not known:
        return []
    day = before.snapshot.as_of
    warnings = [
        Problem(
            Code.FAR_FROM_LAST,
            Severity.WARNING,
            row=change.proposal.first_row,
            found=change.name,
            params={"last": change.last_total, "now": change.new_total, "date": day},
        )
        for change in known
        if is_far(change.last_total, change.new_total)
    ]
    last, now = sum(change.last_total for change in known), sum(change.new_total for change in known)
    if abs(now - last) * 100 > FAR_PERCENT_OF_ALL * last and not (warnings and len(known) == 1):
        params = {"last": last, "now": now, "date": day}
        warnings.append(Problem(Code.FILE_FAR_FROM_LAST, Severity.WARNING, params=params))
    return warnings


def is_far(last: int, now: int) -> bool:
    moved = abs(now - last)
    return bool(last and not now) or (moved > FAR_PEOPLE and moved * 100 > FAR_PERCENT * last)
