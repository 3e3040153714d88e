"""The menu of each role."""

from django.urls import reverse
from django.utils.translation import gettext as _


def navigation(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": []}
    return {"menu": [item(request, name, label) for name, label in entries(user)]}


def entries(user):
    if user.enters_data:
        yield "work", _("My work")
    if user.sees_people:
        yield "people", _("Personnel records")
    if user.sees_dashboards:
        yield "dashboard", _("Progress")
        yield "indicators", _("Indicators")
        yield "targets", _("Targets")
        yield "documents", _("Documents")
        yield "figures", _("Stated figures")
        yield "units", _("Units")
        yield "quotas", _("Quotas")
        yield "forms", _("Yearly forms")
    if user.manages_data or user.role == user.Role.DATA_ENTRY:
        yield "snapshots", _("Snapshots")
    if user.manages_data:
        yield "imports", _("Imports")
    if user.manages_definitions:
        yield "equivalences", _("Diploma levels")
    if user.reads_audit:
        yield "audit", _("Audit trail")
    if user.manages_accounts:
        yield "accounts", _("Accounts")


def item(request, name: str, label: str) -> dict:
    address = reverse(name)
    return {"address": address, "label": label, "is_here": request.path.startswith(address)}
