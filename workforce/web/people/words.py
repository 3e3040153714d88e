"""Labels of what is missing, of what comes due and of where somebody stands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Person, Value
from workforce.queries.due import Due
from workforce.wording.numbers import UNKNOWN, day

NOT_LEADER = "not_leader"
MISSING = {
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "party": gettext_lazy("Party membership"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "religion": gettext_lazy("Religion"),
    "rank": gettext_lazy("Rank"),
    "education": gettext_lazy("Education level"),
    "political_theory": gettext_lazy("Political theory"),
    "it": gettext_lazy("IT skills"),
    "foreign_language": gettext_lazy("Foreign languages"),
    "state_management": gettext_lazy("State management"),
}
DUE = {
    Due.RETIREMENT: gettext_lazy("retires within 12 months"),
    Due.NOTICE: gettext_lazy("notice of retirement is due"),
    Due.PAST: gettext_lazy("past the day of retirement"),
    Due.CONTRACT: gettext_lazy("contract or term ends within 90 days"),
    Due.DISSOLVED: gettext_lazy("placed in a dissolved unit"),
}


def level(value: Value | None) -> str:
    """Of a dimension with a "no information" of its own, which is shown as any other blank."""
    return UNKNOWN if value is None or value.kind == Value.Kind.NO_INFORMATION else value.name


def leadership(value: Value | None) -> str:
    return "" if value is None or value.code == NOT_LEADER else value.name


def born(person: Person) -> str:
    """The date, or the year where only that is known."""
    if person.birth_date is None:
        return UNKNOWN
    if person.birth_precision == "year":
        return _("%(year)s (year only)") % {"year": person.birth_date.year}
    return day(person.birth_date, person.birth_precision)


def unit_name(person: Person) -> str:
    """For people fetched by ``with_names``."""
    return person.unit.newest[0].name if person.unit and person.unit.newest else UNKNOWN
