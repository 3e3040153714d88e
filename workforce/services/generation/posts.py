"""Ranks and titles that go with a post."""

from random import Random

from workforce.services.generation.chance import Bag
from workforce.services.generation.places import Place
from workforce.services.generation.plan import DOES_NOT_LEAD, Slot

# Codes of ranks and professional titles, each ladder from the lowest rung up
ADMINISTRATION = ("01.004", "01.003", "01.002", "01.001")
LADDERS = {
    "high school": ("V.07.05.15", "V.07.05.14", "V.07.05.13"),
    "preschool": ("V.07.02.26", "V.07.02.25", "V.07.02.24"),
    "primary school": ("V.07.03.29", "V.07.03.28", "V.07.03.27"),
    "secondary school": ("V.07.04.32", "V.07.04.31", "V.07.04.30"),
    "physician": ("V.08.01.03", "V.08.01.02", "V.08.01.01"),
    "nurse": ("V.08.05.13", "V.08.05.12", "V.08.05.11"),
    "technician": ("V.08.07.19", "V.08.07.18"),
    "accountant": ("06.032", "06.031", "06.030"),
    "administration": ADMINISTRATION,
}
TRADES = {
    "schools of a commune": Bag({"preschool": 32, "primary school": 38, "secondary school": 26, "accountant": 4}),
    "education": Bag({"high school": 93, "accountant": 4, "administration": 3}),
    "health, highly educated": Bag({"physician": 52, "nurse": 36, "technician": 6, "administration": 6}),
    "health": Bag({"nurse": 70, "technician": 25, "accountant": 5}),
    "other": Bag({"administration": 88, "accountant": 12}),
}
RUNG = {"lowest": Bag({"0": 75, "1": 23, "2": 2}), "administration": Bag({"1": 88, "2": 12})}
LEADING = Bag({"1": 42, "2": 55, "3": 3})
BELOW_UNIVERSITY = {"college", "intermediate", "elementary", "untrained"}
WITHOUT_RANK = {"part_time_commune", "expert_contract"}
PERCENT_WITHOUT_RANK = 2

TITLES = {
    "high school": "Giáo viên trung học phổ thông",
    "preschool": "Giáo viên mầm non",
    "primary school": "Giáo viên tiểu học",
    "secondary school": "Giáo viên trung học cơ sở",
    "physician": "Bác sĩ",
    "nurse": "Điều dưỡng",
    "technician": "Kỹ thuật y",
    "accountant": "Kế toán",
}
ADMINISTRATIVE = ("Cán sự", "Chuyên viên", "Chuyên viên chính", "Chuyên viên cao cấp")
SUPPORT = {"01.010": "Lái xe", "01.011": "Bảo vệ", "01.009": "Phục vụ"}
PART_TIME = ("Trưởng thôn", "Công an viên", "Phó Chỉ huy trưởng quân sự", "Văn phòng Đảng ủy", "Thú y cơ sở")
# The head, the two or three deputies, and whoever leads a part
LEADERS = {
    "agency": ("Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Phó Trưởng phòng"),
    "district": ("Chủ tịch", "Phó Chủ tịch", "Trưởng phòng", "Phó Trưởng phòng"),
    "commune": ("Chủ tịch Ủy ban nhân dân", "Phó Chủ tịch Ủy ban nhân dân", "Trưởng phòng", "Phó Trưởng phòng"),
    "mass_organisation": ("Chủ tịch", "Phó Chủ tịch", "Trưởng ban", "Phó Trưởng ban"),
    "education": ("Hiệu trưởng", "Phó Hiệu trưởng", "Tổ trưởng chuyên môn", "Tổ phó chuyên môn"),
    "health": ("Giám đốc", "Phó Giám đốc", "Trưởng khoa", "Phó Trưởng khoa"),
    "other": ("Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Phó Trưởng phòng"),
}
DEPUTIES = range(1, 4)


def trade_of(rng: Random, slot: Slot) -> str:
    """The name of the ladder."""
    place = slot.place
    if slot.category in ("cadre", "civil_servant") or place.kind != "public_service_unit":
        return "administration"
    if place.field == "education":
        return TRADES["schools of a commune" if place.kind_above == "commune" else "education"].draw(rng)
    if place.field == "health":
        return TRADES["health" if slot.education in BELOW_UNIVERSITY else "health, highly educated"].draw(rng)
    return TRADES["other"].draw(rng)


def rung_of(rng: Random, slot: Slot, trade: str) -> int:
    if slot.education in BELOW_UNIVERSITY:
        return 0
    if slot.leadership != DOES_NOT_LEAD:
        usual = LEADING
    else:
        usual = RUNG["administration" if trade in ("administration", "accountant") else "lowest"]
    return min(int(usual.draw(rng)), len(LADDERS[trade]) - 1)


def title(trade: str, rung: int, category: str, leadership: str, number: int, place: Place) -> str:
    if category == "contract_111":
        return list(SUPPORT.values())[number % len(SUPPORT)]
    if category == "part_time_commune":
        return PART_TIME[number % len(PART_TIME)]
    if category == "expert_contract":
        return "Chuyên gia"
    if leadership == DOES_NOT_LEAD:
        return ADMINISTRATIVE[rung] if trade == "administration" else TITLES[trade]
    head, deputy, leader, second = LEADERS.get(place.kind) or LEADERS.get(place.field) or LEADERS["other"]
    if leadership == "leader_other":
        return (leader, second)[number % 2]
    return head if number == 0 else deputy if number in DEPUTIES else (leader, second)[number % 2]


def rank(trade: str, category: str, rung: int, number: int) -> str:
    """The code of the rank; "" where there is none, or where nobody wrote it down."""
    if category in WITHOUT_RANK or number % 100 < PERCENT_WITHOUT_RANK - 1:
        return ""
    if category == "contract_111":
        return list(SUPPORT)[number % len(SUPPORT)]
    return LADDERS[trade][rung]
