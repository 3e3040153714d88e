"""Audit events and their seals in words. What is sensitive is said to have changed, and never what it is."""

import re
from collections.abc import Set

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workforce.models import Appointment, Certificate, Person, Qualification, User
from workforce.services.audit_seals import Fault, Verification
from workforce.wording.numbers import UNKNOWN, number

NAMES = {
    "units": gettext_lazy("units"),
    "figures": gettext_lazy("figures"),
    "people": gettext_lazy("people"),
    "created": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "opened_round": gettext_lazy("opened the round"),
    "submissions": gettext_lazy("reports"),
    "reason": gettext_lazy("reason"),
    "rows": gettext_lazy("rows"),
    "query": gettext_lazy("query"),
    "kind": gettext_lazy("kind"),
    "role": gettext_lazy("role"),
    "unit": gettext_lazy("unit"),
    "active": gettext_lazy("active"),
    "is_active": gettext_lazy("active"),
    "username": gettext_lazy("user name"),
    "last_name": gettext_lazy("family and middle name"),
    "first_name": gettext_lazy("given name"),
    "may_see_people": gettext_lazy("sees personal records"),
    "password": gettext_lazy("password"),
    "post": gettext_lazy("appointment"),
    "posts": gettext_lazy("appointments"),
    "merge": gettext_lazy("merge"),
    "merged": gettext_lazy("merged record"),
    "into": gettext_lazy("into"),
    "restored": gettext_lazy("restored"),
    "scan": gettext_lazy("scan"),
    "value": gettext_lazy("level"),
    "level": gettext_lazy("level"),
    "valid_from": gettext_lazy("from"),
    "valid_to": gettext_lazy("first day out"),
    "document": gettext_lazy("document"),
    "distinct_from": gettext_lazy("another person than"),
    "register_from": gettext_lazy("register complete since"),
    "missing": gettext_lazy("what is missing"),
    "import": gettext_lazy("import"),
    "diplomas": gettext_lazy("diplomas"),
    "certificates": gettext_lazy("certificates"),
    "returned": gettext_lazy("returned"),
    "reminder": gettext_lazy("reminder"),
    "sensitive": gettext_lazy("sensitive data"),
}
# The facts of people and their records are named as their forms name them
LABELS = {
    field.name: field.verbose_name
    for model in [Certificate, Qualification, Appointment, Person]
    for field in model._meta.get_fields()
    if isinstance(getattr(field, "verbose_name", None), Promise)
}
ROLES = dict(User.Role.choices)
PASSWORD = "password"  # noqa: S105 (the name of a field)
IDENTITY_NUMBER = "identity_number"
# What a reader typed may be the number of a person's card: 9 digits once, 12 now
CARD_NUMBER = re.compile(r"(?<!\d)(?:\d{9}|\d{6})(?=\d{3}(?!\d))")
MASK = "•••"


def details(event_details: dict, sensitive: Set[str] = frozenset()) -> str:
    """The details of an event; of the fields named ``sensitive`` only that they changed."""
    told = {name: value for name, value in event_details.items() if name != "changes"}
    changes = event_details.get("changes")
    if not isinstance(changes, dict):
        changes = {}
    return ", ".join(
        [f"{named(name)}: {shown(value)}" for name, value in told.items()]
        + [f"{named(name)}: {change(name, values, sensitive)}" for name, values in changes.items()]
    )


def named(field: str) -> str:
    return str(NAMES.get(field) or LABELS.get(field, field))


def change(field: str, values, sensitive: Set[str]) -> str:
    if field == IDENTITY_NUMBER:
        values = [last_digits(value) for value in values]
    elif field == PASSWORD or field in sensitive:
        return _("changed")
    if field == "role":
        values = [ROLES.get(value, value) for value in values]
    before, after = (UNKNOWN if value in (None, "") else shown(value) for value in values)
    return f"{before} → {after}"


def last_digits(value) -> str:
    return f"{MASK}{str(value)[-3:]}" if value else ""


def shown(value) -> str:
    if value is None or value is False:
        return _("no")
    if value is True:
        return _("yes")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, dict):
        return " ".join(f"{name}={shown(each)}" for name, each in value.items()) or UNKNOWN
    if isinstance(value, list):
        return "; ".join(shown(named(each) if isinstance(each, str) else each) for each in value)
    return CARD_NUMBER.sub(MASK, str(value))


def fault(found: Fault) -> str:
    """One line of a verification."""
    words = {"seal": found.seal, "first": found.first_event, "last": found.last_event}
    match found.kind:
        case "anchor_is_missing":
            return _("The anchor is not in the chain: seals were removed from its end or written anew.")
        case "chain_is_broken":
            return _("seal %(seal)s, events %(first)s–%(last)s: does not follow the seal before it") % words
        case "does_not_match" if found.found_events != found.sealed_events:
            counts = {"sealed": number(found.sealed_events), "found": number(found.found_events)}
            return _(
                "seal %(seal)s, events %(first)s–%(last)s: does not match (%(sealed)s sealed, %(found)s found)"
            ) % (words | counts)
        case "does_not_match":
            return _("seal %(seal)s, events %(first)s–%(last)s: does not match") % words
    raise ValueError(found.kind)


def tail(found: Verification) -> str:
    if found.unsealed_since is None:
        return _("Every event is sealed.")
    since = date_format(localtime(found.unsealed_since), "d/m/Y H:i:s")
    return ngettext(
        "%(count)s event since %(since)s is not sealed yet.",
        "%(count)s events since %(since)s are not sealed yet.",
        found.unsealed_events,
    ) % {"count": number(found.unsealed_events), "since": since}
