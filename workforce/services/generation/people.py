"""Who somebody is: name, birth, and what records of that kind know, or fail to know.

Identity numbers stay empty for nearly everybody. Those given begin with 000, which no province ever had: none can be a
real person's. The portal doubts each of them for that very reason, and one in twenty-five shows it well enough.
Phones, addresses and other numbers are left out: there is nobody to call.
"""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from workforce.models.periods import DatePrecision
from workforce.services.generation.chance import Bag, day_between
from workforce.services.generation.lives import YEAR, Life
from workforce.services.generation.names import name

NO_PROVINCE = "000"
NOTE = "Số liệu giả định: không có người này."
WITH_NUMBER = 0.04
BIRTH_UNKNOWN, BIRTH_BY_YEAR, RECRUITMENT_UNKNOWN = 0.004, 0.03, 0.03
RELIGIONS = Bag(
    {"without_religion": 84, "religion_buddhism": 6, "religion_catholicism": 5, "religion_protestantism": 0.7, "": 4.3}
)
HOME_TOWNS = Bag({f"Xã Minh Họa {number}, tỉnh Minh Họa": 1 for number in range(3, 40)} | {"": 3})
JOINED_AGED = (20, 42, 28)
LEFT_THE_PARTY = 0.01


class Identity(NamedTuple):
    """As it is on record; values of dimensions by code, "" where nothing is known."""

    full_name: str
    birth_date: date | None
    birth_precision: str
    sex: str
    ethnicity: str
    religion: str
    identity_number: str
    home_town: str
    party_joined_on: date | None
    party_official_on: date | None
    party_left_on: date | None
    never_in_party: bool
    recruited_on: date | None


def identity(rng: Random, life: Life, last: date, taken: set[str]) -> Identity:
    """``taken`` are the identity numbers that somebody bears already; the new one joins them."""
    slot = life.slot
    birth_date, precision = birth_on_record(rng, life.born)
    return Identity(
        name(rng, life.sex),
        birth_date,
        precision,
        "" if slot.sex == "sex_no_information" else life.sex,
        "" if slot.ethnicity == "ethnicity_no_information" else slot.ethnicity,
        RELIGIONS.draw(rng),
        identity_number(rng, life, taken),
        HOME_TOWNS.draw(rng),
        *party(rng, life, last),
        None if rng.random() < RECRUITMENT_UNKNOWN else life.recruited,
    )


def birth_on_record(rng: Random, born: date) -> tuple[date | None, str]:
    chance = rng.random()
    if chance < BIRTH_UNKNOWN:
        return None, DatePrecision.DAY
    if chance < BIRTH_UNKNOWN + BIRTH_BY_YEAR:
        return date(born.year, 1, 1), DatePrecision.YEAR
    return born, DatePrecision.DAY


def identity_number(rng: Random, life: Life, taken: set[str]) -> str:
    if rng.random() >= WITH_NUMBER:
        return ""
    century_and_sex = 2 * (life.born.year // 100 - 19) + (life.sex == "female")
    number = f"{NO_PROVINCE}{century_and_sex}{life.born.year % 100:02}{rng.randrange(1_000_000):06}"
    if number in taken:
        return ""
    taken.add(number)
    return number


def party(rng: Random, life: Life, last: date) -> tuple[date | None, date | None, date | None, bool]:
    """Joined, full member a year later, left, and whether it is known that somebody never joined."""
    if life.slot.party == "party_no_information":
        return None, None, None, False
    if life.slot.party == "party_member":
        joined = life.born + timedelta(days=int(rng.triangular(*JOINED_AGED) * YEAR))
        if joined > last:
            joined = day_between(rng, last - (last - life.born) / 10, last)
        official = joined + timedelta(days=366)
        return joined, official if official <= last else None, None, False
    joined = life.born + timedelta(days=24 * 366)
    left = joined + timedelta(days=rng.randint(900, 4000))
    if rng.random() < LEFT_THE_PARTY and left <= last:
        return joined, joined + timedelta(days=366), left, False
    return None, None, None, True
