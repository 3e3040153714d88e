"""What the forms of the register share: they can be shown as typed without being checked, and hold rows of forms."""

from collections.abc import Iterable, Iterator, Mapping

from django import forms
from django.db.models import Model
from django.forms.utils import ErrorDict

from workforce.models import User, Value
from workforce.vietnam.dates import PartialDate
from workforce.web.entry.fields import DayField, LookupField, TextField

MAX_ROWS = 40


class EntryForm(forms.Form):
    """``unchecked``: show what was typed and find no fault with it yet, as a draft or while rows are added."""

    use_required_attribute = False  # the browser would stop at the first blank and in its own words

    def __init__(self, *args, user: User, unchecked: bool = False, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.unchecked = unchecked
        for field in self.fields.values():
            if isinstance(field, LookupField):
                field.user = user

    def full_clean(self):
        if self.unchecked:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def facts(self) -> dict[str, object]:
        """The cleaned values by the names that the services know."""
        return dict(self.cleaned_data)


class Rows:
    """Forms of one kind below each other: one for each stored row, and empty ones for what is new.

    The names of a stored row's fields hold its key, so that they stay its own when somebody else adds one.
    """

    def __init__(
        self,
        form: type[EntryForm],
        prefix: str,
        *,
        data: Mapping | None,
        stored: Mapping[int, Mapping] = {},
        empty: int = 1,
        **kwargs,
    ):
        self.prefix = prefix
        self.count = self.wanted(data) if data is not None else empty
        self.stored = {
            key: form(self.sent_for(key, data), prefix=f"{prefix}-{key}", initial=initial, **kwargs)
            for key, initial in stored.items()
        }
        self.new = [
            form(data, prefix=f"{prefix}-new{number}", empty_permitted=True, **kwargs) for number in range(self.count)
        ]

    def sent_for(self, key: int, data: Mapping | None) -> Mapping | None:
        """None for a row that somebody added since the page was opened: it is shown as it is stored."""
        return data if data is not None and any(name.startswith(f"{self.prefix}-{key}-") for name in data) else None

    def wanted(self, data: Mapping) -> int:
        typed = str(data.get(f"{self.prefix}-rows", ""))
        more = data.get("add") == self.prefix
        return min(int(typed) if typed.isdecimal() and len(typed) < 4 else 0, MAX_ROWS - more) + more

    def __iter__(self) -> Iterator[EntryForm]:
        yield from self.stored.values()
        yield from self.new

    def is_valid(self) -> bool:
        sent = [form for form in self if form.is_bound]
        return not [form for form in sent if not form.is_valid()]  # each is asked, so that each shows its errors

    def changed(self) -> dict[int, EntryForm]:
        """Those of stored rows in which somebody typed."""
        return {key: form for key, form in self.stored.items() if form.is_bound and form.has_changed()}

    def typed(self) -> list[EntryForm]:
        """The new ones that somebody filled in."""
        return [form for form in self.new if form.has_changed()]


def text(model: type[Model], name: str, **kwargs) -> TextField:
    """A field as the model has it."""
    column = model._meta.get_field(name)
    options = {"label": column.verbose_name, "max_length": column.max_length, "required": not column.blank}
    return TextField(**options | kwargs)


def day(model: type[Model], name: str, **kwargs) -> DayField:
    column = model._meta.get_field(name)
    return DayField(**{"label": column.verbose_name, "required": False} | kwargs)


def one_of(model: type[Model], name: str, **kwargs) -> forms.ChoiceField:
    """A choice of the model's own words."""
    column = model._meta.get_field(name)
    choices = [("", "–"), *column.choices]
    return forms.ChoiceField(**{"label": column.verbose_name, "choices": choices, "required": False} | kwargs)


class ValueField(forms.ModelChoiceField):
    """A value of one dimension out of a short list."""

    def __init__(self, dimension: str, without: Iterable[str] = (), **kwargs):
        values = Value.objects.filter(dimension__code=dimension, kind=Value.Kind.ORDINARY).exclude(code__in=without)
        super().__init__(values.order_by("position", "code"), **{"to_field_name": "code", "empty_label": "–"} | kwargs)


def known_part(day: PartialDate | None, *, last: bool = False) -> tuple:
    """The day that is stored for a date, and how much of it is known."""
    if day is None:
        return None, "day"
    return (day.last_day if last else day.first_day), day.precision
