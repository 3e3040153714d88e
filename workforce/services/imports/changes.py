"""What an import would change: each unit of the file against its current report."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workforce.models import Headcount, Revision, Submission
from workforce.queries.units import UnitTree
from workforce.services.imports.beside import conflicts, with_other_categories
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.proposals import Proposal, UnitCells
from workforce.services.imports.vocabulary import Vocabulary


class Kind(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class ValueChange:
    """People of a value over all staff of the unit; None where the report does not state it."""

    value_id: int
    name: str
    old: int | None
    new: int | None


@dataclass(frozen=True)
class UnitChange:
    proposal: Proposal
    name: str
    kind: Kind
    old_total: int | None
    new_total: int
    values: list[ValueChange] = field(default_factory=list)
    current: Submission | None = None
    last_total: int | None = None

    @property
    def unit_id(self) -> int:
        return self.proposal.unit_id


def revision_to_fill(root_id: int, as_of: date) -> Revision | None:
    """The newest edition of the round, open or locked; None before the first file."""
    newest = Revision.objects.filter(snapshot__unit=root_id, snapshot__as_of=as_of).order_by("-number")
    return newest.select_related("snapshot").first()


def compare(
    proposals: list[Proposal], revision: Revision | None, tree: UnitTree, words: Vocabulary
) -> list[UnitChange]:
    units = [proposal.unit_id for proposal in proposals]
    current = current_submissions(revision, units)
    stored = cells_of(current.values())
    names = {value_id: value.name for value_id, value in words.values.items()}
    proposals = [with_other_categories(each, current.get(each.unit_id), stored, words) for each in proposals]
    return [
        change(proposal, current.get(proposal.unit_id), stored, tree.name(proposal.unit_id), words.total.id, names)
        for proposal in proposals
    ]


def current_submissions(revision: Revision | None, units: Iterable[int]) -> dict[int, Submission]:
    if revision is None:
        return {}
    found = revision.submissions.filter(is_current=True, unit__in=list(units))
    return {submission.unit_id: submission for submission in found}


def cells_of(submissions: Iterable[Submission]) -> dict[int, UnitCells]:
    found: dict[int, UnitCells] = defaultdict(dict)
    rows = Headcount.objects.filter(submission__in=[each.pk for each in submissions]).values_list(
        "submission_id", "category_id", "sector_id", "leadership_id", "value_id", "people"
    )
    for submission, *key, people in rows:
        found[submission][tuple(key)] = people
    return found


def change(
    proposal: Proposal,
    current: Submission | None,
    stored: dict[int, UnitCells],
    name: str,
    total: int,
    value_names: dict[int, str],
) -> UnitChange:
    old_cells = stored.get(current.pk, {}) if current else {}
    old, new = by_value(old_cells), by_value(proposal.cells)
    is_same = current and old_cells == proposal.cells and current.covers_subordinates == proposal.covers_subordinates
    kind = Kind.CREATED if current is None else Kind.UNCHANGED if is_same else Kind.CHANGED
    values = [
        ValueChange(value, value_name, old.get(value), new.get(value))
        for value, value_name in value_names.items()
        if value != total and old.get(value) != new.get(value)
    ]
    return UnitChange(proposal, name, kind, old.get(total), new.get(total, 0), values, current)


def by_value(cells: UnitCells) -> dict[int, int]:
    sums: dict[int, int] = {}
    for (_, _, _, value), people in cells.items():
        sums[value] = sums.get(value, 0) + people
    return sums


def conflicts_with_reports(
    proposals: list[Proposal], revision: Revision | None, tree: UnitTree, words: Vocabulary
) -> list[Problem]:
    """Where a form of some categories and the current report of all cannot stand side by side."""
    of_some = [proposal for proposal in proposals if proposal.categories]
    current = current_submissions(revision, [proposal.unit_id for proposal in of_some])
    return conflicts(of_some, current, cells_of(current.values()), tree, words) if current else []


def covered_by_reports(changes: list[UnitChange], revision: Revision | None, tree: UnitTree) -> list[Problem]:
    """Units above that reported for everybody below them: their figures count, the new ones stand beside them."""
    if revision is None:
        return []
    whole = revision.submissions.filter(is_current=True, covers_subordinates=True).values_list("unit_id", flat=True)
    above = set(whole) - {each.unit_id for each in changes}
    covered: dict[int, list[str]] = defaultdict(list)
    for each in changes:
        for ancestor in set(tree.line(each.unit_id)[1:]) & above:
            covered[ancestor].append(each.name)
    return [
        Problem(Code.COVERED_BY_REPORT, Severity.WARNING, found=tree.name(ancestor), params={"units": names})
        for ancestor, names in covered.items()
    ]


def covers_reports(changes: list[UnitChange], revision: Revision | None, tree: UnitTree) -> list[Problem]:
    """Units whose figures would take the place of reports of units below them, without the file having said so."""
    if revision is None:
        return []
    covering = {each.unit_id: each for each in changes if begins_to_cover(each)}
    others = set(revision.submissions.filter(is_current=True).values_list("unit_id", flat=True))
    others -= {each.unit_id for each in changes}
    covered: dict[int, list[str]] = defaultdict(list)
    for unit in others:
        for ancestor in covering.keys() & tree.line(unit)[1:]:
            covered[ancestor].append(tree.name(unit))
    return [
        Problem(
            Code.COVERS_REPORTS, row=each.proposal.first_row, found=each.name, params={"units": sorted(covered[unit])}
        )
        for unit, each in covering.items()
        if unit in covered
    ]


def covers_owing(
    changes: list[UnitChange], revision: Revision | None, owed: Collection[int], tree: UnitTree
) -> list[Problem]:
    """Units that owe a report of their own and would owe none any more, without the file having said so.

    Those that have reported already are errors: see ``covers_reports``.
    """
    current = revision.submissions.filter(is_current=True) if revision else Submission.objects.none()
    heard_of = {each.unit_id for each in changes} | set(current.values_list("unit_id", flat=True))
    waiting = set(owed) - heard_of
    found = []
    for each in filter(begins_to_cover, changes):
        below = [tree.name(unit) for unit in tree.subtree(each.unit_id) if unit in waiting]
        if below:
            place = {"row": each.proposal.first_row, "found": each.name, "params": {"units": below}}
            found.append(Problem(Code.COVERS_OWING, Severity.WARNING, **place))
    return found


def begins_to_cover(change: UnitChange) -> bool:
    """Whether a row that says nothing of its scope is read as of the whole unit, which it was not before."""
    covered_before = change.current is not None and change.current.covers_subordinates
    return change.proposal.covers_subordinates and not change.proposal.scope_is_stated and not covered_before
