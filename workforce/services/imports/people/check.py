"""A people workbook checked against the register: what it says, what is wrong with it, what it would change."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from workforce.models import ImportBatch, Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.units import UnitTree, tree_on
from workforce.services.imports.content import UnitWords, is_unclear, propose
from workforce.services.imports.marked.settled import settled
from workforce.services.imports.matching import UnitFinder
from workforce.services.imports.old_encodings import in_unicode
from workforce.services.imports.people.changes import Kind, PersonChange, compare
from workforce.services.imports.people.collecting import without_collecting
from workforce.services.imports.people.content import people_tests
from workforce.services.imports.people.details import DetailReader, Listed
from workforce.services.imports.people.headings import Part
from workforce.services.imports.people.matching import Proposal, duplicates, match
from workforce.services.imports.people.opening import OpenedPeople, open_people
from workforce.services.imports.people.rows import PeopleReader
from workforce.services.imports.people.said import PersonSaid
from workforce.services.imports.people.sheets import Units, parsers
from workforce.services.imports.people.words import Words
from workforce.services.imports.problems import Code, Problem, Refused, Severity, has_errors, in_reading_order
from workforce.services.imports.reading import read_workbook
from workforce.services.imports.remembering import remembered_columns
from workforce.services.imports.settling import settle_date, settle_unit
from workforce.services.imports.understood import ReadSheet


@dataclass
class Check:
    """``people`` is what the file says; ``changes`` what confirming it would do to the register as it stands now.

    ``read`` is how the sheets were read, which ``choices`` (see ``imports.choices``) correct.
    ``matches``: unit names of the file → keys of units; ``decisions``: rows → records, see ``matching.match``.
    """

    content: bytes
    file_name: str
    by: User | None
    by_name: str
    matches: dict[str, str] = field(default_factory=dict)
    decisions: Mapping[str, int | str] = field(default_factory=dict)
    unit: Unit | None = None
    as_of: date | None = None
    always_new: bool = False
    sheets: list[str] = field(default_factory=list)
    of_the_file: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    people: list[PersonSaid] = field(default_factory=list)
    changes: list[PersonChange] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    tree: UnitTree | None = None
    words: Words | None = None
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
        return {"people": len(self.people), **{kind.value: kinds.count(kind) for kind in Kind}}


@without_collecting()
def check(
    *,
    content: bytes,
    file_name: str,
    unit: Unit | None,
    as_of: date | None,
    by: User | None,
    by_name: str,
    matches: dict[str, str] | None = None,
    decisions: Mapping[str, int | str] | None = None,
    choices: Mapping | None = None,
    unit_code: str = "",
    always_new: bool = False,
    against_register: bool = True,
) -> Check:
    """Read a file and compare it with the register, unless that is left to ``confirm``; saves nothing.

    ``as_of`` is the day on which what the file says without a date was so. ``always_new`` takes every row that may be
    somebody on record by name and birth date for somebody else.
    """
    result = Check(content, file_name, by, by_name, matches or {}, decisions or {}, unit, as_of, always_new)
    result.choices = choices or {}
    read(result, unit_code, is_new=matches is None and choices is None)
    if result.people and against_register:
        compare_with_register(result)
    return result


def read(result: Check, unit_code: str = "", *, is_new: bool = False) -> None:
    """From the bytes to what the file says of each person. It asks for units and code lists, never for people."""
    try:
        workbook = read_workbook(result.content, result.file_name)
        if is_new:
            result.matches, result.choices = settled(workbook, result.by, ImportBatch.Kind.PEOPLE)
        workbook = in_unicode(workbook, result.choices)
    except Refused as refused:
        result.of_the_file = result.problems = [refused.problem]
        return
    result.sheets = [sheet.name for sheet in workbook.sheets]
    remembered = remembered_columns(result.by_name, ImportBatch.Kind.PEOPLE)
    opened = open_people(workbook, result.choices, remembered)
    result.of_the_file, result.read = opened.problems, opened.read
    if opened.is_readable:
        settle(result, opened, unit_code)
        if result.tree is not None and result.unit is not None:
            read_people(result, opened)
    result.of_the_file += proposals_by_content(result)
    result.problems = in_reading_order(result.of_the_file, result.sheets)


def proposals_by_content(result: Check) -> list[Problem]:
    """On the units of the date, or of today as long as it is not certain."""
    unclear = [sheet for sheet in result.read if is_unclear(sheet)]
    if not unclear:
        return []
    today = timezone.localdate()
    day = result.as_of or today
    words, units = result.words or Words(day), UnitWords(result.tree or tree_on(day))
    tests = {sheet.part: list(people_tests(sheet.part, words, units, today)) for sheet in unclear}
    return [found for sheet in unclear for found in propose(sheet, tests[sheet.part])]


def settle(result: Check, opened: OpenedPeople, unit_code: str) -> None:
    result.as_of, problems = settle_date(opened, result.as_of, timezone.localdate())
    result.of_the_file += problems
    if result.as_of is None:
        return
    result.tree = tree_on(result.as_of)
    chosen = result.unit
    if chosen is None and not unit_code:
        result.of_the_file.append(Problem(Code.UNIT_MISSING, params={"found": []}))
        return
    result.unit, problems = settle_unit(opened, chosen, unit_code, result.tree)
    result.of_the_file += problems
    if problems:
        result.tree = None
        result.unit = chosen


def read_people(result: Check, opened: OpenedPeople) -> None:
    today = timezone.localdate()
    result.words = Words(result.as_of)
    parse = parsers(result.words)
    finder = UnitFinder(result.tree, result.unit.pk, result.by_name, result.matches)
    seen = units_seen_by(result.by) if result.by else None
    units = Units(finder, lambda unit: seen is None or unit in seen)
    readers = [PeopleReader(sheet, parse, today, units) for sheet in opened.of(Part.PEOPLE)]
    result.people = [said for reader in readers for said in reader.read()]
    listed = Listed(result.people)
    for part in (Part.POSTS, Part.DIPLOMAS, Part.CERTIFICATES):
        for sheet in opened.of(part):
            reader = DetailReader(sheet, parse, today, units, result.words, listed)
            reader.read()
            readers.append(reader)
    for reader in readers:
        result.of_the_file += reader.problems + reader.notices()
    result.of_the_file += duplicates(result.people)


def compare_with_register(result: Check, *, hold: bool = False) -> None:
    """What the file would change now; with ``hold`` nobody else changes these records until the transaction ends."""
    found = match(result.people, result.decisions, result.by, always_new=result.always_new, hold=hold)
    result.proposals = found.proposals
    result.changes, problems = compare(result.people, found.records, result.as_of, result.words)
    problems = result.of_the_file + found.problems + problems
    result.problems = in_reading_order(problems + already_imported(result, problems), result.sheets)


def already_imported(result: Check, problems: list[Problem]) -> list[Problem]:
    earlier = ImportBatch.objects.filter(
        kind=ImportBatch.Kind.PEOPLE, sha256=result.sha256, unit=result.unit, state=ImportBatch.State.APPLIED
    )
    if has_errors(problems) or any(change.kind is not Kind.UNCHANGED for change in result.changes):
        return []
    latest = earlier.defer("content").order_by("-at").first()
    if latest is None:
        return []
    return [Problem(Code.ALREADY_IMPORTED, Severity.NOTICE, params={"date": timezone.localtime(latest.at).date()})]
