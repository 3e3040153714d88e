"""What somebody learned and when: the diplomas behind a level, one still to come, and certificates."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from workforce.models import Qualification
from workforce.models.qualifications import AwardPrecision
from workforce.services.generation.chance import Bag, day_between
from workforce.services.generation.lives import YEAR, Life
from workforce.services.generation.plan import DOES_NOT_LEAD
from workforce.services.generation.weights import CBCCVC

Mode = Qualification.Mode

# By the trade that somebody works in, or else the field of their unit
DIPLOMAS = {
    "physician": {
        "doctorate": {"specialist_2": 60, "doctorate": 40},
        "masters": {"specialist_1": 60, "masters": 28, "residency": 12},
        "university": {"physician": 100},
    },
    "health": {"university": {"bachelor": 86, "pharmacist": 14}},
    "education": {"university": {"bachelor": 96, "other_university": 4}},
    "other": {"university": {"bachelor": 78, "engineer": 16, "architect": 2, "other_university": 4}},
}
ALWAYS = {level: {level: 1} for level in ("doctorate", "masters", "college", "intermediate", "elementary", "untrained")}
# What stands before a level, from the first diploma on
BEFORE = {"masters": ("university",), "doctorate": ("university", "masters")}
AGED = {"university": (22, 24), "college": (21, 22.5), "intermediate": (20, 22), "elementary": (18.5, 20)}
AGED_OTHERWISE = (18, 19)
YEARS_LATER = {"masters": (2, 18, 6), "doctorate": (4, 14, 6)}
COLLEGE_FIRST = 0.15
SHORTEST_STUDY, LATELY = timedelta(days=400), timedelta(days=1500)
STUDYING = {"university": ("masters", 0.05), "masters": ("doctorate", 0.03), "college": ("university", 0.1)}
OLDEST_STUDENT = 45

MAJORS = {
    "14": ("Sư phạm Toán học", "Sư phạm Ngữ văn", "Giáo dục Tiểu học", "Giáo dục Mầm non", "Quản lý giáo dục"),
    "72": ("Y khoa", "Điều dưỡng", "Dược học", "Y tế công cộng"),
    "34": ("Kế toán", "Quản lý công", "Tài chính - Ngân hàng", "Quản trị nhân lực"),
    "38": ("Luật", "Luật kinh tế"),
    "31": ("Kinh tế", "Quản lý nhà nước", "Chính trị học"),
    "48": ("Công nghệ thông tin", "Hệ thống thông tin"),
    "58": ("Kỹ thuật xây dựng", "Quản lý xây dựng"),
    "62": ("Nông học", "Lâm nghiệp", "Nuôi trồng thủy sản"),
    "85": ("Quản lý tài nguyên và môi trường",),
}
STUDIED_FOR = {
    "physician": (("72", "Y khoa"),),
    "pharmacist": (("72", "Dược học"),),
    "engineer": (("58", "Kỹ thuật xây dựng"), ("48", "Công nghệ thông tin"), ("62", "Nông học")),
    "architect": (("58", "Kiến trúc"),),
}
STUDIED_FOR |= dict.fromkeys(("specialist_1", "specialist_2", "residency"), (("72", "Nội khoa"), ("72", "Ngoại khoa")))
FIELDS = {
    "education": Bag({"14": 86, "48": 4, "34": 6, "62": 1, "31": 3}),
    "health": Bag({"72": 93, "34": 5, "48": 2}),
    "science": Bag({"62": 35, "48": 25, "58": 15, "34": 25}),
    "other": Bag({"34": 32, "38": 20, "31": 18, "62": 10, "48": 8, "58": 7, "85": 5}),
}
SCHOOLS = {"university": "Trường Đại học Minh Họa", "masters": "Trường Đại học Minh Họa"}
SCHOOLS |= {"doctorate": "Học viện Minh Họa", "college": "Trường Cao đẳng Minh Họa"}
SCHOOL_OTHERWISE = "Trường Trung cấp Minh Họa"
MODES = Bag({Mode.REGULAR: 70, Mode.WORK_STUDY: 14, Mode.IN_SERVICE: 8, Mode.DISTANCE: 4, "": 4})
PRECISIONS = Bag({AwardPrecision.DAY: 80, AwardPrecision.YEAR: 13, AwardPrecision.MONTH: 5, AwardPrecision.LATEST: 2})

# By what somebody is; "" leaves no trace, so that nobody knows
THEORY = {
    "leader_department_up": {"theory_advanced": 58, "theory_intermediate": 36, "theory_bachelor": 3, "": 3},
    "leader_other": {"theory_intermediate": 60, "theory_elementary": 24, "theory_advanced": 10, "": 6},
    "party_member": {"theory_elementary": 50, "theory_intermediate": 26, "theory_none": 18, "": 6},
    "other": {"theory_none": 58, "theory_elementary": 34, "": 8},
}
MANAGEMENT = {
    "3": {"management_senior": 90, "management_principal": 10},
    "2": {"management_principal": 86, "management_specialist": 12, "": 2},
    "1": {"management_specialist": 78, "management_none": 16, "": 6},
    "0": {"management_associate": 50, "management_none": 44, "": 6},
    "public_employee": {"management_none": 66, "management_specialist": 22, "": 12},
}
COMPUTERS = Bag({"it_certificate": 68, "it_intermediate": 6, "it_university": 4, "it_none": 12, "": 10})
LANGUAGES = Bag(
    {"english_certificate": 56, "foreign_language_none": 18, "other_language_certificate": 5, "": 16}
    | {"english_university_up": 4, "other_language_university_up": 1}
)
SECOND_LANGUAGE = 0.04
BAGS = {key: Bag(weights) for table in (THEORY, MANAGEMENT) for key, weights in table.items()}


class Diploma(NamedTuple):
    code: str
    awarded_on: date | None
    precision: str
    in_progress: bool
    field: str
    major: str
    mode: str
    institution: str


class Award(NamedTuple):
    value: str
    awarded_on: date
    precision: str


class Diplomas:
    """``counting`` says as which level a diploma type counts on the day: where the law changed, others are drawn."""

    def __init__(self, counting: dict[str, str]):
        self.bags = {}
        for trade in DIPLOMAS:
            for level, usual in (ALWAYS | DIPLOMAS[trade]).items():
                fitting = {code: weight for code, weight in usual.items() if counting.get(code) == level}
                self.bags[trade, level] = Bag(fitting or {level: 1})

    def draw(self, rng: Random, trade: str, field: str, level: str) -> str:
        known = next((name for name in (trade, field) if name in DIPLOMAS), "other")
        return self.bags[known, level].draw(rng)


def diplomas(rng: Random, life: Life, trade: str, known: Diplomas, since: date, last: date) -> list[Diploma]:
    """Those that make the level on ``last``, and perhaps one that is still being studied for."""
    level, field = life.slot.education, life.slot.place.field
    if level == "education_no_information":
        return []
    studied = FIELDS[field if field in FIELDS and life.slot.category in CBCCVC else "other"].draw(rng)
    steps = [*BEFORE.get(level, ()), level]
    if level == "university" and rng.random() < COLLEGE_FIRST:
        steps.insert(0, "college")
    found, day = [], life.born
    for step in steps:
        day = day_of(rng, life.born, day, step, last)
        found.append(diploma(rng, known.draw(rng, trade, field, step), step, studied, awarded(rng, day, since, last)))
    further, chance = STUDYING.get(level, ("", 0))
    if (last - life.born).days < OLDEST_STUDENT * YEAR and life.why == "" and rng.random() < chance:
        code = known.draw(rng, trade, field, further)
        found.append(diploma(rng, code, further, studied, (None, AwardPrecision.DAY)))
    return found


def day_of(rng: Random, born: date, before: date, step: str, last: date) -> date:
    """Schools hand out diplomas from June to September; later degrees come when work leaves time, but by ``last``."""
    if step in YEARS_LATER:
        day = before + timedelta(days=int(rng.triangular(*YEARS_LATER[step]) * YEAR))
    elif step == "university" and before != born:
        day = before + timedelta(days=int(rng.uniform(3.5, 9) * YEAR))
    else:
        day = born + timedelta(days=int(rng.uniform(*AGED.get(step, AGED_OTHERWISE)) * YEAR))
        day = day.replace(month=rng.randint(6, 9), day=rng.randint(1, 28))
    if day <= last:
        return day
    earliest = max(before + SHORTEST_STUDY, last - LATELY)
    return day_between(rng, min(earliest, last), last)


def awarded(rng: Random, day: date, since: date, last: date) -> tuple[date, str]:
    """As precisely as records know it; a day after ``last`` would not count yet."""
    precision, stored = PRECISIONS.draw(rng), day
    if precision == AwardPrecision.YEAR:
        stored = date(day.year, 12, 31)
    elif precision == AwardPrecision.MONTH:
        stored = day.replace(day=monthrange(day.year, day.month)[1])
    elif precision == AwardPrecision.LATEST:
        stored = max(day, since)
    return (stored, precision) if stored <= last else (day, AwardPrecision.DAY)


def diploma(rng: Random, code: str, level: str, field: str, award: tuple[date | None, str]) -> Diploma:
    awarded_on, precision = award
    if level in ("elementary", "untrained"):
        return Diploma(code, awarded_on, precision, awarded_on is None, "", "", "", "")
    school = SCHOOLS.get(level, SCHOOL_OTHERWISE)
    field, major = rng.choice(STUDIED_FOR.get(code) or [(field, each) for each in MAJORS[field]])
    return Diploma(code, awarded_on, precision, awarded_on is None, field, major, MODES.draw(rng), school)


def certificates(rng: Random, life: Life, rung: int, since: date, last: date) -> list[Award]:
    """Of contract and part-time staff nobody asks for more than computers."""
    slot = life.slot
    if slot.category not in CBCCVC:
        return [award(rng, value, life.recruited, since, last) for value in [COMPUTERS.draw(rng)] if value]
    leads = slot.leadership != DOES_NOT_LEAD
    theory = slot.leadership if leads else slot.party
    management = str(rung) if slot.category in ("cadre", "civil_servant") else "public_employee"
    values = [BAGS[theory if theory in BAGS else "other"].draw(rng)]
    values += [BAGS[management].draw(rng), COMPUTERS.draw(rng), LANGUAGES.draw(rng)]
    if values[-1] == "english_certificate" and rng.random() < SECOND_LANGUAGE:
        values.append("other_language_certificate")
    if values[0] == "theory_advanced" and rng.random() < 0.5:
        values.append("theory_intermediate")
    return [award(rng, value, life.recruited, since, last) for value in values if value]


def award(rng: Random, value: str, recruited: date, since: date, last: date) -> Award:
    """A "none yet" was asked when the record began, and is known since then at the latest."""
    if value.endswith("_none"):
        return Award(value, min(max(recruited, since), last), AwardPrecision.LATEST)
    return Award(value, *awarded(rng, day_between(rng, recruited, last), since, last))
