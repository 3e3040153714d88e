"""Changes into rows, all in bulk: new people are derived before they are written, changed ones rebuilt after."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils import timezone

from workforce.models import (
    Appointment,
    ImportBatch,
    ImportedPerson,
    NameWord,
    Person,
    Qualification,
    User,
)
from workforce.models.people import name_keys, name_words
from workforce.models.periods import OPEN_END
from workforce.queries.classification import Codes, load_codes
from workforce.services.audit import record_many
from workforce.services.bulk import bulk_change, bulk_load, reserved_ids
from workforce.services.imports.people.changes import Kind, PersonChange
from workforce.services.imports.people.plans import RowPlan
from workforce.services.imports.people.stored import ROWS, attnames, parts
from workforce.services.imports.people.telling import Teller
from workforce.services.imports.progress import Phase, reached
from workforce.services.register.derivation import Career, Columns, Derivation, Post, derive
from workforce.services.register.people import PERSON_FIELDS
from workforce.services.register.rebuild import NAME_FIELDS, rebuild, write_spells

PRIMARY = Appointment.Kind.PRIMARY
PERSON = ["id", *attnames(PERSON_FIELDS), "version", "recorded_at", "recorded_by_id", *NAME_FIELDS, *Columns._fields]
PERSON += ["void_reason"]
# What a new row has besides what the file states, in the order of the fields of ROWS
ALWAYS = ["id", "person_id", "recorded_at", "recorded_by_id", "void_reason"]
POST_EXTRA = ["leadership_phrase", "start_reason", "end_decision", "ended_recorded_at"]
BLANK = {
    "kind": PRIMARY,
    "rank": None,
    "contract_ends_on": None,
    "in_progress": False,
    "field": None,
}
PERSON_BLANK = dict.fromkeys(PERSON_FIELDS, "") | {
    "birth_date": None,
    "birth_precision": "day",
    "never_in_party": False,
    **dict.fromkeys(["ethnicity", "religion", "identity_issued_on", "recruited_on"]),
    **dict.fromkeys(["party_joined_on", "party_official_on", "party_left_on"]),
}
# What goes when a row of the model is changed, and is there again when the import is undone
GOES_ALONG = {Appointment: ["ended_recorded_at"], Qualification: ["verified_by_id", "verified_at"]}
AT_ONCE = 1_000  # people written together: what is held of them is small beside the file


@dataclass
class Writer:
    """``teller`` says what the trail keeps; ``now`` is when everything was recorded, as the database takes it."""

    batch: ImportBatch
    by: User | None
    today: date
    teller: Teller
    now: object = field(default_factory=lambda: connection.ops.adapt_datetimefield_value(timezone.now()))

    @property
    def author(self) -> int | None:
        return self.by.pk if self.by else None

    def write(self, changes: Sequence[PersonChange]) -> None:
        created = [change for change in changes if change.kind is Kind.CREATED]
        changed = [change for change in changes if change.kind is Kind.CHANGED]
        codes = load_codes({plan.after["unit"] for change in created for plan in change.posts})
        for start in range(0, len(created), AT_ONCE):
            reached(Phase.SAVING, start, len(changes))
            self.create(created[start : start + AT_ONCE], codes)
        if changed:
            reached(Phase.SAVING, len(created), len(changes))
            self.change(changed)

    def create(self, changes: list[PersonChange], codes: Codes) -> None:
        ids = reserved_ids(Person, len(changes))
        people = list(zip(ids, changes, strict=True))
        derived = [derive(career(pk, change), codes, self.today) for pk, change in people]
        bulk_load(Person, PERSON, map(self.person_row, people, derived))
        words = ((pk, word) for pk, change in people for word in words_of(change))
        bulk_load(NameWord, ["person_id", "word"], words)
        for name in ROWS:
            self.add_rows(name, [(pk, plan) for pk, change in people for plan in getattr(change, name)])
        write_spells(derived)
        self.remember((pk, True, 1, {}) for pk in ids)
        self.tell(people)

    def person_row(self, person: tuple[int, PersonChange], derived: Derivation) -> tuple:
        pk, change = person
        facts = change.said.facts
        stated = [facts.get(name, blank) for name, blank in PERSON_BLANK.items()]
        keys = name_keys(facts["full_name"]).values()
        return (pk, *stated, 1, self.now, self.author, *keys, *derived.columns, "")

    def add_rows(self, name: str, rows: list[tuple[int, RowPlan]]) -> list[int]:
        """New rows of people; returns their ids, in order."""
        model, fields = ROWS[name]
        ids = reserved_ids(model, len(rows))
        extra = POST_EXTRA if model is Appointment else []
        blank = [(field, BLANK.get(field, "")) for field in fields]
        load = (
            (
                pk,
                person,
                self.now,
                self.author,
                "",
                *[plan.after.get(field, nothing) for field, nothing in blank],
                *(self.post_extra(plan) if extra else ()),
            )
            for pk, (person, plan) in zip(ids, rows, strict=True)
        )
        if rows:
            bulk_load(model, [*ALWAYS, *attnames(fields), *extra], load)
        return ids

    def post_extra(self, plan: RowPlan) -> tuple:
        return "", "", "", None if plan.after["valid_to"] == OPEN_END else self.now

    def change(self, changes: list[PersonChange]) -> None:
        """Ends of posts first: a new one may begin on the day that an old one now ends."""
        people = [change.record.pk for change in changes]
        added: dict[int, dict[str, list[int]]] = {pk: {} for pk in people}
        gone = {name: goes_along(name, changes) for name in ROWS}
        facts = ((change, {name: after for name, (_before, after) in change.facts.items()}) for change in changes)
        rows = [
            (change.record.pk, *(change.record.facts | new).values(), change.record.version + 1)
            for change, new in facts
        ]
        bulk_change(Person, [*attnames(PERSON_FIELDS), "version"], rows)
        for name in ROWS:
            self.change_rows(name, changes)
            new = [(change.record.pk, plan) for change in changes for plan in getattr(change, name) if plan.pk is None]
            for pk, (person, _plan) in zip(self.add_rows(name, new), new, strict=True):
                added[person].setdefault(name, []).append(pk)
        rebuild(people, self.today)
        self.remember(
            (change.record.pk, False, change.record.version + 1, before(change, added[change.record.pk], gone))
            for change in changes
        )
        self.tell([(change.record.pk, change) for change in changes])

    def change_rows(self, name: str, changes: list[PersonChange]) -> None:
        model, fields = ROWS[name]
        rows, unverified = [], []
        for change in changes:
            stored = {row.pk: row.values for row in getattr(change.record, name)}
            for plan in getattr(change, name):
                if plan.pk is not None:
                    rows.append((plan.pk, *(stored[plan.pk] | plan.after).values()))
        if not rows:
            return
        bulk_change(model, attnames(fields), rows)
        if model is Qualification:
            unverified = Qualification.objects.filter(pk__in=[pk for pk, *_ in rows]).exclude(verified_at=None)
            unverified.update(verified_by=None, verified_at=None)
        if model is Appointment:
            ended = [plan.pk for change in changes for plan in change.posts if plan.pk and "valid_to" in plan.after]
            Appointment.objects.filter(pk__in=ended).update(ended_recorded_at=timezone.now())

    def remember(self, people: Iterable[tuple[int, bool, int, dict]]) -> None:
        rows = ((self.batch.pk, pk, created, version, json.dumps(old)) for pk, created, version, old in people)
        bulk_load(ImportedPerson, ["batch_id", "person_id", "created", "version", "before"], rows)

    def tell(self, people: list[tuple[int, PersonChange]]) -> None:
        record_many(self.teller.event(pk, change) for pk, change in people)


def words_of(change: PersonChange) -> list[str]:
    facts = change.said.facts
    return sorted(name_words(facts["full_name"], facts.get("other_name", "")))


def career(pk: int, change: PersonChange) -> Career:
    facts = change.said.facts
    posts = [plan.after for plan in change.posts if plan.after["kind"] == PRIMARY]
    return Career(
        pk,
        facts.get("sex", ""),
        facts.get("birth_date"),
        facts.get("ethnicity"),
        facts.get("religion"),
        facts.get("party_joined_on"),
        facts.get("party_left_on"),
        facts.get("never_in_party", False),
        posts=[
            Post(
                post["valid_from"],
                post["valid_to"],
                post["unit"],
                post["category"],
                post["leadership"],
                post.get("rank"),
            )
            for post in posts
        ],
        diplomas=[(plan.after["awarded_on"], plan.after["diploma"]) for plan in change.diplomas],
        certificates=[(plan.after["awarded_on"], plan.after["value"]) for plan in change.certificates],
    )


def goes_along(name: str, changes: list[PersonChange]) -> dict[int, dict[str, object]]:
    model, _fields = ROWS[name]
    changed = [plan.pk for change in changes for plan in getattr(change, name) if plan.pk]
    fields = GOES_ALONG.get(model)
    found = (model.objects.filter(pk__in=some).values("pk", *fields) for some in parts(changed)) if fields else ()
    return {row.pop("pk"): row for some in found for row in some}


def before(change: PersonChange, added: dict[str, list[int]], gone: dict[str, dict[int, dict]]) -> dict:
    """What undoing needs: the facts and rows as they were, and the ids of the new rows."""
    old = {
        name: {
            str(plan.pk): stored(plan.before | gone[name].get(plan.pk, {})) for plan in getattr(change, name) if plan.pk
        }
        for name in ROWS
    }
    facts = stored({name: was for name, (was, _after) in change.facts.items()})
    return {"facts": facts, "rows": {name: rows for name, rows in old.items() if rows}, "added": added}


def stored(values: dict[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
