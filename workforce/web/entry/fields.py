"""Fields that take what people type: dates known in part, names as offices write them, things found by their name."""

from datetime import date
from typing import Literal

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import User
from workforce.vietnam.dates import PartialDate, format_date, parse_partial_date
from workforce.vietnam.text import clean
from workforce.web.access import only
from workforce.web.entry.lookups import LOOKUPS, Choice, matching, typed_text

SHOWN = 60  # characters of what was typed, in an error
SEVERAL = 3

CountsFrom = Literal["first", "last", "day"]  # the day of a month or a year that is stored; "day": it must be known


class TextField(forms.CharField):
    """Stored as the register spells: composed, single spaces. Codes are text, with their leading zeros."""

    def to_python(self, value):
        return clean(super().to_python(value))


class DateInput(forms.TextInput):
    """A text field below which htmx shows how the server read it: the only place that knows."""

    def __init__(self, counts_from: CountsFrom):
        parts = gettext_lazy("dd/mm/yyyy") if counts_from == "day" else gettext_lazy("dd/mm/yyyy, mm/yyyy or yyyy")
        super().__init__(attrs={"autocomplete": "off", "maxlength": 40, "placeholder": parts})
        self.counts_from = counts_from

    def get_context(self, name, value, attrs):
        asking = {
            "hx-get": f"{reverse('date_reading')}?from={self.counts_from}",
            "hx-trigger": "change",
            "hx-target": f"#{attrs['id']}_reading",
        }
        return super().get_context(name, value, attrs | asking)


class DateBoundField(forms.BoundField):
    @property
    def reading(self) -> str:
        value = self.value()
        return reading(value, self.field.counts_from) if isinstance(value, str) else ""


class PartialDateField(forms.Field):
    """31/12/2024, 12/2024 or 2024, as a ``PartialDate``. What is stored comes in as its text."""

    default_error_messages = {"invalid": gettext_lazy("“%(typed)s” is not a date. Type 31/12/2024, 12/2024 or 2024.")}
    bound_field_class = DateBoundField
    counts_from: CountsFrom = "first"

    def __init__(self, *, counts_from: CountsFrom | None = None, **kwargs):
        self.counts_from = counts_from or self.counts_from
        super().__init__(widget=DateInput(self.counts_from), **kwargs)

    def to_python(self, value) -> PartialDate | None:
        parsed = parse_partial_date(value)
        if parsed.error:
            raise ValidationError(self.error_messages["invalid"], "invalid", {"typed": clean(value)[:SHOWN]})
        return parsed.value


class DayField(PartialDateField):
    """A date of which the day must be known: a decision takes effect on one."""

    default_error_messages = {
        "invalid": gettext_lazy("“%(typed)s” is not a date. Type day, month and year: 31/12/2024."),
        "part": gettext_lazy("“%(typed)s” lacks the day. Type day, month and year: 31/12/2024."),
    }
    counts_from = "day"

    def to_python(self, value) -> date | None:
        found = super().to_python(value)
        if found is not None and found.precision != "day":
            raise ValidationError(self.error_messages["part"], "part", {"typed": clean(value)[:SHOWN]})
        return found and found.first_day

    def prepare_value(self, value):
        return format_date(value) if isinstance(value, date) else value


def reading(typed: str, counts_from: CountsFrom) -> str:
    """How a date was read, in words; nothing for a blank, nor for one typed as we write it."""
    parsed = parse_partial_date(typed)
    if parsed.is_blank or (parsed.value and format_date(parsed.value.first_day) == clean(typed)):
        return ""
    if parsed.error or (counts_from == "day" and parsed.value.precision != "day"):
        return _("not a date yet")
    found = parsed.value
    day = format_date(found.last_day if counts_from == "last" else found.first_day)
    match found.precision:
        case "day":
            return _("read as %(day)s") % {"day": day}
        case "month":
            return _("only the month is known; counts from %(day)s") % {"day": day}
    return _("only the year is known; counts from %(day)s") % {"day": day}


@only(User.edits_people)
def date_reading(request):
    """What htmx shows below a date."""
    return render(request, "entry/reading.html", {"reading": reading(typed_text(request), request.GET.get("from", ""))})


class SearchInput(forms.TextInput):
    """A text field with a list that htmx fills while one types; without JavaScript one types the name."""

    def __init__(self, lookup: str):
        super().__init__(attrs={"autocomplete": "off", "maxlength": 400})
        self.lookup = lookup

    def get_context(self, name, value, attrs):
        searching = {
            "list": f"{attrs['id']}_list",
            "hx-get": reverse("lookup", args=[self.lookup]),
            "hx-trigger": "input changed delay:200ms, focus once",
            "hx-target": f"#{attrs['id']}_list",
        }
        return super().get_context(name, value, attrs | searching)


class SuggestedField(TextField):
    """Free text, with what others typed before proposed: an institution."""

    def __init__(self, lookup: str, **kwargs):
        super().__init__(widget=SearchInput(lookup), **kwargs)


class LookupField(forms.Field):
    """One row of a list, typed by its name; the server says whether it exists.

    What the list holds depends on the ``user``, whom the form sets. A stored row comes in as its label.
    """

    default_error_messages = {
        "unknown": gettext_lazy("“%(typed)s” is not in the list. Type a part of the name and pick one."),
        "several": gettext_lazy("“%(typed)s” may be %(names)s… Pick one."),
    }
    user: User

    def __init__(self, lookup: str, model: type[Model], found_by: str = "pk", **kwargs):
        super().__init__(widget=SearchInput(lookup), **kwargs)
        self.lookup, self.model, self.found_by = lookup, model, found_by

    @property
    def choices(self) -> list[Choice]:
        return LOOKUPS[self.lookup](self.user)

    def to_python(self, value) -> Model | None:
        typed = clean(value or "")[:400]
        if not typed:
            return None
        choices = self.choices
        found = [each for each in choices if clean(each.label) == typed] or matching(choices, typed)
        if not found:
            raise ValidationError(self.error_messages["unknown"], "unknown", {"typed": typed[:SHOWN]})
        if len(found) > 1:
            names = "; ".join(each.label for each in found[:SEVERAL])
            raise ValidationError(self.error_messages["several"], "several", {"typed": typed[:SHOWN], "names": names})
        return self.model.objects.get(**{self.found_by: found[0].key})

    def prepare_value(self, value):
        if not isinstance(value, Model):
            return value
        key = getattr(value, self.found_by)
        return next((each.label for each in self.choices if each.key == key), "")
