"""What the trail keeps of an import: an event for each person, with what was there before and what is there now."""

from datetime import date

from workforce.models import AuditEvent, ImportBatch, Unit, User
from workforce.services.audit import event
from workforce.services.imports.people.changes import Kind, PersonChange
from workforce.services.imports.people.plans import RowPlan
from workforce.services.imports.people.words import Words

ACTIONS = {Kind.CREATED: AuditEvent.Action.CREATE, Kind.CHANGED: AuditEvent.Action.CHANGE}
BLANK = (None, "")


class Teller:
    """Rows of code lists and units go onto the trail by the codes that outlive their names."""

    def __init__(self, batch: ImportBatch, words: Words, by: User | None):
        self.batch, self.by = batch, by
        diplomas = {pk: diploma.code for pk, diploma in words.diplomas.items()}
        units = dict(Unit.objects.values_list("pk", "key"))
        values = words.codes
        self.codes = {"unit": units, "diploma": diplomas, "rank": words.rank_codes, "field": words.field_codes}
        self.codes |= dict.fromkeys(["ethnicity", "religion", "category", "leadership", "value"], values)

    def event(self, pk: int, change: PersonChange) -> AuditEvent:
        facts = {name: [self.coded(name, old), self.coded(name, new)] for name, (old, new) in change.facts.items()}
        details = {"import": self.batch.pk} | ({"changes": facts} if facts else {})
        for name in ("posts", "diplomas", "certificates"):
            if plans := getattr(change, name):
                details[name] = [self.row(plan) for plan in plans]
        return event(
            actor=self.by,
            action=ACTIONS[change.kind],
            object=change.said.name or change.record.facts["full_name"],
            details=details,
            actor_name=self.batch.by_name,
            subject=f"person:{pk}",
        )

    def row(self, plan: RowPlan) -> dict:
        """A new row as far as it says something; of a stored one what changed."""
        if plan.pk is None:
            return {name: self.coded(name, value) for name, value in plan.after.items() if value not in BLANK}
        changes = {
            name: [self.coded(name, plan.before[name]), self.coded(name, value)] for name, value in plan.after.items()
        }
        return {"id": plan.pk, "changes": changes}

    def coded(self, name: str, value: object) -> object:
        if type(value) is int and name in self.codes:
            return self.codes[name].get(value, value)
        return value.isoformat() if type(value) is date else value
