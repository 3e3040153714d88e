"""What a column of an imported file may mean, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Value
from workforce.services.imports.meanings import meaning_of_code
from workforce.services.imports.vocabulary import Role, Vocabulary

ROLES = {
    Role.UNIT: gettext_lazy("Unit: its name"),
    Role.CODE: gettext_lazy("Unit: its code"),
    Role.CATEGORY: gettext_lazy("Category"),
    Role.SECTOR: gettext_lazy("Sector"),
    Role.LEADERSHIP: gettext_lazy("Leadership level"),
    Role.SCOPE: gettext_lazy("Scope: own staff or everybody"),
}
FIELDS = {
    "number": gettext_lazy("Row number"),
    "identity_number": gettext_lazy("Identity number"),
    "full_name": gettext_lazy("Full name"),
    "other_name": gettext_lazy("Other name"),
    "birth_date": gettext_lazy("Date of birth"),
    "birth_date_men": gettext_lazy("Date of birth of men"),
    "birth_date_women": gettext_lazy("Date of birth of women"),
    "sex": gettext_lazy("Sex"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "religion": gettext_lazy("Religion"),
    "identity_issued_on": gettext_lazy("Identity card issued on"),
    "social_insurance_number": gettext_lazy("Social insurance number"),
    "birth_place": gettext_lazy("Place of birth"),
    "home_town": gettext_lazy("Home town"),
    "address": gettext_lazy("Present address"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "health": gettext_lazy("Health"),
    "in_party": gettext_lazy("Party member (yes or no)"),
    "party_joined_on": gettext_lazy("Joined the Party on"),
    "party_official_on": gettext_lazy("Full member of the Party since"),
    "party_left_on": gettext_lazy("Left the Party on"),
    "recruited_on": gettext_lazy("First recruited on"),
    "note": gettext_lazy("Note"),
    "unit": gettext_lazy("Unit: its name"),
    "unit_code": gettext_lazy("Unit: its code"),
    "category": gettext_lazy("Category"),
    "leadership": gettext_lazy("Leadership level"),
    "position": gettext_lazy("Position"),
    "rank": gettext_lazy("Rank code"),
    "start_decision": gettext_lazy("Decision number"),
    "contract_ends_on": gettext_lazy("Contract ends on"),
    "start": gettext_lazy("In post since"),
    "last_day": gettext_lazy("Last day in post"),
    "first_day_out": gettext_lazy("First day out"),
    "diploma": gettext_lazy("Diploma"),
    "awarded": gettext_lazy("Awarded on"),
    "major": gettext_lazy("Major"),
    "field": gettext_lazy("Field of training"),
    "institution": gettext_lazy("Institution"),
    "country": gettext_lazy("Country of study"),
    "mode": gettext_lazy("Mode of study"),
    "political_theory": gettext_lazy("Political theory"),
    "state_management": gettext_lazy("State management"),
    "it": gettext_lazy("Computer skills"),
    "foreign_language": gettext_lazy("Foreign languages"),
    "kind": gettext_lazy("Kind of post or certificate"),
    "level": gettext_lazy("Level"),
    "name": gettext_lazy("Name of the certificate"),
}
FOUND_BY = {
    "heading": gettext_lazy("by its heading"),
    "remembered": gettext_lazy("as in an earlier file of yours"),
    "by_hand": gettext_lazy("by hand"),
    "unknown": gettext_lazy("not known"),
}


def meaning_label(role: Role, value: Value | None) -> str:
    if value is None:
        return str(ROLES[role])
    label = f"{value.dimension.name} › {value.name}"
    return _("%(value)s, percentage") % {"value": label} if role is Role.PERCENT else label


def headcount_meaning(code: str, words: Vocabulary) -> str:
    """The label of a code, and a text that is none as it is."""
    meaning = meaning_of_code(code, words)
    return meaning_label(*meaning) if code and meaning else code


def looks_like(code: str) -> str:
    """What cells may look like, of either kind of file: never a value."""
    return str(FIELDS[code]) if code in FIELDS else str(ROLES[Role(code)])
