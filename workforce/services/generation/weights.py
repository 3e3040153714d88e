"""What is usual: how large each part of the people of a unit is, where no table of totals says otherwise.

Made up so that lists and charts look like those of a province; no figure is of a real one.
"""

from workforce.services.generation.places import Place

CBCCVC = ("cadre", "civil_servant", "public_employee")

# Of the cadres, civil servants and public employees of a unit, by its kind
CATEGORIES = {
    "agency": {"civil_servant": 100},
    "district": {"cadre": 15, "civil_servant": 85},
    "commune": {"cadre": 45, "civil_servant": 55},
    "mass_organisation": {"cadre": 40, "civil_servant": 60},
    "party_body": {"cadre": 15, "civil_servant": 85},
    "public_service_unit": {"public_employee": 100},
}
# For each hundred of these: who works there and is not one of them
BESIDE = {
    "agency": {"contract_111": 6, "expert_contract": 0.4},
    "district": {"contract_111": 6},
    "commune": {"contract_111": 3, "part_time_commune": 75},
    "mass_organisation": {"contract_111": 4},
    "party_body": {"contract_111": 6},
    "public_service_unit": {"contract_111": 5},
}

LEADERS = {
    "agency": {"leader_department_up": 30, "leader_other": 0},
    "district": {"leader_department_up": 30, "leader_other": 0},
    "commune": {"leader_department_up": 25, "leader_other": 15},
    "mass_organisation": {"leader_department_up": 35, "leader_other": 0},
    "party_body": {"leader_department_up": 35, "leader_other": 0},
    "public_service_unit": {"leader_department_up": 2, "leader_other": 9},
}

LEVELS = {
    "agency": {"doctorate": 2, "masters": 26, "university": 68, "college": 2, "intermediate": 1.5},
    "district": {"doctorate": 0.3, "masters": 17, "university": 76, "college": 4, "intermediate": 2.5},
    "commune": {"masters": 6, "university": 72, "college": 8, "intermediate": 12, "elementary": 1},
    "mass_organisation": {"doctorate": 0.5, "masters": 20, "university": 75, "college": 3, "intermediate": 1},
    "education": {"doctorate": 0.1, "masters": 7, "university": 76, "college": 12, "intermediate": 4},
    "health": {"doctorate": 1, "masters": 12, "university": 44, "college": 25, "intermediate": 16, "elementary": 1},
    "other": {"doctorate": 1, "masters": 14, "university": 66, "college": 10, "intermediate": 7, "elementary": 1},
    "beside": {"university": 15, "college": 12, "intermediate": 25, "elementary": 18, "untrained": 28},
    "expert_contract": {"doctorate": 45, "masters": 40, "university": 15},
}
UNKNOWN_LEVEL = {"education_no_information": 1}

WOMEN = {"education": 68, "health": 62}
WOMEN_ELSEWHERE = 36
MEMBERS = {"public_service_unit": 48, "commune": 85}
MEMBERS_ELSEWHERE = 80

ETHNICITIES = (
    {"kinh": 85, "ethnic_tay": 5, "ethnic_nung": 2.5, "ethnic_dao": 1.6, "ethnic_hmong": 1.2, "ethnic_muong": 1}
    | {"ethnic_thai": 0.8, "ethnic_san_chay": 0.4, "ethnic_hoa": 0.3, "ethnic_khmer": 0.2}
    | {"ethnicity_no_information": 2}
)


def levels(place: Place, category: str) -> dict[str, float]:
    if category in CBCCVC:
        usual = LEVELS.get(place.kind) or LEVELS.get(place.field) or LEVELS["other"]
    else:
        usual = LEVELS.get(category) or LEVELS["beside"]
    return usual | UNKNOWN_LEVEL


def leaderships(place: Place, category: str) -> dict[str, float]:
    leaders = LEADERS[place.kind] if category in CBCCVC else {}
    return {**leaders, "not_leader": 100 - sum(leaders.values())}


def sexes(place: Place, category: str) -> dict[str, float]:
    women = WOMEN.get(place.field, WOMEN_ELSEWHERE)
    return {"women": women, "men": 100 - women, "sex_no_information": 0.1}


def parties(place: Place, category: str) -> dict[str, float]:
    members = MEMBERS.get(place.kind, MEMBERS_ELSEWHERE)
    return {"party_member": members, "not_party_member": 100 - members, "party_no_information": 2}


def ethnicities(place: Place, category: str) -> dict[str, float]:
    return ETHNICITIES


USUAL = {
    "leadership": leaderships,
    "education": levels,
    "sex": sexes,
    "party": parties,
    "ethnicity": ethnicities,
}
