"""A form of some categories beside what is stored of the others: BM01 leaves the public employees as they are."""

from collections.abc import Mapping
from dataclasses import replace

from workforce.models import Submission
from workforce.queries.units import UnitTree
from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.proposals import Proposal, UnitCells
from workforce.services.imports.vocabulary import Vocabulary


def with_other_categories(
    proposal: Proposal, current: Submission | None, stored: Mapping[int, UnitCells], words: Vocabulary
) -> Proposal:
    """With the figures of the current report that the file does not speak of."""
    others = other_cells(proposal, current, stored, words)
    return replace(proposal, cells=others | proposal.cells) if others else proposal


def other_cells(
    proposal: Proposal, current: Submission | None, stored: Mapping[int, UnitCells], words: Vocabulary
) -> UnitCells:
    if current is None or not proposal.categories:
        return {}
    cells = stored.get(current.pk, {})
    return {key: people for key, people in cells.items() if not is_spoken_of(key[0], proposal, words)}


def is_spoken_of(category: int, proposal: Proposal, words: Vocabulary) -> bool:
    """Also where the category holds those of the form with others in one."""
    return any(each in words.line(category) or category in words.line(each) for each in proposal.categories)


def conflicts(
    proposals: list[Proposal],
    current: Mapping[int, Submission],
    stored: Mapping[int, UnitCells],
    tree: UnitTree,
    words: Vocabulary,
) -> list[Problem]:
    """Where the form and the current report cannot stand side by side."""
    found = []
    for each in proposals:
        submission = current.get(each.unit_id)
        if submission is None or not each.categories:
            continue
        name = tree.name(each.unit_id)
        is_otherwise = submission.covers_subordinates != each.covers_subordinates
        if is_otherwise and tree.children.get(each.unit_id) and other_cells(each, submission, stored, words):
            found.append(Problem(Code.FORM_OTHER_SCOPE, row=each.first_row, found=name))
        if together := people_in_one(each, stored.get(submission.pk, {}), words):
            params = {"people": together}
            found.append(
                Problem(Code.FORM_REPLACES_ALL, Severity.WARNING, row=each.first_row, found=name, params=params)
            )
    return found


def people_in_one(proposal: Proposal, cells: UnitCells, words: Vocabulary) -> int:
    """The people whom the current report counts without telling the form's categories from others."""
    return sum(
        people
        for (category, _, _, value), people in cells.items()
        if value == words.total.pk
        and category not in proposal.categories
        and any(category in words.line(each) for each in proposal.categories)
    )
