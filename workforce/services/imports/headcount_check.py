"""A headcount file checked against what is stored: what it says, what is wrong with it, what it would change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from workforce.models import ImportBatch, Revision, Unit, User
from workforce.queries.reporting import owed_to
from workforce.queries.reports import revision_before
from workforce.queries.units import UnitTree, tree_on
from workforce.services.imports.changes import (
    Kind,
    UnitChange,
    compare,
    conflicts_with_reports,
    covered_by_reports,
    covers_owing,
    covers_reports,
    revision_to_fill,
)
from workforce.services.imports.checking import OpenedFile, Proposal, open_workbook, proposals_of, read_rows
from workforce.services.imports.content import UnitWords, headcount_tests, is_unclear, propose
from workforce.services.imports.last_snapshot import far_from_last, like_last, with_last_totals
from workforce.services.imports.marked.settled import settled
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.official_forms.proposing import problems_of_forms
from workforce.services.imports.old_encodings import in_unicode
from workforce.services.imports.parts import parts_of
from workforce.services.imports.problems import Code, Problem, Refused, Severity, has_errors, in_reading_order
from workforce.services.imports.reading import Workbook, read_workbook
from workforce.services.imports.remembering import remembered_columns
from workforce.services.imports.rows import percent_problems
from workforce.services.imports.settling import settle_date, settle_unit
from workforce.services.imports.understood import ReadSheet
from workforce.services.imports.vocabulary import Vocabulary, vocabulary


@dataclass
class Check:
    """What a file says, what is wrong with it, and what confirming it would change.

    ``read`` is how its sheets were read, which ``choices`` (see ``imports.choices``) correct.
    """

    content: bytes
    file_name: str
    by: User | None
    by_name: str
    matches: dict[str, str]
    unit: Unit | None = None
    as_of: date | None = None
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    changes: list[UnitChange] = field(default_factory=list)
    tree: UnitTree | None = None
    words: Vocabulary | None = None
    last_as_of: date | None = None
    choices: Mapping = field(default_factory=dict)
    read: list[ReadSheet] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return has_errors(self.problems)

    @property
    def has_warnings(self) -> bool:
        return any(problem.severity is Severity.WARNING for problem in self.problems)

    @property
    def changes_nothing(self) -> bool:
        return not self.has_errors and all(change.kind is Kind.UNCHANGED for change in self.changes)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def summary(self) -> dict:
        kinds = [change.kind for change in self.changes]
        return {
            "units": len(self.proposals),
            "figures": sum(len(proposal.cells) for proposal in self.proposals),
            "people": sum(change.new_total for change in self.changes),
            **{kind.value: kinds.count(kind) for kind in Kind},
        }


def check(
    *,
    content: bytes,
    file_name: str,
    unit: Unit | None,
    as_of: date | None,
    by: User | None,
    by_name: str,
    matches: dict[str, str] | None = None,
    choices: Mapping | None = None,
    unit_code: str = "",
) -> Check:
    """Read a file and compare it with what is stored; saves nothing.

    ``unit`` (or ``unit_code``, on the date of the figures) is the province or the unit whose subordinates the file is
    about; without it, the file must name one. ``matches``: unit names of the file → keys of units, settled by hand.
    """
    result = Check(content, file_name, by, by_name, matches or {}, unit, as_of, choices=choices or {})
    try:
        workbook = read_workbook(content, file_name)
        if matches is None and choices is None:
            result.matches, result.choices = settled(workbook, by, ImportBatch.Kind.HEADCOUNT)
        workbook = in_unicode(workbook, result.choices)
    except Refused as refused:
        result.problems = [refused.problem]
        return result
    fill(result, workbook, unit_code)
    result.problems = in_reading_order(result.problems, [sheet.name for sheet in workbook.sheets])
    return result


def fill(result: Check, workbook: Workbook, unit_code: str) -> None:
    words = result.words = vocabulary()
    remembered = remembered_columns(result.by_name, ImportBatch.Kind.HEADCOUNT)
    opened = open_workbook(workbook, words, result.choices, remembered)
    result.problems, result.read = opened.problems, opened.sheets
    if opened.is_empty:
        return
    tree = settle(result, opened, unit_code)
    result.problems += proposals_by_content(result)
    if not opened.is_readable:
        return
    if tree is None:
        result.problems += problems_of_rows(opened)
        return
    finder = UnitFinder(tree, result.unit.pk, result.by_name, result.matches)
    result.proposals, problems = proposals_of(opened, finder, tree)
    revision = revision_to_fill(tree.root(result.unit.pk), result.as_of)
    result.problems += problems + locked(revision)
    if not result.has_errors:
        before = revision_before(tree.root(result.unit.pk), result.as_of)
        result.last_as_of = before.snapshot.as_of if before else None
        changes = compare(result.proposals, revision, tree, words)
        result.changes = with_last_totals(changes, before)
        result.problems += far_from_last(result.changes, before)
        names = {value_id: value.name for value_id, value in words.values.items()}
        result.problems += like_last(result.changes, before, words.total.pk, names)
        result.problems += covered_by_reports(result.changes, revision, tree) + already_imported(result, revision)
        result.problems += covers_reports(result.changes, revision, tree)
        owed = owed_to(tree.root(result.unit.pk), result.as_of)
        result.problems += covers_owing(result.changes, revision, owed, tree)
        result.problems += conflicts_with_reports(result.proposals, revision, tree, words)


def settle(result: Check, opened: OpenedFile, unit_code: str) -> UnitTree | None:
    """The units of the date; None as long as the date or the unit is not certain."""
    result.as_of, problems = settle_date(opened, result.as_of, timezone.localdate())
    result.problems += problems
    if result.as_of is None:
        return None
    result.tree = tree_on(result.as_of)
    result.unit, problems = settle_unit(opened, result.unit, unit_code, result.tree)
    result.problems += problems
    return None if problems else result.tree


def proposals_by_content(result: Check) -> list[Problem]:
    """On the units of the date, or of today as long as it is not certain."""
    unclear = [sheet for sheet in result.read if is_unclear(sheet)]
    if not unclear:
        return []
    units = UnitWords(result.tree or tree_on(timezone.localdate()))
    return [found for sheet in unclear for found in propose(sheet, headcount_tests(result.words, units))]


def problems_of_rows(opened: OpenedFile) -> list[Problem]:
    """What is wrong with each row by itself, whichever unit it is of."""
    rows, problems = read_rows(opened, None)
    for row in rows:
        problems += percent_problems(row, opened.words.total.pk)
        problems += [] if row.is_total else parts_of(row, opened.words).problems
    return problems + problems_of_forms(opened.forms, opened.left_out, opened.words)


def locked(revision: Revision | None) -> list[Problem]:
    if revision is None or not revision.is_locked:
        return []
    return [Problem(Code.REVISION_LOCKED, params={"number": revision.number, "date": revision.snapshot.as_of})]


def already_imported(result: Check, revision: Revision | None) -> list[Problem]:
    earlier = ImportBatch.objects.filter(sha256=result.sha256, revision=revision, state=ImportBatch.State.APPLIED)
    if revision is None or not result.changes_nothing or not earlier.exists():
        return []
    at = timezone.localtime(earlier.latest("at").at).date()
    return [Problem(Code.ALREADY_IMPORTED, Severity.NOTICE, params={"date": at})]
