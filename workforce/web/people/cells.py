"""The people behind a number: of a cell that the register counted, or of one side of an indicator."""

import django_tables2 as tables
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from workforce.models import AuditEvent, User
from workforce.models.scopes import units_seen_by
from workforce.queries.cells import AXES, Cell, NoSuchCell, cell_of, people_behind, units_counted
from workforce.queries.units import last_versions
from workforce.services.audit import record
from workforce.web.access import only, see_people_of
from workforce.web.dashboard import asked_date
from workforce.web.people.words import born, leadership, level
from workforce.web.tables import CappedPaginator, Table, list_page

BY_NAME = ("person__sort_name", "person_id")


class CellTable(Table):
    """People as they were classified on the day, by their spells of it."""

    full_name = tables.Column(
        verbose_name=gettext_lazy("Full name"),
        accessor="person__full_name",
        linkify=lambda record, table: table.address(record),
        order_by=BY_NAME,
    )
    born = tables.Column(verbose_name=gettext_lazy("Born"), accessor="person", order_by=("birth_date", *BY_NAME))
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), accessor="unit_id", orderable=False)
    category = tables.Column(verbose_name=gettext_lazy("Category"), orderable=False)
    leadership = tables.Column(verbose_name=gettext_lazy("Leadership level"), orderable=False)
    education = tables.Column(verbose_name=gettext_lazy("Education level"), orderable=False)

    def __init__(self, spells, *, names: dict[int, str], seen: set[int] | None):
        self.names, self.seen = names, seen
        super().__init__(spells)

    def address(self, spell) -> str | None:
        """Of the record, for whoever may open it: somebody who has gone to another unit since is that unit's."""
        is_seen = self.seen is None or spell.person.unit_id in self.seen
        return reverse("person", args=[spell.person_id]) if is_seen else None

    def render_born(self, value):
        return born(value)

    def render_unit(self, value):
        return self.names.get(value, "")

    def render_category(self, value):
        return value.name

    def render_leadership(self, value):
        return leadership(value)

    def render_education(self, value):
        return level(value)


@only(User.sees_people)
def people_cell(request):
    unit = see_people_of(request.user, request.GET.get("unit", ""))
    day = asked_date(request) or timezone.localdate()
    cell = asked_cell(request)
    if cell.is_sensitive and request.GET.get("export"):
        raise PermissionDenied  # a file of the people of one faith says of each what no list of ours says
    counted, is_complete = units_counted(unit.pk, day)
    seen = units_seen_by(request.user)
    listed = counted if seen is None else counted & seen
    spells = people_behind(cell, listed, day)
    count = spells.count()
    names = {pk: version.name for pk, version in last_versions({unit.pk, *counted}).items()}
    details = {"rows": count, "query": request.GET.dict()}
    record(actor=request.user, action=AuditEvent.Action.VIEW, object=f"people of {unit.key}", details=details)
    shown = spells.select_related("person", "category", "leadership", "education").order_by(*BY_NAME)
    return list_page(
        request,
        CellTable(shown, names=names, seen=seen),
        names[unit.pk],
        file_name="people",
        template="people/cell.html",
        paginator=CappedPaginator,
        unit=unit,
        day=day,
        cell=cell,
        count=count,
        restrictions=[value.name for value in cell.restrictions],
        is_complete=is_complete,
        leaves_out=listed != counted,
    )


def asked_cell(request) -> Cell:
    names = [*AXES, "dimension", "value", "selection"]
    try:
        return cell_of(**{name: request.GET.get(name, "") for name in names})
    except NoSuchCell as error:
        raise Http404 from error
