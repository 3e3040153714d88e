"""The details of audit events in words."""

from django.utils.translation import gettext_lazy as _

from workforce.wording.numbers import number

NAMES = {
    "units": _("units"),
    "figures": _("figures"),
    "people": _("people"),
    "created": _("new"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "opened_round": _("opened the round"),
    "submissions": _("reports"),
    "reason": _("reason"),
    "rows": _("rows"),
    "query": _("query"),
    "kind": _("kind"),
    "role": _("role"),
    "unit": _("unit"),
    "active": _("active"),
}


def details(event_details: dict) -> str:
    return ", ".join(f"{NAMES.get(name, name)}: {shown(value)}" for name, value in event_details.items())


def shown(value) -> str:
    if value is None or value is False:
        return str(_("no"))
    if value is True:
        return str(_("yes"))
    if isinstance(value, int):
        return number(value)
    return " ".join(f"{name}={each}" for name, each in value.items()) if isinstance(value, dict) else str(value)
