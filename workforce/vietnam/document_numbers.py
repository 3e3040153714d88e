"""Numbers of Vietnamese documents: 17-NQ/TU, 179/2024/NĐ-CP, 202/2025/QH15, 2344/QĐ-UBND, 5765/BNV-TCBC.

Types are those of Decree 30/2020/NĐ-CP (Appendix III) with the legal normative ones; the Party's shape is that of
Quy định 66-QĐ/TW. A number alone identifies nothing: two shapes carry no year, and every province has a 17-NQ/TU.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from workforce.vietnam.text import clean


class System(StrEnum):
    PARTY = "party"
    ASSEMBLY = "assembly"
    NORMATIVE = "normative"
    ADMINISTRATIVE = "administrative"
    LETTER = "letter"


@dataclass(frozen=True)
class DocumentNumber:
    """``number`` keeps its leading zero; ``type`` is None for laws and letters, ``unit`` is the drafter of a letter."""

    number: str
    issuer: str
    system: System
    year: int | None = None
    type: str | None = None
    unit: str | None = None


LETTERS = "A-Za-zĐđƯưÂâĂăÊêÔôƠơÁáỦủỤụẢả"
PARTY_TYPES = "NQ|QĐ|CT|KL|QC|TT|TB|HD|BC|KH|CTr|ĐA|PA|TTr|CV|BB"
NORMATIVE_TYPES = "NĐ|TTLT|TT|QĐ|NQ|CT"
ADMINISTRATIVE_TYPES = "NQ|QĐ|CT|QC|QyĐ|TC|TB|HD|CTr|KH|PA|ĐA|DA|BC|BB|TTr|HĐ|CĐ|GM|VBHN|CV"
TYPES_IN_CAPITALS = set("|".join((PARTY_TYPES, NORMATIVE_TYPES, ADMINISTRATIVE_TYPES)).upper().split("|"))

NUMBER = r"(?P<number>[0-9]{1,5})"
YEAR = r"(?P<year>[0-9]{4})"
SHAPES = {  # the letter last: it has no type to know it by
    System.PARTY: rf"{NUMBER}-(?P<type>{PARTY_TYPES})/(?P<issuer>[{LETTERS}]+(?:[-.][{LETTERS}0-9]+)*)",
    System.ASSEMBLY: rf"{NUMBER}/{YEAR}/(?P<issuer>(?:UBTVQH|QH)[0-9]{{1,2}})",
    System.NORMATIVE: rf"{NUMBER}/{YEAR}/(?P<type>{NORMATIVE_TYPES})-(?P<issuer>[{LETTERS}]+(?:[-.][{LETTERS}]+)*)",
    System.ADMINISTRATIVE: (
        rf"{NUMBER}/(?P<type>{ADMINISTRATIVE_TYPES})-(?P<issuer>[{LETTERS}]+[0-9]{{0,2}}(?:[-.][{LETTERS}0-9]+)*)"
    ),
    System.LETTER: rf"{NUMBER}/(?P<issuer>[A-ZĐƯa-zđ]+)-(?P<unit>[{LETTERS}]+(?:[-.&][{LETTERS}]+)*)",
}
PATTERNS = {system: re.compile(shape) for system, shape in SHAPES.items()}

HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")  # word processors put them in
TYPE_PLACE = re.compile(r"\A([0-9]{1,5}(?:/[0-9]{4})?[-/])([A-Za-z]+)(?=[-/])")
# The English press drops the mark, and no other type reads so without it. HD and HĐ, DA and ĐA are different types.
WITHOUT_MARK = {"QD": "QĐ", "ND": "NĐ"}


def parse_document_number(text: str) -> DocumentNumber | None:
    """The parts of a number, or None when ``text`` is none (or holds more than a number)."""
    number = tidy(text)
    for system, pattern in PATTERNS.items():
        if match := pattern.fullmatch(number):
            parts = match.groupdict()
            if system is System.LETTER and parts["issuer"].upper() in TYPES_IN_CAPITALS:
                return None  # a type in the wrong case or shape, not an agency
            year = parts.pop("year", None)
            return DocumentNumber(**parts, system=system, year=int(year) if year else None)
    return None


def matches(typed: str, number: str) -> bool:
    """Whether someone who types ``typed`` means ``number``: 17-nq/tu, 2344/QD-UBND and 179/2024/ND-CP find theirs."""
    return typing_key(typed) == typing_key(number)


def typing_key(text: str) -> str:
    return tidy(text).upper().lstrip("0")


def tidy(text: str) -> str:
    """Plain hyphens, no spaces, and the mark restored in QD and ND where a type stands."""
    number = clean(text).translate(HYPHENS).replace(" ", "")
    return TYPE_PLACE.sub(lambda place: place[1] + WITHOUT_MARK.get(place[2].upper(), place[2]), number)
