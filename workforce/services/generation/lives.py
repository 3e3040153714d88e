"""When somebody was born, came and goes: by the law's retirement ages, and otherwise by chance."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from workforce.models import Appointment
from workforce.models.periods import OPEN_END
from workforce.services.generation.chance import Bag, day_between
from workforce.services.generation.places import Map
from workforce.services.generation.plan import DOES_NOT_LEAD, Slot
from workforce.services.generation.weights import BESIDE, CATEGORIES, USUAL
from workforce.vietnam.retirement import last_day, month_number, retirement_date

Reason = Appointment.EndReason
YEAR = 365.25
# Who reached the age before the schedule of Decree 135/2020/NĐ-CP began retires here at the ages it started from
AGE_BEFORE_THE_SCHEDULE = {"male": 60, "female": 55}
YOUNGEST = {"doctorate": 33, "masters": 27, "university": 23.5, "college": 22}
YOUNGEST_OF_ALL, YOUNGEST_LEADER, OLDEST = 20.5, 33, 61
USUAL_AGE = {True: 46, False: 37}
RECRUITED_AGED = {"part_time_commune": (20, 45, 30), "contract_111": (20, 45, 27), "expert_contract": (32, 50, 38)}
RECRUITED_AGED_USUALLY = (21, 34, 24.5)
YEARS_OF_A_CONTRACT = {"contract_111": 6, "expert_contract": 2}
PERCENT_LEAVING_A_YEAR = 2.4
NOTICE = timedelta(days=180)
FIRST_LEAVING = timedelta(days=60)

WHY = Bag(
    {Reason.RETIREMENT: 64, Reason.RESIGNATION: 15, Reason.LEFT_PROVINCE: 11, Reason.EARLY_RETIREMENT: 6}
    | {Reason.DEATH: 3, Reason.DISMISSAL: 1}
)
WHY_OF_CATEGORY = {
    "contract_111": Bag({Reason.CONTRACT_END: 70, Reason.RESIGNATION: 30}),
    "expert_contract": Bag({Reason.CONTRACT_END: 100}),
    "part_time_commune": Bag({Reason.RESIGNATION: 60, Reason.TERM_END: 40}),
}


class Life(NamedTuple):
    """``out`` is the first day out. ``sex`` is what somebody is, on record or not."""

    slot: Slot
    sex: str
    born: date
    recruited: date
    out: date
    why: str


def serving(rng: Random, slot: Slot, day: date) -> Life:
    """Somebody in service on the day; of those who retire soon, some have the decision already."""
    sex = sex_of(rng, slot)
    leads = slot.leadership != DOES_NOT_LEAD
    youngest = max(YOUNGEST.get(slot.education, YOUNGEST_OF_ALL), YOUNGEST_LEADER if leads else 0)
    born = retires = day
    while retires <= day:
        born = day - timedelta(days=int(rng.triangular(youngest, OLDEST, USUAL_AGE[leads]) * YEAR))
        retires = retirement(sex, born)
    recruited = recruitment(rng, slot, born, day)
    if retires <= day + NOTICE and rng.random() < 0.5:
        return Life(slot, sex, born, recruited, retires + timedelta(days=1), Reason.RETIREMENT)
    return Life(slot, sex, born, recruited, OPEN_END, "")


def leavers(rng: Random, map: Map, since: date, day: date, count: int) -> Iterator[Life]:
    """Those who left between the two days, from whatever unit there was then."""
    places = Bag({place.key: place.weight for place in map.places})
    by_key = {place.key: place for place in map.places}
    bags: dict[tuple, Bag] = {}
    for number in range(count):
        last = day_between(rng, since + FIRST_LEAVING, day - timedelta(days=1))
        place = by_key[places.draw(rng)]
        while not place.starts <= last < place.ends:
            place = by_key[places.draw(rng)]
        if place.trade not in bags:
            bags[place.trade] = Bag(CATEGORIES[place.kind] | BESIDE[place.kind])
        category = bags[place.trade].draw(rng)
        values = []
        for dimension, usual in USUAL.items():
            if (place.trade, category, dimension) not in bags:
                bags[place.trade, category, dimension] = Bag(usual(place, category))
            values.append(bags[place.trade, category, dimension].draw(rng))
        yield leaver(rng, Slot(place, category, number, *values), since, last)


def leaver(rng: Random, slot: Slot, since: date, last: date) -> Life:
    sex, why = sex_of(rng, slot), WHY_OF_CATEGORY.get(slot.category, WHY).draw(rng)
    if why == Reason.RETIREMENT:
        born = last - timedelta(days=int((AGE_BEFORE_THE_SCHEDULE[sex] + 1) * YEAR + rng.randint(0, 27)))
        born += last - timedelta(days=31) - retirement(sex, born)
        retires = retirement(sex, born)
        if max(slot.place.starts, since + FIRST_LEAVING) <= retires <= last:
            last = retires
        else:
            why = Reason.EARLY_RETIREMENT
    else:
        youngest = YOUNGEST.get(slot.education, YOUNGEST_OF_ALL) + 1
        oldest = 54 if why != Reason.EARLY_RETIREMENT else 59
        age = rng.triangular(50 if why == Reason.EARLY_RETIREMENT else youngest, oldest, max(youngest, 52))
        born = last - timedelta(days=int(age * YEAR))
    return Life(slot, sex, born, recruitment(rng, slot, born, last), last + timedelta(days=1), why)


def retirement(sex: str, born: date) -> date:
    """The last day of service."""
    return retirement_date(sex, born) or last_day(month_number(born) + 12 * AGE_BEFORE_THE_SCHEDULE[sex])


def recruitment(rng: Random, slot: Slot, born: date, last: date) -> date:
    aged = rng.triangular(*RECRUITED_AGED.get(slot.category, RECRUITED_AGED_USUALLY))
    latest = last - timedelta(days=30)
    day = born + timedelta(days=int(aged * YEAR))
    if day > latest:
        day = day_between(rng, latest - timedelta(days=600), latest)
    if slot.category in YEARS_OF_A_CONTRACT:
        day = max(day, day_between(rng, latest - timedelta(days=365 * YEARS_OF_A_CONTRACT[slot.category]), latest))
    return day


def sex_of(rng: Random, slot: Slot) -> str:
    """Where the record does not say, a sex all the same: names have one."""
    return {"women": "female", "men": "male"}.get(slot.sex) or rng.choice(["female", "male"])
