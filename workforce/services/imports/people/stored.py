"""What the register holds of the people that a file names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from workforce.models import Appointment, Certificate, Person, Qualification, User
from workforce.services.register.people import PERSON_FIELDS

AT_ONCE = 5_000  # parameters of a statement
REFERENCES = {"ethnicity", "religion", "unit", "category", "leadership", "rank", "diploma", "field", "value"}
POST_FIELDS = ["kind", "unit", "category", "leadership", "position", "rank", "valid_from", "from_precision", "valid_to"]
POST_FIELDS += ["start_decision", "contract_ends_on", "end_reason"]
DIPLOMA_FIELDS = ["diploma", "in_progress", "awarded_on", "awarded_precision", "institution", "field", "major"]
DIPLOMA_FIELDS += ["country", "mode"]
CERTIFICATE_FIELDS = ["value", "awarded_on", "awarded_precision", "institution", "name"]
ROWS = {
    "posts": (Appointment, POST_FIELDS),
    "diplomas": (Qualification, DIPLOMA_FIELDS),
    "certificates": (Certificate, CERTIFICATE_FIELDS),
}


@dataclass(slots=True)
class StoredRow:
    pk: int
    values: dict[str, object]


@dataclass(slots=True)
class Record:
    """Rows of code lists and units stand here by their ids; voided rows are left out."""

    pk: int
    version: int
    is_visible: bool
    facts: dict[str, object]
    posts: list[StoredRow] = field(default_factory=list)
    diplomas: list[StoredRow] = field(default_factory=list)
    certificates: list[StoredRow] = field(default_factory=list)


def attnames(fields: Iterable[str]) -> list[str]:
    return [f"{name}_id" if name in REFERENCES else name for name in fields]


def parts(values: Collection) -> Iterator[list]:
    values = list(values)
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def records(people: Collection[int], by: User | None) -> dict[int, Record]:
    """Their facts and standing rows. Whether the user may see them decides what may be said of them."""
    found: dict[int, Record] = {}
    for some in parts(people):
        seen = Person.objects.filter(pk__in=some)
        visible = set(some if by is None else seen.visible_to(by).values_list("pk", flat=True))
        for pk, version, *facts in seen.values_list("pk", "version", *attnames(PERSON_FIELDS)):
            found[pk] = Record(pk, version, pk in visible, dict(zip(PERSON_FIELDS, facts, strict=True)))
        for name, (model, fields) in ROWS.items():
            rows = model.objects.standing().filter(person__in=some).order_by("person_id", "pk")
            for person, pk, *values in rows.values_list("person_id", "pk", *attnames(fields)):
                getattr(found[person], name).append(StoredRow(pk, dict(zip(fields, values, strict=True))))
    return found


def lock(people: Collection[int]) -> None:
    for some in parts(sorted(people)):
        list(Person.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))


def by_identity_number(numbers: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in parts(numbers):
        people = Person.objects.in_register().filter(identity_number__in=some)
        found |= dict(people.values_list("identity_number", "pk"))
    return found


def by_name(keys: Collection[str]) -> dict[str, list[tuple]]:
    """Standing records by the search key of their name: (pk, birth date, its precision, identity number)."""
    found: dict[str, list[tuple]] = defaultdict(list)
    for some in parts(keys):
        people = Person.objects.in_register().filter(search_name__in=some).order_by("pk")
        for key, *facts in people.values_list("search_name", "pk", "birth_date", "birth_precision", "identity_number"):
            found[key].append(tuple(facts))
    return found
