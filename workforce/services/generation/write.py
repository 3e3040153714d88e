"""Into the database in bulk: everything derived before it is written, and nothing written twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from workforce.models import Appointment, Certificate, DiplomaType, NameWord, Person, Qualification, Rank, TrainingField
from workforce.models.people import name_keys, name_words
from workforce.models.periods import OPEN_END, DatePrecision
from workforce.queries.classification import Codes
from workforce.services.bulk import bulk_load, reserved_ids
from workforce.services.generation.careers import Stint
from workforce.services.generation.learning import Award, Diploma
from workforce.services.generation.lives import Life
from workforce.services.generation.people import NOTE, Identity
from workforce.services.generation.posts import rank, title
from workforce.services.register.derivation import Career, Columns, Derivation, Post, derive
from workforce.services.register.rebuild import NAME_FIELDS, write_spells

# Texts that nobody invents: empty for everybody
EMPTY = ["other_name", "social_insurance_number", "birth_place", "address", "phone", "email", "health", "void_reason"]
KNOWN = [name for name in Identity._fields if name not in ("ethnicity", "religion")]
PERSON = ["id", *KNOWN, "ethnicity_id", "religion_id", "note", "version", "recorded_at", *NAME_FIELDS]
PERSON += [*Columns._fields, *EMPTY]
APPOINTMENT = (
    ["person_id", "unit_id", "kind", "category_id", "leadership_id", "leadership_phrase", "position", "rank_id"]
    + ["valid_from", "valid_to", "from_precision", "start_reason", "start_decision", "contract_ends_on", "end_reason"]
    + ["end_decision", "recorded_at", "ended_recorded_at", "void_reason"]
)
QUALIFICATION = [
    "person_id",
    "diploma_id",
    "awarded_on",
    "awarded_precision",
    "in_progress",
    "field_id",
    "major",
    "mode",
] + ["institution", "country", "recorded_at", "void_reason"]
CERTIFICATE = ["person_id", "value_id", "awarded_on", "awarded_precision", "institution", "name", "recorded_at"]
CERTIFICATE += ["void_reason"]
PRIMARY = Appointment.Kind.PRIMARY


class Record(NamedTuple):
    """One person, complete. ``contract_ends_on`` is that of the last post; ``posts`` begin with the primary ones."""

    life: Life
    identity: Identity
    posts: list[Stint]
    contract_ends_on: date | None
    diplomas: list[Diploma]
    certificates: list[Award]


class Lists:
    """Ids by the codes of the code lists, as they are on the day."""

    def __init__(self, codes: Codes, day: date):
        self.values = {code: pk for (_, code), pk in codes.values.items()} | {"": None}
        self.diplomas = dict(DiplomaType.objects.values_list("code", "id"))
        self.fields = dict(TrainingField.objects.values_list("code", "id")) | {"": None}
        self.ranks = dict(Rank.objects.on(day).values_list("code", "id")) | {"": None}


@dataclass
class Writer:
    """Holds some people until ``flush``.

    ``now`` is when they were recorded, as the database takes it; ``today`` is the day of the derived columns.
    """

    codes: Codes
    lists: Lists
    now: datetime | str
    today: date
    records: list[Record] = field(default_factory=list)

    def add(self, record: Record) -> None:
        self.records.append(record)

    def flush(self) -> None:
        ids = reserved_ids(Person, len(self.records))
        people = list(zip(ids, self.records, strict=True))
        derived = [derive(self.career(pk, record), self.codes, self.today) for pk, record in people]
        rows = (self.person(pk, each, found) for (pk, each), found in zip(people, derived, strict=True))
        bulk_load(Person, PERSON, rows)
        words = ((pk, word) for pk, each in people for word in sorted(name_words(each.identity.full_name)))
        bulk_load(NameWord, ["person_id", "word"], words)
        bulk_load(Appointment, APPOINTMENT, (row for pk, each in people for row in self.appointments(pk, each)))
        bulk_load(Qualification, QUALIFICATION, (row for pk, each in people for row in self.qualifications(pk, each)))
        bulk_load(Certificate, CERTIFICATE, (row for pk, each in people for row in self.certificates(pk, each)))
        write_spells(derived)
        self.records.clear()

    def career(self, pk: int, record: Record) -> Career:
        value, who = self.lists.values, record.identity
        return Career(
            pk,
            who.sex,
            who.birth_date,
            value[who.ethnicity],
            value[who.religion],
            who.party_joined_on,
            who.party_left_on,
            who.never_in_party,
            posts=[self.post(record, each) for each in record.posts if each.kind == PRIMARY],
            diplomas=[
                (each.awarded_on, self.lists.diplomas[each.code]) for each in record.diplomas if not each.in_progress
            ],
            certificates=[(each.awarded_on, value[each.value]) for each in record.certificates],
        )

    def post(self, record: Record, stint: Stint) -> Post:
        value = self.lists.values
        rank_id = self.rank_id(record, stint)
        category, leadership = value[stint.category], value[stint.leadership]
        return Post(stint.start, stint.end, stint.place.unit, category, leadership, rank_id)

    def rank_id(self, record: Record, stint: Stint) -> int | None:
        return self.lists.ranks[rank(stint.trade, stint.category, stint.rung, record.life.slot.number)]

    def person(self, pk: int, record: Record, derived: Derivation) -> tuple:
        who, value = record.identity, self.lists.values
        known = [getattr(who, name) for name in KNOWN]
        places = (value[who.ethnicity], value[who.religion])
        keys = name_keys(who.full_name).values()
        return (pk, *known, *places, NOTE, 1, self.now, *keys, *derived.columns, *[""] * len(EMPTY))

    def appointments(self, pk: int, record: Record) -> Iterable[tuple]:
        slot, value = record.life.slot, self.lists.values
        last = max((each for each in record.posts if each.kind == PRIMARY), key=lambda each: each.start)
        for number, each in enumerate(record.posts, start=1):
            ended = each.end < OPEN_END
            yield (
                pk,
                each.place.unit,
                each.kind,
                value[each.category],
                value[each.leadership],
                "",
                title(each.trade, each.rung, each.category, each.leadership, slot.number, each.place),
                self.rank_id(record, each),
                each.start,
                each.end,
                DatePrecision.DAY,
                each.start_reason,
                decision(each.start, number) if each.start_reason else "",
                record.contract_ends_on if each is last else None,
                each.end_reason if ended else "",
                decision(each.end, number) if ended else "",
                self.now,
                self.now if ended else None,
                "",
            )

    def qualifications(self, pk: int, record: Record) -> Iterable[tuple]:
        for each in record.diplomas:
            diploma, field = self.lists.diplomas[each.code], self.lists.fields[each.field]
            award = (each.awarded_on, each.precision, each.in_progress)
            yield (pk, diploma, *award, field, each.major, each.mode, each.institution, "", self.now, "")

    def certificates(self, pk: int, record: Record) -> Iterable[tuple]:
        for each in record.certificates:
            yield (pk, self.lists.values[each.value], each.awarded_on, each.precision, "", "", self.now, "")


def decision(day: date, number: int) -> str:
    """An invented number of a decision of that year."""
    return f"{(day.toordinal() * 37 + number) % 4000 + 1}/QĐ-MH/{day.year}"
