"""Documents, their clauses, and what was made of them: targets and stated figures."""

import django_tables2 as tables
from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Document, StatedFigure, Target, User
from workforce.models.scopes import units_seen_by
from workforce.queries.progress import progress_of
from workforce.queries.units import last_versions
from workforce.vietnam.text import search_key
from workforce.web.access import only, see_document
from workforce.web.tables import NumberColumn, Table, list_page
from workforce.wording.numbers import UNKNOWN, day


class DocumentTable(Table):
    number = tables.Column(verbose_name=gettext_lazy("Number"), accessor="short", order_by=("number",), linkify=True)
    name = tables.Column(verbose_name=gettext_lazy("Title"), orderable=False)
    issuer = tables.Column(verbose_name=gettext_lazy("Issuer"), order_by=("issuer_vi",))
    issued_on = tables.Column(verbose_name=gettext_lazy("Issued"), default=gettext_lazy("not stated"))
    period = tables.Column(verbose_name=gettext_lazy("Period"), order_by=("period_start",), empty_values=())
    clause_count = NumberColumn(verbose_name=gettext_lazy("Clauses"))
    target_count = NumberColumn(verbose_name=gettext_lazy("Targets"))

    class Meta:
        model = Document
        fields = ["number", "name", "issuer", "issued_on", "period", "clause_count", "target_count"]

    def render_issued_on(self, record):
        return day(record.issued_on, record.issued_on_precision)

    def render_period(self, record):
        return period(record)


def period(document: Document) -> str:
    if document.period_start is None and document.period_end is None:
        return UNKNOWN
    return f"{document.period_start or '…'}–{document.period_end or '…'}"


@only(User.sees_dashboards)
def documents(request):
    found = Document.objects.annotate(
        clause_count=Count("clauses", distinct=True), target_count=Count("clauses__targets", distinct=True)
    )
    seen = units_seen_by(request.user)
    if seen is not None:
        found = found.filter(Q(unit=None) | Q(unit__in=seen))
    wanted = search_key(request.GET.get("q", ""))
    if wanted:
        keys = [each.pk for each in found if wanted in search_key(f"{each.number} {each.name} {each.issuer}")]
        found = found.filter(pk__in=keys)
    return list_page(request, DocumentTable(found), _("Documents"), file_name="documents", searchable=True)


@only(User.sees_dashboards)
def document(request, code):
    subject = see_document(request.user, code)
    figures, targets = StatedFigure.objects.select_related("clause"), Target.objects.filter(clause__document=subject)
    seen = units_seen_by(request.user)
    if seen is not None:
        figures, targets = figures.filter(unit__in=seen), targets.filter(unit__in=seen)
    clauses = subject.clauses.select_related("quoted_from").prefetch_related(Prefetch("stated_figures", figures))
    owner = last_versions([subject.unit_id]).get(subject.unit_id) if subject.unit_id else None
    return render(
        request,
        "documents/document.html",
        {
            "document": subject,
            "owner": owner,
            "period": period(subject),
            "clauses": clauses,
            "progress": progress_of(targets),
        },
    )
