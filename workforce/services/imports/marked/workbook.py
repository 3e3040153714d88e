"""A file sent back with its mistakes marked: every cell as it came, wrong ones coloured and commented.

In front stands a sheet that lists what is wrong. Whoever corrects the cells uploads the file as it is: the reading
knows that sheet by its first cell and leaves it out.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import xlsxwriter
from django.utils.translation import gettext as _

from workforce.services.imports.choices import choices_of
from workforce.services.imports.marked.cells import Looks
from workforce.services.imports.marked.problem_list import write_list
from workforce.services.imports.marked.sheets import MarkedSheet
from workforce.services.imports.old_encodings import old_columns, with_columns
from workforce.services.imports.problems import Problem
from workforce.services.imports.reading import Sheet, Workbook
from workforce.services.workbooks import SAFE

# constant_memory: a sheet of 200,000 rows is written row by row
OPTIONS = SAFE | {"constant_memory": True}
NAME_AT_MOST = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NOTHING: Mapping = {}
Tell = Callable[[Problem], str]


def marked_workbook(
    workbook: Workbook,
    problems: Iterable[Problem],
    tell: Tell,
    choices: Mapping[str, Mapping] = NOTHING,
    number: int = 0,
) -> bytes:
    """As xlsx, whatever it came as. ``tell``: what was found and what to do, in the reader's language.

    ``number`` is that of the batch: sent back, the file is read with what was settled by hand for it (``settled``).
    """
    problems = list(problems)
    workbook = with_decided_text(workbook, choices)
    names = names_in(workbook)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, OPTIONS) as book:
        looks = Looks(book)
        listing = book.add_worksheet(names[0])
        marked = [
            MarkedSheet(sheet, book.add_worksheet(name), name, of_sheet(problems, sheet), tell)
            for sheet, name in zip(workbook.sheets, names[1:], strict=True)
        ]
        for each in marked:
            each.write(looks)
        write_list(listing, problems, marked, tell, looks, number)
        listing.activate()
    return stream.getvalue()


def with_decided_text(workbook: Workbook, choices: Mapping[str, Mapping]) -> Workbook:
    """Text whose old encoding was settled goes out as Unicode; other text as it came, in its own font.

    What a file of bytes says in no known encoding is converted as it was understood: a workbook has no such bytes.
    """
    sheets = []
    for sheet in workbook.sheets:
        old = [each for each in old_columns(sheet, choices_of(choices, sheet.name)) if each.decided or sheet.one_byte]
        fonts = [font for font in sheet.fonts if font.column not in {each.index for each in old}]
        sheets.append(replace(with_columns(sheet, old), fonts=fonts))
    return replace(workbook, sheets=sheets)


def names_in(workbook: Workbook) -> list[str]:
    """Of the list of problems, then of each sheet."""
    return sheet_names([_("Problems"), *(sheet.name for sheet in workbook.sheets)])


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: 31 characters at most, some of them not, none twice whatever the case."""
    names: list[str] = []
    for name in wanted:
        plain = name.translate(FORBIDDEN_IN_NAMES).strip("' ")[:NAME_AT_MOST].strip("' ") or _("Data")
        number, unique = 1, plain
        while unique.casefold() in {each.casefold() for each in names}:
            number += 1
            unique = f"{plain[: NAME_AT_MOST - 6]} ({number})"
        names.append(unique)
    return names


def of_sheet(problems: list[Problem], sheet: Sheet) -> list[Problem]:
    """Those with a row: a csv has a sheet without a name, as has a problem of the whole file."""
    return [problem for problem in problems if problem.sheet == sheet.name and problem.row]
