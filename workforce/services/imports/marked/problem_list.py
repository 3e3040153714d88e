"""The sheet in front of a file that is sent back: what is wrong with it, each with a link to its cell."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from workforce.services.imports.marked.cells import CellWriter, Looks
from workforce.services.imports.marked.sheets import COMMENTS_AT_MOST, MarkedSheet
from workforce.services.imports.problems import Problem, Severity, column_letter
from workforce.services.imports.reading import LIST_OF_PROBLEMS, NUMBER_ROW

# Below the 65,530 links that a sheet may have
LISTED_AT_MOST = 20_000
NAMES_OF_SEVERITIES = {
    Severity.ERROR: lambda: _("error"),
    Severity.WARNING: lambda: _("warning"),
    Severity.NOTICE: lambda: _("notice"),
}


def write_list(
    target: Worksheet,
    problems: Sequence[Problem],
    marked: Sequence[MarkedSheet],
    tell: Callable[[Problem], str],
    looks: Looks,
    number: int,
) -> None:
    """What is wrong, in reading order; ``number`` is that of the batch."""
    by_name = {each.sheet.name: each for each in reversed(marked)}
    write_text = CellWriter(target, looks).write_text
    for column, width in enumerate([12, 30, 30, 30, 110]):
        target.set_column(column, column, width)
    target.write_string(0, 0, LIST_OF_PROBLEMS, looks.title)
    said = [_("Correct the coloured cells, save the file and import it again. This sheet is left out then.")]
    said += remarks(len(problems), marked)
    target.write_number(NUMBER_ROW, 0, number, looks.number)
    for row, text in enumerate(said, start=2):
        target.write_string(row, 0, text)
    top = len(said) + 3
    headings = [_("Severity"), _("Cell"), _("Column"), _("Found"), _("What it means and what to do")]
    for column, text in enumerate(headings):
        target.write_string(top, column, text, looks.heading)
    for row, problem in enumerate(problems[:LISTED_AT_MOST], start=top + 1):
        target.write_string(row, 0, NAMES_OF_SEVERITIES[problem.severity](), looks.filled(problem.severity))
        write_place(target, row, problem, by_name.get(problem.sheet), looks)
        for column, text in enumerate([problem.heading, problem.found, tell(problem)], start=2):
            write_text(row, column, text, looks.wrapped)
    target.freeze_panes(top + 1, 0)


def write_place(target: Worksheet, row: int, problem: Problem, marked: MarkedSheet | None, looks: Looks) -> None:
    if marked is None or not problem.row:
        text = _("row %(row)s") % {"row": problem.row} if problem.row else problem.sheet
        target.write_string(row, 1, text, looks.wrapped)
        return
    line, column = marked.place(problem)
    cell = f"{column_letter(column)}{line + 1}"
    quoted = marked.name.replace("'", "''")
    target.write_url(row, 1, f"internal:'{quoted}'!{cell}", looks.link, f"{marked.name} · {cell}")


def remarks(count: int, marked: Iterable[MarkedSheet]) -> list[str]:
    """What Excel has no room for."""
    found = []
    if count > LISTED_AT_MOST:
        found.append(_("The list has the first %(listed)s of %(count)s.") % {"listed": LISTED_AT_MOST, "count": count})
    for each in marked:
        if each.comments_left_out:
            found.append(
                _("Sheet %(sheet)s: %(others)s coloured cells beyond the first %(comments)s have no comment.")
                % {"sheet": each.name, "comments": COMMENTS_AT_MOST, "others": each.comments_left_out}
            )
        if each.texts_cut:
            found.append(
                _("Sheet %(sheet)s: %(count)s texts are longer than Excel allows and were cut.")
                % {"sheet": each.name, "count": each.texts_cut}
            )
    return found
