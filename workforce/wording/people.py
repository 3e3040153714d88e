"""Doubts about records of people, and why a change of one is refused, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from workforce.models import Appointment, Person
from workforce.models.periods import OPEN_END
from workforce.queries.units import last_versions
from workforce.services.register.doubt_rules import Doubt
from workforce.services.register.merges import MERGED
from workforce.services.snapshots import NotAllowed
from workforce.vietnam.identity_numbers import IdentityError
from workforce.wording.numbers import UNKNOWN, day, number

DOUBTS = {
    "unknown_province": gettext_lazy(
        "The number does not begin with the code of a province (its first three digits). Compare it with the card."
    ),
    "sex_disagrees": gettext_lazy("The fourth digit of the number does not go with the sex. Compare it with the card."),
    "century_disagrees": gettext_lazy(
        "The fourth digit of the number belongs to another century of birth. Compare it with the card."
    ),
    "birth_year_disagrees": gettext_lazy(
        "The fifth and sixth digits of the number are not the year of birth. Compare it with the card."
    ),
    "party_too_young": gettext_lazy("Joined the Party at the age of %(age)s, before %(usual)s. Check both dates."),
    "party_official_before_joining": gettext_lazy("Full member before joining the Party on %(day)s."),
    "recruited_too_young": gettext_lazy("Recruited at the age of %(age)s. Check the date, and the date of birth."),
    "post_before_birth": gettext_lazy("The appointment begins before the date of birth."),
    "post_too_young": gettext_lazy("The appointment begins at the age of %(age)s. Check both dates."),
    "post_after_retirement": gettext_lazy("The appointment begins after the day of retirement, %(day)s."),
    "serves_past_retirement": gettext_lazy(
        "Reached the day of retirement on %(day)s and is still in service. Record the retirement, or why it is later."
    ),
    "contract_passed": gettext_lazy(
        "The contract or term ended on %(day)s, and the appointment goes on. Record the extension or the end."
    ),
    "unit_not_existing": gettext_lazy("The unit did not exist on %(day)s. Check the unit and the date."),
    "unit_dissolved": gettext_lazy(
        "The unit ended on %(day)s and has no single successor. Record where the person went from that day on."
    ),
    "posts_overlap": gettext_lazy("The appointment begins before the one before it ends, on %(day)s."),
    "gap_between_posts": gettext_lazy(
        "No appointment covers %(since)s – %(until)s: the person counts nowhere in between. Check the dates."
    ),
    "award_before_birth": gettext_lazy("%(award)s: awarded before the date of birth."),
    "award_too_young": gettext_lazy(
        "%(award)s at the age of %(age)s; we ask below %(usual)s. Check the date of the award and the date of birth."
    ),
    "retires_before_the_law": gettext_lazy(
        "The law’s day of retirement in ordinary working conditions is %(day)s. Earlier needs its own grounds."
    ),
    "retires_after_the_law": gettext_lazy(
        "The law’s day of retirement in ordinary working conditions was %(day)s. Check that the service was extended."
    ),
    "retirement_unknown": gettext_lazy(
        "The law’s day of retirement is not known: it needs the sex and the date of birth, and a birth for which the "
        "schedule since 2021 holds."
    ),
    "duplicate": gettext_lazy("This may be %(name)s, who is on record already. Open that record before you go on."),
    "duplicate_elsewhere": gettext_lazy(
        "Somebody outside your units may be the same person. Ask the data administrator before you go on."
    ),
}
REFUSALS = {
    "name_missing": gettext_lazy("A record needs a name."),
    "identity_number_wrong": gettext_lazy(
        "A personal identification number has 12 digits, the number of an old identity card 9. A spreadsheet may have "
        "lost the leading zero."
    ),
    "identity_number_taken": gettext_lazy(
        "Another record bears this personal identification number. Find it and correct it, or ask the data "
        "administrator if you cannot see it."
    ),
    "party_dates_disagree": gettext_lazy(
        "The Party dates contradict each other: full membership and leaving follow the joining, and whoever was never "
        "a member has none."
    ),
    "person_void": gettext_lazy("This record is void; restore it before you change it."),
    "not_void": gettext_lazy("This record is not void."),
    "merged": gettext_lazy("This record was merged into another one. Undo the merge instead."),
    "void_reason_missing": gettext_lazy("Say why the entry was a mistake."),
    "form_of_somebody_else": gettext_lazy("This form was saved by somebody else. Open it anew."),
    "unit_outside_scope": gettext_lazy(
        "The unit lies outside your units: what was recorded there is read only for you. Ask the data administrator."
    ),
    "dates_in_disorder": gettext_lazy("The first day out has to come after the first day."),
    "posts_overlap": gettext_lazy(
        "The dates overlap with another appointment: %(post)s. A person has one primary appointment at a time."
    ),
    "not_in_service": gettext_lazy("No primary appointment covers %(day)s. Check the date."),
    "post_begins_later": gettext_lazy(
        "%(post)s begins only after that day. Void that appointment first, or correct its date."
    ),
    "post_begins_then": gettext_lazy("%(post)s begins on that day. Correct that appointment instead of ending it."),
    "post_is_primary": gettext_lazy("This is the primary appointment. Record that the person left instead."),
    "post_void": gettext_lazy("This appointment is void."),
    "only_post": gettext_lazy(
        "This is the only primary appointment of the record. Correct it, or void the whole record if it is a mistake."
    ),
    "award_not_found": gettext_lazy("This diploma or certificate is not on the record any more; reload the page."),
    "award_void": gettext_lazy("This diploma or certificate is void."),
    "award_without_date": gettext_lazy(
        "A diploma or certificate has its date of award, or is still being studied for: one of the two."
    ),
    "award_in_progress": gettext_lazy("Somebody still studying has no diploma to verify."),
    "scan_empty": gettext_lazy("The file is empty."),
    "scan_too_large": gettext_lazy("The file is larger than %(limit_mb)s MB. Scan it in lower resolution."),
    "scan_format": gettext_lazy("A scan is a PDF, PNG or JPEG file."),
    "same_person": gettext_lazy("These are one and the same record."),
    "merge_undone": gettext_lazy("This merge was undone already."),
    "merge_of_later": gettext_lazy("The record was merged into another one since. Undo that merge first."),
    "draft_too_large": gettext_lazy("This draft is too long to keep. Save the form."),
    "quota_negative": gettext_lazy("A number of posts is 0 or more."),
}


def doubt(found: Doubt) -> str:
    return str(DOUBTS[found.code]) % shown(found.params)


def refused(error: NotAllowed) -> str | None:
    """None for a refusal that is not about people."""
    sentence = REFUSALS.get(error.reason)
    return str(sentence) % shown(error.params) if sentence else None


def identity_error(error: IdentityError, number: str) -> str:
    """What is wrong with a number that somebody typed."""
    if error == IdentityError.NOT_DIGITS:
        return _("“%(number)s” is no number. Type the digits only.") % {"number": number}
    return _("This has %(digits)s digits; the number has 12, that of an old identity card 9.") % {"digits": len(number)}


def fact_label(name: str) -> str:
    """How forms call a fact of a person."""
    return str(Person._meta.get_field(name).verbose_name)


def fact(person: Person, name: str) -> str:
    """A fact of a person as a page shows it."""
    value = getattr(person, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value, person.birth_precision if name == "birth_date" else "day")
    field = Person._meta.get_field(name)
    shown = getattr(person, f"get_{name}_display")() if field.choices else value
    return UNKNOWN if shown in (None, "") else str(shown)


def void_reason(reason: str) -> str:
    """As it was typed; where a merge voided it, that word."""
    return str(pgettext_lazy("why a record is void", "merged")) if reason == MERGED else reason


def shown(params: dict) -> dict[str, str]:
    return {name: in_words(value) for name, value in params.items()}


def in_words(value: object) -> str:
    if isinstance(value, Appointment):
        return appointment(value)
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int) else str(value)


def appointment(post: Appointment) -> str:
    """ "Giáo viên, Trường THPT Hoa Sen, 01/09/2010 – today"."""
    version = last_versions([post.unit_id]).get(post.unit_id)
    unit = version.name if version else str(post.unit)
    until = _("today") if post.valid_to == OPEN_END else _("before %(date)s") % {"date": day(post.valid_to)}
    parts = [post.position, unit, f"{day(post.valid_from)} – {until}"]
    return ", ".join(part for part in parts if part)
