"""What a people workbook says, person by person, before anybody looks into the register.

Only what is stated is here: a blank cell leaves a fact out, and never means "no".
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from workforce.models import Appointment
from workforce.vietnam.dates import PartialDate


class Place(NamedTuple):
    """A row of the file, as a spreadsheet counts it. ``columns`` finds the column of a field, for problems."""

    sheet: str
    row: int
    columns: dict

    @property
    def key(self) -> str:
        return f"{self.sheet}:{self.row}"


@dataclass(slots=True)
class PostSaid:
    """``start`` is None only for the present post on the person's own row. ``until`` is the first day out.

    ``failed`` are the fields whose cells could not be read: they are no blanks.
    """

    place: Place
    facts: dict[str, object]
    start: PartialDate | None = None
    until: date | None = None
    last_day: PartialDate | None = None
    kind: str = Appointment.Kind.PRIMARY
    failed: set[str] = field(default_factory=set)


@dataclass(slots=True)
class AwardSaid:
    """A diploma (``code``: its type) or a certificate (``code``: its value); undated: held on the file's day."""

    place: Place
    code: int
    awarded: PartialDate | None
    facts: dict[str, object]


@dataclass(slots=True)
class PersonSaid:
    place: Place
    number: str
    facts: dict[str, object]
    post: PostSaid | None = None
    posts: list[PostSaid] = field(default_factory=list)
    diplomas: list[AwardSaid] = field(default_factory=list)
    certificates: list[AwardSaid] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.facts.get("full_name", "")

    @property
    def identity_number(self) -> str:
        return self.facts.get("identity_number", "")
