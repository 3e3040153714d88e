"""Two people at one record: what is stored now beside what was typed, field by field."""

from collections.abc import Iterator
from typing import NamedTuple

from django.forms import BoundField, CheckboxInput, ChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

from workforce.web.entry.forms import EntryForm, Rows
from workforce.wording.numbers import UNKNOWN


class Clash(NamedTuple):
    """``name`` of the field, and both values in words."""

    name: str
    label: str
    stored: str
    typed: str


def clashes(typed: dict[str, EntryForm | Rows], stored: dict[str, EntryForm | Rows]) -> list[Clash]:
    """The fields in which the form disagrees with what is stored now; both are built alike."""
    now = {field.html_name: field for field in bound_fields(stored)}
    pairs = [(field, now[field.html_name]) for field in bound_fields(typed) if field.html_name in now]
    return [
        Clash(mine.html_name, mine.label, in_words(theirs), in_words(mine))
        for mine, theirs in pairs
        if in_words(mine) != in_words(theirs)
    ]


def taken_over(data: QueryDict, stored: dict[str, EntryForm | Rows]) -> QueryDict:
    """What was typed, with the stored value in the fields where the user chose it."""
    data = data.copy()
    for field in bound_fields(stored):
        if field.html_name in data.getlist("take"):
            data[field.html_name] = raw(field)
    return data


def bound_fields(parts: dict[str, EntryForm | Rows]) -> Iterator[BoundField]:
    for part in parts.values():
        for form in part if isinstance(part, Rows) else [part]:
            yield from form


def raw(field: BoundField) -> str:
    """The value as a form sends it."""
    value = field.value()
    if isinstance(field.field.widget, CheckboxInput):
        return "on" if value else ""
    return "" if value is None else str(value)


def in_words(field: BoundField) -> str:
    if isinstance(field.field.widget, CheckboxInput):
        return _("yes") if field.value() else _("no")
    text = raw(field)
    if isinstance(field.field, ChoiceField):
        return next((str(label) for value, label in field.field.choices if str(value) == text), text) or UNKNOWN
    return text or UNKNOWN
