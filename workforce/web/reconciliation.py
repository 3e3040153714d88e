"""A snapshot beside the register at its date: the lines to sign, the cells they explain, and exports of both."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import django_tables2 as tables
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from workforce.models import AuditEvent, Person, Revision, SignOff, Unit, UnitVersion, User, Value
from workforce.models.scopes import units_seen_by
from workforce.queries.differences import CellDifference, Line
from workforce.queries.reconciliation import Reconciliation, reconcile
from workforce.queries.units import last_versions
from workforce.services.audit import record
from workforce.services.reconciliation import sign_off
from workforce.vietnam.text import sort_key
from workforce.web.access import only, see_revision, see_unit
from workforce.web.attempts import attempt
from workforce.web.tables import NumberColumn, Table, list_page
from workforce.wording.numbers import day, number, signed
from workforce.wording.reconciliation import CAUSES

KEY = ["unit", "category", "value", "person"]


class LineTable(Table):
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("unit_sort",))
    category = tables.Column(verbose_name=gettext_lazy("Category"))
    what = tables.Column(verbose_name=gettext_lazy("What differs"))
    person = tables.Column(
        verbose_name=gettext_lazy("Person"), order_by=("person_sort",), linkify=lambda record: record["address"]
    )
    difference = NumberColumn(verbose_name=gettext_lazy("Difference"))
    cause = tables.Column(verbose_name=gettext_lazy("Cause"))
    recorded = tables.Column(verbose_name=gettext_lazy("Recorded"), order_by=("recorded_exact",))
    signed = tables.Column(verbose_name=gettext_lazy("Signed"))
    sign = tables.TemplateColumn(
        template_name="reconciliation/sign.html", verbose_name="", orderable=False, exclude_from_export=True
    )

    def render_difference(self, value):
        return signed(value)

    def value_difference(self, value):
        return value


class CellTable(Table):
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("unit_sort",))
    category = tables.Column(verbose_name=gettext_lazy("Category"))
    dimension = tables.Column(verbose_name=gettext_lazy("Dimension"))
    value = tables.Column(verbose_name=gettext_lazy("Value"))
    closed = NumberColumn(verbose_name=gettext_lazy("Snapshot"))
    register = NumberColumn(verbose_name=gettext_lazy("Register"), linkify=lambda record: record["address"])
    difference = NumberColumn(verbose_name=gettext_lazy("Difference"))

    def render_closed(self, value):
        return number(value)

    def value_closed(self, value):
        return value

    def render_register(self, value):
        return number(value)

    def value_register(self, value):
        return value

    def render_difference(self, value):
        return signed(value)

    def value_difference(self, value):
        return value


@dataclass(frozen=True)
class Words:
    """The names of what one page shows; links only to records the user may open."""

    found: Reconciliation
    user: User

    @cached_property
    def units(self) -> dict[int, UnitVersion]:
        shown = [*self.found.lines, *self.found.cells]
        return last_versions({each.unit for each in shown} | set(self.found.not_covered))

    @cached_property
    def values(self) -> dict[int, Value]:
        return {value.pk: value for value in Value.objects.select_related("dimension")}

    @cached_property
    def people(self) -> dict[int, Person]:
        return Person.objects.in_bulk({each.person for each in self.found.lines if each.person})

    @cached_property
    def open_to_user(self) -> set[int]:
        return set(Person.objects.visible_to(self.user).filter(pk__in=self.people).values_list("pk", flat=True))

    def what(self, line: Line) -> str:
        """Of one person's ethnicity, religion or Party membership a list says that it changed, and not to what."""
        value = self.values[line.value]
        if line.person and value.dimension.sensitive:
            return value.dimension.name
        if line.was is not None:
            return f"{value.dimension.name}: {self.values[line.was].name} → {value.name}"
        return value.name if value.name == value.dimension.name else f"{value.dimension.name}: {value.name}"


@only(User.sees_people)
def reconciliation(request, pk):
    subject = see_revision(request.user, pk)
    seen = units_seen_by(request.user)
    asked = asked_unit(request)
    found = reconcile(subject, {asked.pk} if asked else seen)
    words = Words(found, request.user)
    snapshot, shows_cells = subject.snapshot, request.GET.get("view") == "cells"
    if words.people:
        details = {"rows": len(words.people), "query": request.GET.dict()}
        record(actor=request.user, action=AuditEvent.Action.VIEW, object=f"reconciliation {subject}", details=details)
    table = CellTable(cell_rows(found, words)) if shows_cells else LineTable(line_rows(request, found, words))
    return list_page(
        request,
        table,
        _("Snapshot and register, %(date)s") % {"date": day(snapshot.as_of)},
        file_name="reconciliation",
        template="reconciliation/reconciliation.html",
        revision=subject,
        snapshot=snapshot,
        found=found,
        shows_cells=shows_cells,
        asked=words.units.get(asked.pk) or last_versions([asked.pk])[asked.pk] if asked else None,
        summary=summary_of(found, words),
        not_covered=[words.units[unit].name for unit in found.not_covered],
    )


