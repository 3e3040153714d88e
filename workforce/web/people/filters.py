"""What the list of people can be narrowed by."""

from datetime import date

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workforce.models import Person, Value
from workforce.queries.ages import born_by
from workforce.queries.due import people_due
from workforce.queries.missing import people_missing
from workforce.queries.people import values_under
from workforce.web.people.words import DUE, MISSING

OLDEST = 120
YEARS = range(1990, 2101)


class ValueFilter(filters.ModelChoiceFilter):
    """A value of a population or attribute dimension, which stands for everything below it as well."""

    def __init__(self, dimension: str, **kwargs):
        super().__init__(
            queryset=Value.objects.filter(dimension__code=dimension, kind=Value.Kind.ORDINARY),
            to_field_name="code",
            empty_label=_("all"),
            **kwargs,
        )

    def filter(self, people, value):
        return people if value is None else people.filter(**{f"{self.field_name}__in": values_under(value)})


def whole_number(least: int, most: int) -> dict:
    attrs = {"min": least, "max": most, "inputmode": "numeric"}
    return {"min_value": least, "max_value": most, "widget": forms.NumberInput(attrs=attrs)}


class PeopleFilter(filters.FilterSet):
    """Without ``status`` only those in service are shown: a list of staff is about them."""

    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=[(Person.Status.IN_SERVICE, _("in service")), (Person.Status.LEFT, _("left")), ("all", _("all"))],
        empty_label=None,
        method="with_status",
    )
    category = ValueFilter("category", label=_("Category"))
    sector = ValueFilter("sector", label=_("Sector"))
    leadership = ValueFilter("leadership", label=_("Leadership level"))
    education = ValueFilter("education", label=_("Education level"))
    age_from = filters.NumberFilter(label=_("Age from"), method="of_age", **whole_number(0, OLDEST))
    age_to = filters.NumberFilter(label=_("Age to"), method="up_to_age", **whole_number(0, OLDEST))
    retires = filters.NumberFilter(
        label=_("Retires in the year"), method="retiring", **whole_number(YEARS.start, YEARS.stop - 1)
    )
    missing = filters.ChoiceFilter(
        label=_("Missing for BM01"), choices=list(MISSING.items()), empty_label=_("anything"), method="without"
    )
    due = filters.ChoiceFilter(
        label=_("To look after"), choices=list(DUE.items()), empty_label=_("anybody"), method="to_look_after"
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, data, *args, **kwargs):
        data = data.copy()
        data.setdefault("status", Person.Status.IN_SERVICE)
        super().__init__(data, *args, **kwargs)

    @property
    def today(self) -> date:
        return timezone.localdate()

    def with_status(self, people, _name, value):
        return people.exclude(status=Person.Status.VOID) if value == "all" else people.filter(status=value)

    def of_age(self, people, _name, years):
        return people.filter(birth_date__lte=born_by(self.today, int(years)))

    def up_to_age(self, people, _name, years):
        return people.filter(birth_date__gt=born_by(self.today, int(years) + 1))

    def retiring(self, people, _name, year):
        return people.filter(retires_on__range=(date(int(year), 1, 1), date(int(year), 12, 31)))

    def without(self, people, _name, field):
        return people_missing(people, field, self.today)

    def to_look_after(self, people, _name, due):
        return people_due(people, due, self.today)
