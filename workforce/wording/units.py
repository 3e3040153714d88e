"""Units in words."""

from django.utils.translation import gettext as _

from workforce.models import UnitVersion
from workforce.models.periods import OPEN_END, OPEN_START
from workforce.wording.numbers import day

Kind = UnitVersion.Kind


def kind_label(version: UnitVersion) -> str:
    return {
        Kind.PROVINCE: _("province"),
        Kind.CENTRAL_CITY: _("centrally-run city"),
        Kind.PROVINCE_LEVEL: _("province-level unit"),
        Kind.DISTRICT: _("district"),
        Kind.COMMUNE: _("commune-level unit"),
        Kind.AGENCY: _("agency"),
        Kind.PUBLIC_SERVICE_UNIT: _("public service unit"),
        Kind.PARTY_BODY: _("Party body"),
        Kind.MASS_ORGANISATION: _("Fatherland Front or mass organisation"),
    }[version.kind]


def validity(version: UnitVersion) -> str:
    """From the first day to the first day on which it no longer holds."""
    start = _("start not stated") if version.valid_from == OPEN_START else day(version.valid_from)
    end = _("today") if version.valid_to == OPEN_END else _("before %(date)s") % {"date": day(version.valid_to)}
    return f"{start} – {end}"
