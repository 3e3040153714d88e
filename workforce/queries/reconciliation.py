"""Reconciling a snapshot with the register at its date: what differs, who is behind it, why, and what is signed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from workforce.models import Revision, RosterEntry, SignOff, Submission
from workforce.queries.cell_differences import (
    Report,
    cell_lines,
    coarse_differences,
    compare_cells,
    exact_differences,
    relatives,
)
from workforce.queries.coverage import coverage
from workforce.queries.differences import CellDifference, Line
from workforce.queries.reports import total_people
from workforce.queries.roster_differences import roster_lines
from workforce.queries.units import Lineage, UnitTree, lineage, tree_on


@dataclass(frozen=True)
class Reconciliation:
    """``not_covered`` are units that reported for people whom the register does not hold: there is nothing to ask."""

    revision: Revision
    cells: list[CellDifference]
    lines: list[Line]
    not_covered: list[int]
    sign_offs: dict[tuple, SignOff]

    def signature(self, line: Line) -> SignOff | None:
        """That of the line as it is now; one under another difference does not count."""
        signed = self.sign_offs.get(line.key)
        return signed if signed and signed.difference == line.difference else None

    @property
    def signed(self) -> int:
        return sum(self.signature(line) is not None for line in self.lines)


def reconcile(revision: Revision, seen: Collection[int] | None = None) -> Reconciliation:
    """Of all units of the snapshot's province, or of those ``seen``."""
    tree, family = tree_on(revision.snapshot.as_of), lineage()
    covered = coverage().units_on(tree) & set(tree.subtree(revision.snapshot.unit_id))
    submissions = list(revision.submissions.filter(is_current=True).select_related("revision").order_by("unit_id"))
    reports = {each.unit: each for each in reports_of(submissions, tree)}
    comparable = {unit for unit, each in reports.items() if is_comparable(each, covered, tree, family)}
    silent = covered.difference(reports, *(each.units for each in reports.values()))
    chosen = comparable | silent if seen is None else (comparable | silent) & set(seen)
    from_register = {unit for unit in chosen if unit in silent or reports[unit].has_roster}
    compared = compare_cells([reports[unit] for unit in chosen - silent], covered | reports.keys(), tree.day)
    cells = list(exact_differences(compared, sorted(from_register)))
    closed = [each for each in submissions if each.unit_id in reports and reports[each.unit_id].has_roster]
    closed_at, rosters = {each.unit_id: each.created_at for each in closed}, [each.pk for each in closed]
    lines = [
        line for line in roster_lines(rosters, closed_at, from_register, tree.day, family) if line.unit in from_register
    ]
    for unit in sorted(chosen - from_register):
        found = list(coarse_differences(compared, reports[unit]))
        cells += found
        lines += cell_lines(compared, reports[unit], found, family)
    outside = set(reports) - comparable
    return Reconciliation(
        revision,
        cells,
        lines,
        sorted(outside if seen is None else outside & set(seen)),
        sign_offs_of(revision),
    )


def reports_of(submissions: list[Submission], tree: UnitTree) -> Iterator[Report]:
    """The current reports that count; one below a report of the whole stands beside it and does not."""
    with_roster = set(
        RosterEntry.objects.filter(submission__in=[each.pk for each in submissions])
        .values_list("submission_id", flat=True)
        .distinct()
    )
    totals = total_people(submissions[0].revision) if submissions else {}
    whole = {each.unit_id for each in submissions if each.covers_subordinates}
    for each in submissions:
        if whole.isdisjoint(tree.line(each.unit_id)[1:]):
            units = tree.subtree(each.unit_id) if each.covers_subordinates else [each.unit_id]
            # an empty unit that was closed has nobody on its roster
            is_empty = not each.covers_subordinates and each.batch_id is None and totals.get(each.unit_id) == 0
            has_roster = each.pk in with_roster or is_empty
            yield Report(each.unit_id, each.pk, frozenset(units), has_roster)


def is_comparable(report: Report, covered: Collection[int], tree: UnitTree, family: Lineage) -> bool:
    """Whether the register knows whom it should have counted: itself then, or where the unit has gone since."""
    if report.has_roster or report.units <= covered:
        return True
    return report.unit not in tree.parents and not covered.isdisjoint(relatives(family, report.unit))


def sign_offs_of(revision: Revision) -> dict[tuple, SignOff]:
    signed: Iterable[SignOff] = SignOff.objects.filter(revision=revision).select_related("by")
    return {(each.unit_id, each.category_id, each.value_id, each.person_id, each.cause): each for each in signed}
