"""One cell of a people workbook: what it states, or why it cannot be taken as it stands.

No type is guessed: a number where an identity number, a phone or a code belongs has lost what it began with.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from workforce.models import Appointment, Certificate, Person, Qualification
from workforce.services.imports.people.words import UnknownWord, WordList
from workforce.services.imports.problems import Code
from workforce.services.imports.reading import BrokenCell, Cell
from workforce.vietnam.dates import YEARS, PartialDate, parse_partial_date
from workforce.vietnam.identity_numbers import IdentityError, clean_identity_number, identity_number_error
from workforce.vietnam.text import clean

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
SEVERAL = re.compile(r"[;\n]")
LETTERS = re.compile(r"[^\W\d_]")
LOST_ZERO = {8, 11}  # digits of a CMND and of a CCCD that begin with 0, after a spreadsheet took them for numbers
LENGTHS = {
    field.name: field.max_length
    for model in (Certificate, Qualification, Appointment, Person)
    for field in model._meta.get_fields()
    if getattr(field, "max_length", None)
}

Parser = Callable[[Cell], object]

TEXTS_KEPT = 16_384  # of units, places and majors there are few, and each stands in thousands of rows
clean_often = lru_cache(TEXTS_KEPT)(clean)


class CellError(Exception):
    def __init__(self, code: Code, **params):
        super().__init__(code)
        self.code, self.params = code, params


def text_of(cell: Cell) -> str:
    """What is written in the cell. A number stands for itself only where no code is meant: a house, a class."""
    if type(cell) is str:
        return clean_text(cell)
    if type(cell) is int:
        return str(cell)
    refuse_broken(cell)
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return clean(str(cell))


def clean_text(text: str) -> str:
    """``clean``, and a short way for numbers and addresses: nothing in ASCII has two spellings."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return clean_often(text)


def refuse_broken(cell: Cell) -> None:
    if isinstance(cell, BrokenCell):
        raise CellError(Code.UNCALCULATED_FORMULA if cell.is_formula else Code.CELL_ERROR)


def text(field: str) -> Parser:
    limit = LENGTHS.get(field)

    def parse(cell: Cell) -> str:
        found = text_of(cell)
        if limit and len(found) > limit:
            raise CellError(Code.TEXT_TOO_LONG, limit=limit)
        return found

    return parse


def name(cell: Cell) -> str:
    found = text("full_name")(cell)
    if not LETTERS.search(found):
        raise CellError(Code.NOT_A_NAME)
    return found


def digits(field: str) -> Parser:
    """A number that is no number: a phone, a book, a code."""
    parse_text = text(field)

    def parse(cell: Cell) -> str:
        refuse_number(cell)
        return parse_text(cell)

    return parse


def refuse_number(cell: Cell) -> None:
    refuse_broken(cell)
    if not isinstance(cell, str):
        raise CellError(Code.NUMBER_FOR_TEXT)


def identity_number(cell: Cell) -> str:
    refuse_broken(cell)
    if isinstance(cell, int) and len(str(cell)) in LOST_ZERO:
        raise CellError(Code.LEADING_ZERO_LOST, digits=len(str(cell)))
    refuse_number(cell)
    found = clean_identity_number(cell)
    match identity_number_error(found):
        case IdentityError.WRONG_LENGTH if len(found) in LOST_ZERO:
            raise CellError(Code.LEADING_ZERO_LOST, digits=len(found))
        case IdentityError():
            raise CellError(Code.IDENTITY_NUMBER_WRONG)
    return found


def email(cell: Cell) -> str:
    found = text("email")(cell)
    if not EMAIL.fullmatch(found):
        raise CellError(Code.NOT_AN_EMAIL)
    return found


def partial_date(cell: Cell) -> PartialDate | None:
    if type(cell) is date and cell.year in YEARS:
        return PartialDate(cell.year, cell.month, cell.day)
    refuse_broken(cell)
    parsed = parse_partial_date(cell)
    if parsed.error:
        raise CellError(Code.NOT_A_DATE)
    return parsed.value


def day(cell: Cell) -> date | None:
    """For facts of which the register stores no precision."""
    if type(cell) is date and cell.year in YEARS:
        return cell
    found = partial_date(cell)
    if found is None:
        return None
    if found.precision != "day":
        raise CellError(Code.DAY_MISSING)
    return found.first_day


def word(words: WordList) -> Parser:
    def parse(cell: Cell) -> object:
        try:
            return words.find(cell if type(cell) is str else text_of(cell))
        except UnknownWord as unknown:
            raise CellError(Code.UNKNOWN_VALUE, suggestions=unknown.suggestions) from unknown

    return parse


def code(words: WordList) -> Parser:
    """A word that is a code: 01.003 as a number is 1.003."""
    parse_word = word(words)

    def parse(cell: Cell) -> object:
        refuse_number(cell)
        return parse_word(cell)

    return parse


def several(words: WordList) -> Parser:
    """Words in one cell, parted by semicolons or lines."""
    parse_word = word(words)

    def parse(cell: Cell) -> list:
        texts = SEVERAL.split(cell) if type(cell) is str else [cell]
        found = [parse_word(each) for each in texts if each.strip()]
        return list(dict.fromkeys(each for each in found if each is not None))

    return parse
