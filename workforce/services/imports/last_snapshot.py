"""The figures of a file beside those of the snapshot before: what moved so far that somebody should look again."""

from dataclasses import replace

from workforce.indicators.shares import share_percent
from workforce.models import Revision
from workforce.queries.reports import total_people
from workforce.services.imports.changes import UnitChange, by_value, cells_of, current_submissions
from workforce.services.imports.problems import Code, Problem, Severity

FAR_PERCENT, FAR_PEOPLE = 30, 20
FAR_PERCENT_OF_ALL = 20
FAR_POINTS, FEW_PEOPLE = 25, 50
# As few figures as these may well be what they were a year ago
FEW_FIGURES = 10


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


def like_last(changes: list[UnitChange], before: Revision | None, total: int, names: dict[int, str]) -> list[Problem]:
    """Warnings where every figure is that of the snapshot before, or a share is so far off that columns may have moved.

    ``total``: the value of the total; ``names`` of all values.
    """
    if before is None:
        return []
    current = current_submissions(before, [change.unit_id for change in changes])
    stored = cells_of(current.values())
    pairs = [
        (stored.get(current[change.unit_id].pk, {}), change.proposal.cells)
        for change in changes
        if change.unit_id in current
    ]
    if not pairs:
        return []
    is_same = len(pairs) == len(changes) and all(old == new for old, new in pairs)
    if is_same and sum(len(new) for _, new in pairs) >= FEW_FIGURES:
        return [Problem(Code.SAME_AS_LAST, Severity.WARNING, params={"date": before.snapshot.as_of})]
    return far_shares(pairs, before, total, names)


def far_shares(pairs: list, before: Revision, total: int, names: dict[int, str]) -> list[Problem]:
    """Over all units that state a value in both years, so that a column filled for the first time says nothing."""
    sums: dict[int, list[int]] = {}
    for old, new in pairs:
        then, now = by_value(old), by_value(new)
        for value in then.keys() & now.keys():
            figures = (then[value], then.get(total, 0), now[value], now.get(total, 0))
            sums[value] = [sum(both) for both in zip(sums.get(value, [0] * 4), figures, strict=True)]
    warnings = []
    for value, (then, of_then, now, of_now) in sums.items():
        if value != total and min(of_then, of_now) >= FEW_PEOPLE and then <= of_then and now <= of_now:
            last_share, share = share_percent(then, of_then), share_percent(now, of_now)
            if abs(share - last_share) > FAR_POINTS:
                params = {"value": names[value], "last_share": last_share, "share": share}
                params |= {"date": before.snapshot.as_of}
                warnings.append(Problem(Code.SHARE_FAR_FROM_LAST, Severity.WARNING, params=params))
    return warnings


def is_far(last: int, now: int) -> bool:
    moved = abs(now - last)
    return bool(last and not now) or (moved > FAR_PEOPLE and moved * 100 > FAR_PERCENT * last)
