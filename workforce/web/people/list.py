"""The list of people, for those who may see them one by one."""

from functools import cached_property

import django_tables2 as tables
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import AuditEvent, Person, Unit, User
from workforce.models.scopes import units_seen_by
from workforce.queries.people import invented_among, is_number, people_like, with_names
from workforce.queries.units import tree_on
from workforce.services.audit import record
from workforce.vietnam.text import search_key
from workforce.web.access import only
from workforce.web.exports import EXPORTED_AT_MOST
from workforce.web.people.filters import PeopleFilter
from workforce.web.people.words import leadership, level, unit_name
from workforce.web.tables import CappedPaginator, Table, list_page
from workforce.web.unit_picker import choose_unit, unit_choices
from workforce.wording.numbers import UNKNOWN, day, number

BY_NAME = ("sort_name", "id")


class PersonTable(Table):
    """No sensitive field is among the columns, and so none is in the files. The last ones are in the files only."""

    full_name = tables.Column(
        verbose_name=gettext_lazy("Full name"), linkify=("person", {"pk": tables.A("pk")}), order_by=BY_NAME
    )
    birth_date = tables.Column(verbose_name=gettext_lazy("Born"), order_by=("birth_date", *BY_NAME))
    unit = tables.Column(verbose_name=gettext_lazy("Unit"), order_by=("unit__key", *BY_NAME), empty_values=())
    category = tables.Column(verbose_name=gettext_lazy("Category"), order_by=("category__position", *BY_NAME))
    leadership = tables.Column(verbose_name=gettext_lazy("Leadership level"), orderable=False)
    education = tables.Column(verbose_name=gettext_lazy("Education level"), order_by=("education__position", *BY_NAME))
    retires_on = tables.Column(verbose_name=gettext_lazy("Retires on"), order_by=("retires_on", *BY_NAME))
    status = tables.Column(verbose_name=gettext_lazy("Status"), orderable=False, attrs={"td": {"class": "text-nowrap"}})
    position = tables.Column(
        verbose_name=gettext_lazy("Position"), accessor="pk", visible=False, orderable=False, empty_values=()
    )
    sex = tables.Column(verbose_name=gettext_lazy("Sex"), visible=False, orderable=False)
    identity_number = tables.Column(
        verbose_name=gettext_lazy("Personal identification number"), visible=False, orderable=False
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, people, *, to_count):
        self.to_count = to_count
        super().__init__(people)

    def render_birth_date(self, record):
        return str(record.birth_date.year)

    def value_birth_date(self, record):
        return None if record.birth_date is None else day(record.birth_date, record.birth_precision)

    def render_unit(self, record):
        return unit_name(record)

    def render_category(self, value, record):
        position = self.value_position(record)
        return format_html("{}<small>{}</small>", value.name, position) if position else value.name

    def value_category(self, value):
        return value.name

    def value_position(self, record):
        """That of today; whoever left has none."""
        return record.posts[0].position if record.posts else ""

    def render_leadership(self, value):
        return leadership(value)

    def render_education(self, value):
        return level(value)

    def render_retires_on(self, value):
        return day(value)

    def value_unit(self, record):
        return blank_if_unknown(unit_name(record))

    def value_education(self, value):
        return None if value is None else blank_if_unknown(level(value))


class PeoplePaginator(CappedPaginator):
    @cached_property
    def count(self) -> int:
        return self.object_list.table.to_count[: self.counted_at_most].count()


def blank_if_unknown(text: str) -> str | None:
    return None if text == UNKNOWN else text


@only(User.sees_people)
def people(request):
    """A list is not recorded as the opening of each record on it; that it was taken away as a file is, with the filter
    and the number of rows, and so is a search for an identity number, which names one person."""
    today, seen, typed = timezone.localdate(), units_seen_by(request.user), request.GET.get("q", "").strip()
    choices = unit_choices(seen)
    unit = choose_unit(request, choices)
    units = units_of(unit, seen)
    narrowed = PeopleFilter(request.GET, queryset=Person.objects.all())
    found, to_count = people_like(narrowed.qs if narrowed.is_valid() else Person.objects.none(), typed, units)
    if any(is_number(word) for word in search_key(typed).split()):
        details = {"query": {"q": typed}}
        record(actor=request.user, action=AuditEvent.Action.VIEW, object="people", details=details)
    if request.GET.get("export") and to_count[EXPORTED_AT_MOST : EXPORTED_AT_MOST + 1].exists():
        return too_many(request)
    return list_page(
        request,
        PersonTable(with_names(found.order_by(*BY_NAME), today), to_count=to_count.order_by()),
        _("Personnel records"),
        file_name="people",
        template="people/list.html",
        paginator=PeoplePaginator,
        form=narrowed.form,
        is_narrowed=narrowed.form.is_valid() and any(narrowed.form.cleaned_data[name] for name in DETAILED),
        choices=choices,
        unit=unit,
        unit_label=next((each.label for each in choices if unit and each.key == unit.key), ""),
        has_invented=invented_among(units),
    )


DETAILED = [name for name in PeopleFilter.base_filters if name != "status"]


def units_of(unit: Unit | None, seen: set[int] | None) -> set[int] | None:
    """The unit and what is below it today, as far as the user sees it; None for everybody."""
    if unit is None:
        return seen
    below = set(tree_on(timezone.localdate()).subtree(unit.pk))
    return below if seen is None else below & seen


def too_many(request):
    words = _("More than %(count)s people: narrow the list, and export it part by part.")
    messages.error(request, words % {"count": number(EXPORTED_AT_MOST)})
    kept = request.GET.copy()
    del kept["export"]
    return redirect(f"{request.path}?{kept.urlencode()}")
