"""One cell of a file that is sent back: of the kind it was read as, and coloured where something is wrong with it."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workforce.services.imports.problems import Code, Problem, Severity
from workforce.services.imports.reading import BrokenCell, Cell
from workforce.services.workbooks import literal

COLOURS = {Severity.ERROR: "#FFB3B3", Severity.WARNING: "#FFE08A"}
# Typed again in a cell of another format, such a number would lose its zeros once more
BECOMES_TEXT = {Code.LEADING_ZERO_LOST, Code.NUMBER_FOR_TEXT, Code.IDENTITY_NUMBER_WRONG}
TEXT, DATE = "@", "dd/mm/yyyy"
# A spreadsheet counts its days from 1900 and believes that this year had a 29 February
FIRST_DAY = date(1900, 3, 1)
ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook):
        self.cell = cache(lambda severity, number_format, font="": made(book, severity, number_format, font))
        self.number = book.add_format({"num_format": f'"{_("Import no.")}" 0', "align": "left"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": TEXT})
        self.link = book.add_format({"font_color": "#0B5394", "underline": 1, "valign": "top"})

    def filled(self, severity: Severity) -> Format | None:
        return self.cell(severity, "")


def made(book: Workbook, severity: Severity | None, number_format: str, font: str) -> Format | None:
    facts = {"num_format": number_format} if number_format else {}
    if severity in COLOURS:
        facts |= {"bg_color": COLOURS[severity], "valign": "top"}
    if font:
        facts["font_name"] = font
    return book.add_format(facts) if facts else None


class CellWriter:
    def __init__(self, target: Worksheet, looks: Looks):
        self.target, self.looks = target, looks
        self.texts_cut = 0

    def write(self, row: int, column: int, cell: Cell, problems: Sequence[Problem] = (), font: str = "") -> None:
        severity = worst(problems) if problems else None
        becomes_text = any(problem.code in BECOMES_TEXT for problem in problems)
        plain = self.looks.cell(severity, TEXT if becomes_text else "")
        match cell:
            case None:
                self.target.write_blank(row, column, None, plain)
            case bool():
                self.target.write_boolean(row, column, cell, plain)
            case int() | float():
                self.target.write_number(row, column, cell, plain)
            case date() if cell >= FIRST_DAY:
                self.target.write_datetime(row, column, cell, self.looks.cell(severity, DATE))
            case date():
                self.write_text(row, column, f"{cell:%d/%m}/{cell.year:04}", self.looks.cell(severity, TEXT))
            case BrokenCell(text) if text in ERRORS:
                # The error itself as a formula: no formula of the file is ever written
                self.target.write_formula(row, column, f"={text}", plain, text)
            case _:
                self.write_text(row, column, str(cell), self.looks.cell(severity, TEXT, font))

    def write_text(self, row: int, column: int, text: str, look: Format | None) -> None:
        if self.target.write_string(row, column, literal(text), look) == -2:
            self.texts_cut += 1


def worst(problems: Sequence[Problem]) -> Severity | None:
    found = {problem.severity for problem in problems}
    return next((each for each in (Severity.ERROR, Severity.WARNING) if each in found), None)
