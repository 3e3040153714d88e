"""The trail, for auditors."""

from datetime import datetime, time, timedelta

import django_tables2 as tables
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.shortcuts import redirect
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import AuditEvent, User
from workforce.models.people import SENSITIVE_FIELDS
from workforce.vietnam.text import search_key
from workforce.web.access import only
from workforce.web.exports import EXPORTED_AT_MOST
from workforce.web.tables import CappedPaginator, Table, TimeColumn, list_page
from workforce.wording.audit import details
from workforce.wording.numbers import number


class AuditTable(Table):
    """In the order of what happened only: to sort a million events by who or what takes longer than to filter them."""

    at = TimeColumn(verbose_name=gettext_lazy("When"), order_by="id")
    actor_name = tables.Column(verbose_name=gettext_lazy("Who"), orderable=False)
    action = tables.Column(verbose_name=gettext_lazy("Did"), orderable=False)
    object = tables.Column(verbose_name=gettext_lazy("What"), orderable=False)
    details = tables.Column(verbose_name=gettext_lazy("Details"), orderable=False)
    subject = tables.Column(verbose_name=gettext_lazy("About"), orderable=False)
    address = tables.Column(verbose_name=gettext_lazy("From address"), orderable=False)

    class Meta:
        model = AuditEvent
        fields = ["at", "actor_name", "action", "object", "details", "subject", "address"]

    def render_details(self, value):
        return details(value, SENSITIVE_FIELDS)

    value_details = render_details


def day_field(label) -> forms.DateField:
    widget = forms.DateInput(attrs={"placeholder": "31/12/2024", "inputmode": "numeric"}, format="%d/%m/%Y")
    return forms.DateField(required=False, label=label, widget=widget)


class AuditFilter(forms.Form):
    """Which events: a choice that cannot be read is said so, and finds nothing."""

    q = forms.CharField(required=False, label=gettext_lazy("Who or what, with or without accents"))
    who = forms.CharField(required=False, label=gettext_lazy("Account"))
    action = forms.ChoiceField(required=False, label=gettext_lazy("Did"))
    subject = forms.CharField(required=False, label=gettext_lazy("About"), help_text=gettext_lazy("as in person:42"))
    since = day_field(gettext_lazy("From day"))
    until = day_field(gettext_lazy("To day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("anything")), *AuditEvent.Action.choices]

    def chosen(self) -> QuerySet:
        if not self.is_valid():
            return AuditEvent.objects.none()
        asked = self.cleaned_data
        events = AuditEvent.objects.all()
        if wanted := search_key(asked["q"]):
            events = events.filter(search_text__contains=wanted)
        if wanted := search_key(asked["who"]):
            events = events.filter(by_whom(wanted))
        for field in ["action", "subject"]:
            if asked[field]:
                events = events.filter(**{field: asked[field].strip()})
        if asked["since"]:
            events = events.filter(at__gte=midnight(asked["since"]))
        if asked["until"]:
            events = events.filter(at__lt=midnight(asked["until"] + timedelta(days=1)))
        return events


def by_whom(wanted: str) -> Q:
    """Accounts are few and keep their names; an event without one (a command line) is found by its own text."""
    users = User.objects.only("username", "last_name", "first_name")
    found = [user.pk for user in users if wanted in search_key(f"{user.username} {user.get_full_name()}")]
    return Q(actor__in=found) | Q(actor=None, search_text__contains=wanted)


def midnight(day) -> datetime:
    return make_aware(datetime.combine(day, time.min))


@only(User.reads_audit)
def audit(request):
    choice = AuditFilter(request.GET)
    events = choice.chosen()
    if request.GET.get("export") and events[EXPORTED_AT_MOST : EXPORTED_AT_MOST + 1].exists():
        words = _("More than %(count)s events: choose a shorter time, and export them part by part.")
        messages.error(request, words % {"count": number(EXPORTED_AT_MOST)})
        kept = request.GET.copy()
        del kept["export"]
        return redirect(f"{request.path}?{kept.urlencode()}")
    return list_page(
        request,
        AuditTable(events),
        _("Audit trail"),
        file_name="audit",
        template="audit/audit.html",
        paginator=CappedPaginator,
        filter=choice,
    )
