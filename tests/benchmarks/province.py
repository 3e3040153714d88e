"""An invented province: units, ten targets, and eleven year-ends loaded as the portal itself loads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.core.management import call_command
from django.utils import timezone

from workforce.models import (
    Clause,
    Document,
    Headcount,
    Indicator,
    Revision,
    Snapshot,
    SnapshotUnit,
    Submission,
    Target,
    Unit,
    UnitVersion,
    User,
    Value,
)
from workforce.services.bulk import bulk_load
from workforce.services.rollups import roll_up_revision

NAME = "Tỉnh Minh Họa (số liệu giả định)"
SEED = 2344
YEARS = range(2014, 2025)
UNITS_BELOW_A_DEPARTMENT = 12
# (category, leadership level, people for each one who leads)
STAFF = [
    ("civil_servant", "leader_department_up", 1),
    ("public_employee", "not_leader", 20),
]
DIMENSIONS = [
    "education",
    "sex",
    "party",
    "ethnicity",
    "rank_standard_training",
    "educator_standard",
    "modern_management_training",
]
TARGETS = [
    ("phd_share", "at_least", 1),
    ("masters_share", "at_least", 20),
    ("university_or_higher_share", "at_least", 75),
    ("postgraduate_share", "increase_by_points", 4),
    ("leaders_postgraduate_share", "at_least", 42),
    ("rank_standard_training_share", "at_least", 95),
    ("educator_standard_share", "at_least", 95),
    ("modern_management_training_share", "about", 90),
    ("women_share", "increase_by_points", 3),
    ("party_member_share", "at_least", 60),
]


@dataclass
class Province:
    unit: Unit
    below: list[Unit] = field(default_factory=list)


def build_units(count: int) -> Province:
    """The province with ``count`` units below it: departments, and below each its schools and centres."""
    for fixture in ["code_lists", "indicators"]:
        call_command("loaddata", fixture, verbosity=0)
    province = Province(add_unit("minh-hoa", NAME, "MH", None))
    department = None
    for number in range(count):
        place = number % (UNITS_BELOW_A_DEPARTMENT + 1)
        if place == 0:
            name = f"Sở Minh Họa số {number + 1}"
            department = unit = add_unit(f"mh-{number}", name, f"MH.{number:03}", province.unit)
        else:
            name = f"Trường Trung học phổ thông Minh Họa số {number + 1}"
            unit = add_unit(f"mh-{number}", name, f"MH.{number:03}", department)
        province.below.append(unit)
    return province


def add_unit(key: str, name: str, code: str, parent: Unit | None) -> Unit:
    unit = Unit.objects.create(key=key, invented=True)
    kind = "province" if parent is None else "agency" if name.startswith("Sở") else "public_service_unit"
    sector = Value.objects.get_by_natural_key("sector", "state_agency") if kind == "agency" else None
    UnitVersion.objects.create(
        unit=unit, name_vi=name, name_en=f"{name} (in English)", kind=kind, code=code, parent=parent, sector=sector
    )
    return unit


def add_targets(province: Province) -> None:
    document = Document.objects.create(
        code="mh-01", number="01-NQ/MH", kind="resolution", name_vi="Nghị quyết minh họa", name_en="Invented resolution"
    )
    for position, (indicator, operator, value) in enumerate(TARGETS):
        quote = f"Câu trích minh họa số {position + 1}"
        clause = Clause.objects.create(
            code=f"mh-{position}", document=document, quote=quote, language="vi", translation=f"Quote {position + 1}"
        )
        measured = Indicator.objects.get(code=indicator)
        Target.objects.create(
            code=f"mh-{position}",
            clause=clause,
            unit=province.unit,
            indicator=measured,
            name_vi=measured.name_vi,
            name_en=measured.name_en,
            operator=operator,
            value=value,
            baseline_on=date(2020, 12, 31),
            due_on=date(2025, 12, 31),
            position=position,
        )


def add_year_ends(province: Province) -> int:
    """Every unit below reports for itself every year, and the revision is locked; returns how many headcounts."""
    random, values, loaded = Random(SEED), Values(), 0
    for year in YEARS:
        snapshot = Snapshot.objects.create(unit=province.unit, as_of=date(year, 12, 31))
        SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit=unit) for unit in province.below)
        revision = Revision.objects.create(snapshot=snapshot)
        submissions = Submission.objects.bulk_create(
            Submission(revision=revision, unit=unit, state=Submission.State.APPROVED, covers_subordinates=False)
            for unit in province.below
        )
        rows = [(submission.pk, *cell) for submission in submissions for cell in cells(random, values, year)]
        fields = ["submission_id", "category_id", "sector_id", "leadership_id", "value_id", "people"]
        bulk_load(Headcount, fields, rows)
        roll_up_revision(revision)
        Revision.objects.filter(pk=revision.pk).update(locked_at=timezone.now())
        loaded += len(rows)
    return loaded


class Values:
    """The stored values: by dimension and code, and the finest ones of each dimension of a report."""

    def __init__(self):
        found = Value.objects.values_list("dimension__code", "code", "pk")
        self.ids = {(dimension, code): pk for dimension, code, pk in found}
        finest = found.filter(kind=Value.Kind.ORDINARY, children=None)
        self.finest = {name: [pk for of, _, pk in finest if of == name] for name in DIMENSIONS}


def cells(random: Random, values: Values, year: int) -> Iterator[tuple[int, int, int, int, int]]:
    """One unit's (category, sector, leadership, value, people), with the parts of each dimension adding up."""
    sector, leaders = values.ids["sector", "state_agency"], random.randint(2, 5)
    for category, leadership, for_each_leader in STAFF:
        people = leaders * for_each_leader + year - YEARS[0]
        group = (values.ids["category", category], sector, values.ids["leadership", leadership])
        yield (*group, values.ids["total", "total"], people)
        for finest in values.finest.values():
            for value, part in zip(finest, split(random, people, len(finest)), strict=True):
                yield (*group, value, part)


def split(random: Random, people: int, parts: int) -> list[int]:
    cuts = sorted(random.randint(0, people) for _ in range(parts - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, people], strict=True)]


def add_executive(province: Province) -> User:
    return User.objects.create_user("lanhdao", role=User.Role.EXECUTIVE, unit=province.unit)