def asked_unit(request) -> Unit | None:
    key = request.GET.get("unit", "")
    return see_unit(request.user, key) if key else None


def line_rows(request, found: Reconciliation, words: Words) -> list[dict]:
    """All lines, or with ``?open`` those that nobody has signed as they are."""
    lines = [(line, found.signature(line)) for line in found.lines]
    if request.GET.get("open"):
        lines = [(line, signature) for line, signature in lines if signature is None]
    manages = request.user.manages_data
    return [line_row(found.revision, line, signature, words, manages) for line, signature in lines]


def line_row(revision: Revision, line: Line, signature: SignOff | None, words: Words, manages: bool) -> dict:
    unit, person = words.units[line.unit], words.people.get(line.person)
    recorded = localtime(line.recorded_at).date() if line.recorded_at else None
    return {
        "unit": unit.name,
        "unit_sort": sort_key(unit.name_vi),
        "category": words.values[line.category].name,
        "what": words.what(line),
        "person": person.full_name if person else None,
        "person_sort": person.sort_name if person else "",
        "address": reverse("person", args=[line.person]) if line.person in words.open_to_user else None,
        "difference": line.difference,
        "cause": str(CAUSES[line.cause]),
        "recorded": day(recorded) if recorded else None,
        "recorded_exact": recorded.isoformat() if recorded else "",
        "signed": signature_words(signature),
        "line": line,
        "signature": signature,
        "revision": revision,
        "manages": manages,
    }


def signature_words(signature: SignOff | None) -> str | None:
    if signature is None:
        return None
    who = f"{signature.by}, {day(localtime(signature.at).date())}"
    return f"{who}: {signature.note}" if signature.note else who


def cell_rows(found: Reconciliation, words: Words) -> list[dict]:
    return [cell_row(each, found.revision, words) for each in found.cells]


def cell_row(cell: CellDifference, revision: Revision, words: Words) -> dict:
    unit, category, value = words.units[cell.unit], words.values[cell.category], words.values[cell.value]
    query = {
        "unit": unit.unit.key,
        "as_of": revision.snapshot.as_of.isoformat(),
        "category": category.code,
        "dimension": value.dimension.code,
        "value": value.code,
    }
    return {
        "unit": unit.name,
        "unit_sort": sort_key(unit.name_vi),
        "category": category.name,
        "dimension": value.dimension.name,
        "value": value.name,
        "closed": cell.closed,
        "register": cell.register,
        "difference": cell.difference,
        "address": f"{reverse('people_cell')}?{urlencode(query)}" if cell.register else None,
    }


def summary_of(found: Reconciliation, words: Words) -> list[dict]:
    """Each unit that differs: how many cells, how many lines, how many of these are signed."""
    cells, lines = Counter(each.unit for each in found.cells), Counter(each.unit for each in found.lines)
    done = Counter(each.unit for each in found.lines if found.signature(each))
    units = sorted(cells.keys() | lines.keys(), key=lambda unit: sort_key(words.units[unit].name_vi))
    return [
        {"unit": words.units[unit], "cells": cells[unit], "lines": lines[unit], "signed": done[unit]} for unit in units
    ]


@require_POST
@only(User.manages_data)
def sign(request, pk):
    """One line, as the page that holds the button showed it."""
    subject = see_revision(request.user, pk)
    key, difference = posted_line(request)
    seen = units_seen_by(request.user)
    if seen is not None and key[0] not in seen:
        raise Http404
    attempt(
        request,
        lambda: sign_off(
            revision=subject, key=key, difference=difference, by=request.user, note=request.POST.get("note", "")
        ),
        _("Signed."),
    )
    back = request.POST.get("back", "")
    return redirect(f"{reverse('reconciliation', args=[pk])}{back if back.startswith('?') else ''}")


def posted_line(request) -> tuple[tuple, int]:
    try:
        numbers = [int(request.POST[name]) if request.POST.get(name) else None for name in [*KEY, "difference"]]
    except ValueError as error:
        raise Http404 from error
    *ids, difference = numbers
    if None in (*ids[:3], difference):
        raise Http404
    return (*ids, request.POST.get("cause", "")), difference
