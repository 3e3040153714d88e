"""A small named world for the tests; all of it is invented.

    Tỉnh Minh Họa (minh-hoa)                     Tỉnh Giả Định (gia-dinh)
    ├── Sở Giáo dục và Đào tạo (so-giao-duc)     └── Sở Nội vụ Giả Định (so-noi-vu-gia-dinh)
    │   ├── Trường THPT Hoa Sen (truong-hoa-sen)
    │   └── Trường THPT Hoa Mai (truong-hoa-mai)
    └── Bệnh viện Đa khoa Minh Họa (benh-vien)

On 31/12/2024 the schools and the hospital owed their headcounts to Minh Họa; both schools delivered, the hospital
did not. The revision is open: a test that needs it locked calls ``lock``.
"""

from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from workforce.models import (
    Clause,
    Dimension,
    Document,
    Headcount,
    Indicator,
    PaceThreshold,
    Revision,
    Selection,
    Snapshot,
    SnapshotUnit,
    Submission,
    Target,
    Unit,
    UnitVersion,
    User,
    Value,
)
from workforce.models.periods import OPEN_END, OPEN_START

PASSWORD = "mười lăm ký tự trở lên"
YEAR_END = date(2024, 12, 31)

# Public employees who lead nobody, by school and education value
HOA_SEN = {"doctorate": 1, "masters": 12, "university": 37}
HOA_MAI = {"doctorate": 0, "masters": 8, "university": 41, "college": 1}

CODE_LISTS: dict[str, list] = {}


@dataclass(frozen=True)
class Universe:
    minh_hoa: Unit
    gia_dinh: Unit
    education_department: Unit
    hoa_sen: Unit
    hoa_mai: Unit
    hospital: Unit
    foreign_department: Unit
    snapshot: Snapshot
    revision: Revision
    executive: User
    data_admin: User
    data_entry: User
    auditor: User
    system_admin: User


def load_code_lists() -> None:
    """The rows of the fixture. ``loaddata`` asks for each row by its natural key, so it runs once for each engine."""
    if connection.vendor not in CODE_LISTS:
        call_command("loaddata", "code_lists", verbosity=0)
        models = [Dimension, Value, PaceThreshold]
        CODE_LISTS[connection.vendor] = [(model, list(model.objects.order_by("pk"))) for model in models]
        return
    for model, rows in CODE_LISTS[connection.vendor]:
        model.objects.bulk_create(rows)


def build_universe() -> Universe:
    minh_hoa = unit("minh-hoa", "Tỉnh Minh Họa", kind="province", code="M1")
    gia_dinh = unit("gia-dinh", "Tỉnh Giả Định", kind="province", code="M2")
    department = unit("so-giao-duc", "Sở Giáo dục và Đào tạo", parent=minh_hoa)
    hoa_sen = unit("truong-hoa-sen", "Trường THPT Hoa Sen", parent=department, kind="public_service_unit")
    hoa_mai = unit("truong-hoa-mai", "Trường THPT Hoa Mai", parent=department, kind="public_service_unit")
    hospital = unit("benh-vien", "Bệnh viện Đa khoa Minh Họa", parent=minh_hoa, kind="public_service_unit")
    revision = open_revision(minh_hoa, YEAR_END, owing=[hoa_sen, hoa_mai, hospital])
    submit(revision, hoa_sen, HOA_SEN)
    submit(revision, hoa_mai, HOA_MAI)
    return Universe(
        minh_hoa=minh_hoa,
        gia_dinh=gia_dinh,
        education_department=department,
        hoa_sen=hoa_sen,
        hoa_mai=hoa_mai,
        hospital=hospital,
        foreign_department=unit("so-noi-vu-gia-dinh", "Sở Nội vụ Giả Định", parent=gia_dinh),
        snapshot=revision.snapshot,
        revision=revision,
        executive=user("executive", unit=minh_hoa),
        data_admin=user("data_admin", unit=minh_hoa),
        data_entry=user("data_entry", unit=hoa_sen),
        auditor=user("auditor"),
        system_admin=user("system_admin"),
    )


def unit(key, name, *, kind="agency", parent=None, code="", valid_from=OPEN_START, valid_to=OPEN_END) -> Unit:
    """The unit of this key with one more version."""
    identity, _ = Unit.objects.get_or_create(key=key, defaults={"invented": True})
    UnitVersion.objects.create(
        unit=identity,
        name_vi=name,
        name_en=f"{name} (in English)",
        kind=kind,
        parent=parent,
        code=code,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    return identity


def open_revision(province, as_of, *, owing=()) -> Revision:
    snapshot = Snapshot.objects.create(unit=province, as_of=as_of)
    SnapshotUnit.objects.bulk_create(SnapshotUnit(snapshot=snapshot, unit=each) for each in owing)
    return Revision.objects.create(snapshot=snapshot)


def submit(revision, unit, people_by_education, *, category="public_employee", sector="public_service_unit"):
    """A unit's current, approved submission: its total and one headcount per education value."""
    submission = Submission.objects.create(revision=revision, unit=unit, state=Submission.State.APPROVED)
    cells = {("total", "total"): sum(people_by_education.values())}
    cells |= {("education", code): people for code, people in people_by_education.items()}
    for (dimension, code), people in cells.items():
        Headcount.objects.create(
            submission=submission,
            category=value("category", category),
            sector=value("sector", sector),
            leadership=value("leadership", "not_leader"),
            value=value(dimension, code),
            people=people,
        )
    return submission


def value(dimension, code) -> Value:
    return Value.objects.get_by_natural_key(dimension, code)


def lock(revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(locked_at=timezone.now())
    revision.refresh_from_db()


def user(role, *, unit=None, username=None) -> User:
    return User.objects.create_user(username or role, password=PASSWORD, role=role, unit=unit)


def dimension(code, **fields) -> Dimension:
    return Dimension.objects.create(code=code, name_vi=code, name_en=code, **fields)


def document(code, **fields) -> Document:
    return Document.objects.create(**{"code": code, "name_vi": code, "name_en": code, "kind": "resolution"} | fields)


def clause(code, *, document) -> Clause:
    return Clause.objects.create(code=code, document=document, quote="Trích", language="vi", translation="Quote")


def selection(code, *, categories=("cbccvc",), education=()) -> Selection:
    chosen = Selection.objects.create(code=code, name_vi=code, name_en=code)
    chosen.categories.set([value("category", each) for each in categories])
    chosen.values.set([value("education", each) for each in education])
    return chosen


def share_indicator(code, *, education) -> Indicator:
    """The share of all cadres, civil servants and public employees who have one of these education values."""
    return Indicator.objects.create(
        code=code,
        name_vi=code,
        name_en=code,
        kind=Indicator.Kind.STOCK_SHARE,
        numerator=selection(f"{code}-numerator", education=education),
        denominator=selection(f"{code}-denominator"),
    )


def target(code, **fields) -> Target:
    """Needs at least ``clause``, ``unit`` and ``indicator``."""
    return Target.objects.create(
        **{"code": code, "name_vi": code, "name_en": code, "operator": "at_least", "value": 15} | fields
    )
