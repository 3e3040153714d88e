"""Personal identification numbers (CCCD, 12 digits) and identity card numbers from before them (CMND, 9 digits).

A CCCD holds the place of birth registration, century and sex, the year of birth and six digits by chance (Decree
137/2015/NĐ-CP, art. 13; Circular 07/2016/TT-BCA, art. 7); no check digit is known. As people change sex and have their
births corrected, a disagreement is for somebody to look at, never a reason to refuse the number.
"""

import re
from datetime import date
from enum import StrEnum

from workforce.vietnam.text import clean

CCCD_LENGTH, CMND_LENGTH = 12, 9
DIGITS = re.compile("[0-9]+")

# "0" and the code of one of the 63 provinces before 01/07/2025: mergers do not change where a birth was registered.
# The codes of other countries, and of births after that day, were not found.
OLD_PROVINCE_CODES = """
001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045
046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093
094 095 096
"""
BIRTH_PROVINCES = frozenset(OLD_PROVINCE_CODES.split())


class IdentityError(StrEnum):
    NOT_DIGITS = "not_digits"
    WRONG_LENGTH = "wrong_length"


class IdentityDoubt(StrEnum):
    UNKNOWN_PROVINCE = "unknown_province"
    SEX_DISAGREES = "sex_disagrees"
    CENTURY_DISAGREES = "century_disagrees"
    BIRTH_YEAR_DISAGREES = "birth_year_disagrees"


def clean_identity_number(text: str) -> str:
    """Without the spaces and dots that people type; anything else stays, to be found by ``identity_number_error``."""
    return clean("".join(text.replace(".", " ").split()))


def identity_number_error(number: str) -> IdentityError | None:
    """For a cleaned number. Eleven digits, or eight, are mostly a leading zero lost in a spreadsheet: we add none."""
    if not DIGITS.fullmatch(number):
        return IdentityError.NOT_DIGITS
    return None if len(number) in (CCCD_LENGTH, CMND_LENGTH) else IdentityError.WRONG_LENGTH


def identity_doubts(
    number: str, sex: str | None, birth_date: date | None, birth_year_known: bool = True
) -> list[IdentityDoubt]:
    """What in a CCCD disagrees with the person's record; nothing for what the record does not know.

    A CMND, or a number with an error, says nothing about a person.
    """
    if len(number) != CCCD_LENGTH or identity_number_error(number):
        return []
    doubts = []
    if number[:3] not in BIRTH_PROVINCES:
        doubts.append(IdentityDoubt.UNKNOWN_PROVINCE)
    century_and_sex = int(number[3])  # 0 and 1 are men and women born 1900-1999, 2 and 3 those born 2000-2099
    if sex in ("male", "female") and sex != ("male", "female")[century_and_sex % 2]:
        doubts.append(IdentityDoubt.SEX_DISAGREES)
    if birth_date is not None and birth_year_known:
        century, year = divmod(birth_date.year, 100)
        if century != 19 + century_and_sex // 2:
            doubts.append(IdentityDoubt.CENTURY_DISAGREES)
        if year != int(number[4:6]):
            doubts.append(IdentityDoubt.BIRTH_YEAR_DISAGREES)
    return doubts
