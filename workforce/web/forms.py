"""The yearly forms: chosen, filled, looked at and downloaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workforce.indicators.counting import Count
from workforce.indicators.forms import FORMS
from workforce.indicators.forms.checks import Finding
from workforce.indicators.forms.shape import Column, Form, Population, header
from workforce.models import AuditEvent, Revision, Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.form_sources import Sources, sources
from workforce.queries.forms import FormRow, FormTable, fill
from workforce.queries.progress import data_dates, default_dates
from workforce.services.audit import record
from workforce.vietnam.dates import parse_date_cell
from workforce.web.access import only, see_unit
from workforce.web.exports import download
from workforce.web.forms_xlsx import XLSX, form_workbook
from workforce.web.unit_picker import UnitChoice, choose_unit, unit_choices
from workforce.wording import forms as words
from workforce.wording.numbers import UNKNOWN, day, number

REGISTER = "register"


@dataclass(frozen=True)
class Asked:
    """What the bar on top asked for. ``typed`` is the date as it was typed, ``error`` what is wrong with it."""

    form: Form
    population: Population
    unit: Unit
    label: str
    typed: str
    as_of: date
    error: str = ""


@dataclass(frozen=True)
class ShownCell:
    """``known`` is the part of an unknown count that is known; ``address`` that of the people counted."""

    text: str
    known: str = ""
    address: str = ""


@dataclass(frozen=True)
class ShownRow:
    number: int | None
    name: str
    kind: str
    cells: list[ShownCell]


@only(User.sees_dashboards)
def forms(request):
    seen = units_seen_by(request.user)
    choices = unit_choices(seen)
    if not choices:
        raise Http404
    asked = what_is_asked(request, choices)
    found = sources(asked.unit, asked.as_of)
    revision, source = chosen_source(request, found)
    context = {
        "asked": asked,
        "forms": FORMS.values(),
        "choices": choices,
        "dates": [each for each, _locked in data_dates([asked.unit.pk], asked.as_of)],
        "sources": source_options(found, asked.as_of),
        "source": source,
    }
    if asked.error:
        return render(request, "forms/form.html", context)
    table = fill(form=asked.form, population=asked.population, unit=asked.unit, day=asked.as_of, revision=revision)
    if request.GET.get("export") == "xlsx":
        return as_file(request, asked, table)

    def leads_to_people(row: FormRow) -> bool:
        return request.user.sees_people and (seen is None or row.unit.unit_id in seen)

    return render(request, "forms/form.html", {**context, **shown(table, leads_to_people)})


def what_is_asked(request: HttpRequest, choices: list[UnitChoice]) -> Asked:
    unit = choose_unit(request, choices) or see_unit(request.user, choices[0].key)
    form = FORMS.get(request.GET.get("form", ""), next(iter(FORMS.values())))
    populations = {each.code: each for each in form.populations}
    population = populations.get(request.GET.get("population", ""), form.populations[0])
    label = next(choice.label for choice in choices if choice.key == unit.key)
    typed = request.GET.get("as_of", "").strip()
    as_of, error = asked_day(typed, unit)
    return Asked(form, population, unit, label, typed or day(as_of), as_of, error)


def asked_day(typed: str, unit: Unit) -> tuple[date, str]:
    """The day, and what is wrong with what was typed instead of one."""
    usual = default_dates([unit.pk])[unit.pk]
    if not typed:
        return usual, ""
    parsed = parse_date_cell(typed).value
    if parsed is None:
        return usual, _("Not a date: write it as 31/12/2024.")
    if parsed > timezone.localdate():
        return usual, _("This day has not come yet.")
    return parsed, ""


def chosen_source(request: HttpRequest, found: Sources) -> tuple[Revision | None, str]:
    """One that the day has; whoever changed the day may still ask for that of another day."""
    wanted = request.GET.get("source", "")
    if wanted == REGISTER and found.register:
        return None, REGISTER
    revision = next((each for each in found.revisions if str(each.pk) == wanted), found.default)
    return revision, REGISTER if revision is None else str(revision.pk)


def source_options(found: Sources, as_of: date) -> list[tuple[str, str]]:
    options = [(str(each.pk), words.source_name(each, as_of)) for each in found.revisions]
    return [*options, (REGISTER, words.source_name(None, as_of))] if found.register or not options else options


def as_file(request: HttpRequest, asked: Asked, table: FormTable):
    name = f"{asked.form.code}-{asked.unit.key}-{asked.as_of.isoformat()}"
    record(
        actor=request.user,
        action=AuditEvent.Action.EXPORT,
        object=name,
        details={"rows": len(table.rows), "query": request.GET.dict()},
    )
    return download(form_workbook(table), f"{name}.xlsx", XLSX)


def shown(table: FormTable, leads_to_people: Callable[[FormRow], bool]) -> dict:
    """What the page shows; in some rows a number that the register counted leads to its people."""
    dimensions = words.dimension_names()
    names = [words.row_name(row, table) for row in table.rows]
    return {
        "table": table,
        "source_name": words.source_name(table.revision, table.day),
        "header": header(table.form),
        "rows": [
            shown_row(place, row, names[place], table, leads_to_people(row)) for place, row in enumerate(table.rows)
        ],
        "findings": [shown_finding(each, names, dimensions) for each in table.findings],
        "left_out": left_out(table, names),
        "notes": numbered_notes(table.form),
    }


def shown_row(place: int, row: FormRow, name: str, table: FormTable, links: bool) -> ShownRow:
    is_total = place == len(table.rows) - 1
    cells = [
        shown_cell(row.filled.counts[column.key], address_of(column, row, table) if links else "")
        for column in table.form.columns
    ]
    return ShownRow(None if is_total else place + 1, name, row.kind, cells)


def shown_cell(count: Count, address: str = "") -> ShownCell:
    if count.people is not None:
        return ShownCell(number(count.people), address=address if count.people else "")
    return ShownCell(UNKNOWN, number(count.known_people) if count.known_people else "")


def address_of(column: Column, row: FormRow, table: FormTable) -> str:
    """The people of a cell, where one unit with all below it, one category and one value say who they are."""
    cut = column.cuts[0] if column.cuts else None
    is_plain = (
        cut is not None and not column.is_of_units and len(cut.values) <= 1 and len(table.population.categories) == 1
    )
    if table.revision is not None or not row.is_whole_unit or not is_plain:
        return ""
    asked = {
        "unit": row.unit.unit.key,
        "as_of": table.day.isoformat(),
        "category": table.population.categories[0],
        "dimension": cut.dimension if cut.values else "",
        "value": "".join(cut.values),
    }
    return f"{reverse('people_cell')}?{urlencode({name: each for name, each in asked.items() if each})}"


def shown_finding(finding: Finding, names: list[str], dimensions: dict[str, str]) -> dict:
    return {
        "sentence": words.finding_sentence(finding, dimensions),
        "is_contradiction": finding.is_contradiction,
        "lines": [(names[line.row], words.line_words(finding, line)) for line in finding.lines],
    }


def left_out(table: FormTable, names: list[str]) -> list[dict]:
    """Who is in no column: the total for the line below the table, and the rows that make it up."""
    return [
        {
            "heading": words.heading(column.headings[-1]),
            "total": shown_cell(table.total.counts[column.key]),
            "rows": rows_with_people(column, table, names),
        }
        for column in table.form.footnotes
    ]


def rows_with_people(column: Column, table: FormTable, names: Iterable[str]) -> list[tuple[str, ShownCell]]:
    counts = [(name, row.filled.counts[column.key]) for name, row in zip(names, table.rows, strict=True)]
    return [(name, shown_cell(count)) for name, count in counts[:-1] if count.people or count.known_people]


def numbered_notes(form: Form) -> list[tuple[str, str]]:
    """The notes of columns, each once with the numbers of its columns."""
    numbers: dict = {}
    for column in form.columns:
        if column.note:
            numbers.setdefault(column.note, []).append(column.number)
    return [(", ".join(of_note), words.heading(note)) for note, of_note in numbers.items()]
