"""Every figure that a document states, as it states it."""

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import StatedFigure, User
from workforce.models.scopes import units_seen_by
from workforce.queries.units import last_versions
from workforce.vietnam.text import search_key
from workforce.web.access import only
from workforce.web.tables import NumberColumn, Table, any_invented, list_page
from workforce.wording.figures import measure, period, stated_value
from workforce.wording.numbers import formula
from workforce.wording.sources import quoted_in


class FigureTable(Table):
    unit = tables.Column(verbose_name=gettext_lazy("Unit"))
    name = tables.Column(verbose_name=gettext_lazy("Figure"))
    value = NumberColumn(verbose_name=gettext_lazy("As stated"), order_by=("exact",))
    measure = tables.Column(verbose_name=gettext_lazy("Counts"))
    period = tables.Column(verbose_name=gettext_lazy("When"), order_by=("as_of",))
    status = tables.Column(verbose_name=gettext_lazy("Stated or derived"), orderable=False)
    source = tables.Column(
        verbose_name=gettext_lazy("Source"), linkify=("document", {"code": tables.A("document_code")})
    )


@only(User.sees_dashboards)
def figures(request):
    found = StatedFigure.objects.select_related("unit", "clause__document", "clause__quoted_from")
    seen = units_seen_by(request.user)
    if seen is not None:
        found = found.filter(unit__in=seen)
    versions = last_versions({each.unit_id for each in found})
    wanted = search_key(request.GET.get("q", ""))
    rows = [as_row(each, versions[each.unit_id].name) for each in found]
    rows = [row for row in rows if wanted in search_key(f"{row['unit']} {row['name']} {row['source']}")]
    return list_page(
        request,
        FigureTable(rows),
        _("Stated figures"),
        file_name="figures",
        searchable=True,
        has_invented=any_invented(rows),
    )


def as_row(figure: StatedFigure, unit: str) -> dict:
    name = f"{figure.name} – {figure.population}" if figure.population else figure.name
    return {
        "is_invented": figure.unit.invented,
        "unit": unit,
        "name": name,
        "value": stated_value(figure),
        "exact": float(figure.value) if figure.value is not None else -1.0,
        "measure": measure(figure),
        "period": period(figure),
        "as_of": figure.as_of.isoformat() if figure.as_of else "",
        "status": status(figure),
        "source": quoted_in(figure),
        "document_code": (figure.clause.quoted_from or figure.clause.document).code,
    }


def status(figure: StatedFigure) -> str:
    parts = [_("derived: %(formula)s") % {"formula": formula(figure.formula)} if figure.is_derived else _("stated")]
    parts += [_("other reading: %(reading)s") % {"reading": figure.other_reading}] if figure.other_reading else []
    parts += [figure.note] if figure.note else []
    return "; ".join(part.rstrip(".") for part in parts)
