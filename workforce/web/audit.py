"""The trail, for auditors."""

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import AuditEvent, User
from workforce.web.access import only
from workforce.web.tables import Table, TimeColumn, list_page
from workforce.wording.audit import details


class AuditTable(Table):
    at = TimeColumn(verbose_name=gettext_lazy("When"))
    actor_name = tables.Column(verbose_name=gettext_lazy("Who"))
    action = tables.Column(verbose_name=gettext_lazy("Did"))
    object = tables.Column(verbose_name=gettext_lazy("What"))
    details = tables.Column(verbose_name=gettext_lazy("Details"), orderable=False)

    class Meta:
        model = AuditEvent
        fields = ["at", "actor_name", "action", "object", "details"]

    def render_details(self, value):
        return details(value)

    value_details = render_details


@only(User.reads_audit)
def audit(request):
    events = AuditEvent.objects.all()
    wanted = request.GET.get("q", "").strip()
    if wanted:
        events = events.filter(actor_name__icontains=wanted) | events.filter(object__icontains=wanted)
    return list_page(
        request,
        AuditTable(events),
        _("Audit trail"),
        file_name="audit",
        template="lists/exact_search.html",
        searchable=True,
    )
