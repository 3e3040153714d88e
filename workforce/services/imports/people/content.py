"""What the cells of a column of a people workbook look like where its heading says nothing."""

import re
from datetime import date

from workforce.services.imports.content import Tests, UnitWords
from workforce.services.imports.people.headings import CERTIFICATES, COLUMNS, Part
from workforce.services.imports.people.words import WordList, Words
from workforce.services.imports.reading import Cell
from workforce.vietnam.dates import parse_date_cell
from workforce.vietnam.text import clean, compare_key

# Common family names, without those that names of provinces begin with (Hà, Cao)
FAMILY_NAMES = {
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương",
    "lý", "đinh", "trương", "đào", "đoàn", "nông", "lương", "lò", "quàng", "triệu", "trịnh", "lưu", "tạ", "tô", "vi",
}  # fmt: skip
IDENTITY = re.compile(r"\d{12}|\d{9}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"(?:\+84|0)\d{9,10}")
LISTED = ["sex", "leadership", "category", "ethnicity", "religion", *CERTIFICATES, "diploma", "mode", "rank"]
WORKING_AGE = range(16, 80)


def people_tests(part: Part, words: Words, units: UnitWords, today: date) -> Tests:
    """Only the fields that the part has a column for."""
    found = [
        ("identity_number", is_identity_number),
        ("email", lambda cell: isinstance(cell, str) and bool(EMAIL.fullmatch(cell.strip()))),
        ("phone", is_phone),
        ("full_name", is_name_of_a_person),
        ("unit", units.is_name),
        ("birth_date", lambda cell: is_birth_date(cell, today)),
        *((field, in_list(words.lists[field])) for field in LISTED),
        ("unit_code", units.is_code),
    ]
    return [(field, test) for field, test in found if field in COLUMNS[part]]


def is_identity_number(cell: Cell) -> bool:
    """Its zeros may be lost: a number of eleven digits is one as well."""
    digits = re.sub(r"[\s.]", "", str(cell))
    return bool(IDENTITY.fullmatch(digits)) or (type(cell) is int and len(digits) == 11)


def is_phone(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(PHONE.fullmatch(re.sub(r"[\s.\-]", "", cell)))


def is_name_of_a_person(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    words = clean(cell).split()
    is_worded = 2 <= len(words) <= 6 and all(word.isalpha() and word[0].isupper() for word in words)
    return is_worded and compare_key(words[0]) in FAMILY_NAMES


def is_birth_date(cell: Cell, today: date) -> bool:
    """A day on which somebody who works now may have been born."""
    day = parse_date_cell(cell).value if isinstance(cell, (str, date)) else None
    return day is not None and today.year - day.year in WORKING_AGE


def in_list(words: WordList):
    return lambda cell: isinstance(cell, str) and compare_key(cell) in words.keyed
