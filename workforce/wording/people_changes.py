"""What an import of people would change, person by person and field by field, in the reader's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workforce.models import Appointment, Certificate, Person, Qualification
from workforce.models.periods import OPEN_END
from workforce.services.imports.people.changes import Kind, PersonChange
from workforce.services.imports.people.check import Check
from workforce.services.imports.people.plans import RowPlan
from workforce.wording.numbers import UNKNOWN, day

# How exactly a date is known is said with the date itself
PRECISIONS = {"birth_date": "birth_precision", "valid_from": "from_precision", "awarded_on": "awarded_precision"}
# Fields that every dated table has say here what they mean of an appointment
LABELS = {"valid_from": gettext_lazy("from"), "valid_to": gettext_lazy("first day out")}
ROWS = {"posts": Appointment, "diplomas": Qualification, "certificates": Certificate}


@dataclass(frozen=True)
class Line:
    """One field: what is on record, what will be. ``what`` is the row it belongs to; empty for the person's own."""

    what: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PersonLines:
    change: PersonChange
    name: str
    lines: list[Line]

    @property
    def kind(self) -> str:
        return str(self.change.kind)


class Describer:
    def __init__(self, result: Check):
        words = result.words
        values = words.names
        self.names: dict[str, Mapping[int, str]] = {
            "unit": {pk: version.name for pk, version in result.tree.versions.items()},
            "diploma": {pk: diploma.name for pk, diploma in words.diplomas.items()},
            "rank": words.rank_codes,
            "field": words.field_codes,
        }
        self.names |= dict.fromkeys(["ethnicity", "religion", "category", "leadership", "value"], values)

    def described(self, changes: Iterable[PersonChange]) -> Iterator[PersonLines]:
        for change in changes:
            if change.kind is not Kind.UNCHANGED:
                # the cell of the name may be what is wrong with the row
                name = change.said.name or (change.record.facts["full_name"] if change.record else UNKNOWN)
                yield PersonLines(change, name, list(self.lines(change)))

    def lines(self, change: PersonChange) -> Iterator[Line]:
        before = {name: old for name, (old, _new) in change.facts.items()}
        after = {name: new for name, (_old, new) in change.facts.items()}
        yield from self.fields("", Person, before, after)
        for rows, model in ROWS.items():
            for plan in getattr(change, rows):
                yield from self.fields(self.what(model, plan, change, rows), model, plan.before, plan.after)

    def what(self, model: type[Model], plan: RowPlan, change: PersonChange, rows: str) -> str:
        """The row in a few words: which post, diploma or certificate."""
        stored = next((row.values for row in getattr(change.record, rows, ()) if row.pk == plan.pk), {})
        named = {"posts": "unit", "diplomas": "diploma", "certificates": "value"}[rows]
        what = self.shown(model, named, (stored | plan.after)[named], {})
        return what if plan.pk else _("new: %(what)s") % {"what": what}

    def fields(self, what: str, model: type[Model], before: dict, after: dict) -> Iterator[Line]:
        for name, value in after.items():
            if name not in PRECISIONS.values() and value not in ("", OPEN_END, False):
                label = str(LABELS.get(name) or model._meta.get_field(name).verbose_name)
                old = self.shown(model, name, before.get(name), before)
                yield Line(what, label[:1].upper() + label[1:], old, self.shown(model, name, value, after))

    def shown(self, model: type[Model], name: str, value: object, row: Mapping) -> str:
        if value in (None, "", OPEN_END):
            return UNKNOWN
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return self.date(name, value, row)
        if name in self.names:
            return str(self.names[name].get(value, value))
        choices = dict(model._meta.get_field(name).flatchoices)
        return str(choices.get(value, value))

    def date(self, name: str, value: date, row: Mapping) -> str:
        precision = str(row.get(PRECISIONS.get(name, ""), "day") or "day")
        if precision == "latest":
            return _("by %(date)s") % {"date": day(value)}
        return day(value, precision)
