"""A small named world for the tests; all of it is invented.

    Tỉnh Minh Họa (minh-hoa)                     Tỉnh Giả Định (gia-dinh)
    ├── Sở Giáo dục và Đào tạo (so-giao-duc)     └── Sở Nội vụ Giả Định (so-noi-vu-gia-dinh)
    │   ├── Trường THPT Hoa Sen (truong-hoa-sen)
    │   └── Trường THPT Hoa Mai (truong-hoa-mai)
    └── Bệnh viện Đa khoa Minh Họa (benh-vien)

On 31/12/2024 the schools and the hospital owed their headcounts to Minh Họa; both schools delivered, the hospital
did not. The revision is open: a test that needs it locked calls ``lock``.
"""

import json
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from workforce.models import (
    Clause,
    Dimension,
    DiplomaType,
    Document,
    Equivalence,
    Headcount,
    Indicator,
    PaceThreshold,
    Person,
    Rank,
    Revision,
    Selection,
    Snapshot,
    SnapshotUnit,
    Submission,
    Target,
    TrainingField,
    Unit,
    UnitVersion,
    User,
    Value,
)
from workforce.models.periods import OPEN_END, OPEN_START
from workforce.services.bulk import bulk_load
from workforce.services.register.people import add_person

PASSWORD = "mười lăm ký tự trở lên"
YEAR_END = date(2024, 12, 31)

# Public employees who lead nobody, by school and education value
HOA_SEN = {"doctorate": 1, "masters": 12, "university": 37}
HOA_MAI = {"doctorate": 0, "masters": 8, "university": 41, "college": 1}

CODE_LIST_MODELS = [Dimension, Value, PaceThreshold, DiplomaType, Equivalence, Rank, TrainingField]
CODE_LISTS: dict[str, list] = {}
COVERED_SINCE = date(2020, 1, 1)


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
        CODE_LISTS[connection.vendor] = [(model, *stored_rows(model)) for model in CODE_LIST_MODELS]
        return
    for model, fields, rows in CODE_LISTS[connection.vendor]:
        bulk_load(model, fields, rows)


def stored_rows(model) -> tuple[list[str], list[tuple]]:
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    rows = model.objects.order_by("pk").values_list(*names)
    return names, [tuple(json.dumps(cell) if isinstance(cell, list) else cell for cell in row) for row in rows]


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


@dataclass(frozen=True)
class People:
    """Whom ``build_people`` puts on record.

    lan      teaches at Hoa Sen; Master of 2015, Party member since 2012; every fact is known
    duc      leads Hoa Sen; doctorate of which only the year is known; the retirement age comes in 2034
    hoa      teaches at Hoa Mai; only her year of birth is known; university
    binh     physician of the hospital, specialist level II: counts as a doctor until 2025, as university since
    mai      taught at Hoa Sen until she reached the retirement age on 31/12/2021
    tuan     works in Tỉnh Giả Định, which nobody of Minh Họa sees
    """

    lan: Person
    duc: Person
    hoa: Person
    binh: Person
    mai: Person
    tuan: Person


def build_people(universe: Universe) -> People:
    """Some people of the register, which covers both provinces since COVERED_SINCE."""
    Unit.objects.filter(pk__in=[universe.minh_hoa.pk, universe.gia_dinh.pk]).update(register_from=COVERED_SINCE)
    return People(
        lan=on_record(
            "Nguyễn Thị Lan",
            {
                "sex": "female",
                "birth_date": date(1985, 3, 8),
                "identity_number": "001185000001",
                "party_joined_on": date(2012, 5, 19),
                "party_official_on": date(2013, 5, 19),
                "ethnicity": value("ethnicity", "kinh"),
                "religion": value("religion", "without_religion"),
            },
            post_of(universe.hoa_sen, date(2010, 9, 1), position="Giáo viên"),
            diplomas={"bachelor": date(2007, 6, 30), "masters": date(2015, 10, 12)},
            certificates={
                "political_theory": "theory_intermediate",
                "it": "it_certificate",
                "foreign_language": "english_certificate",
            },
        ),
        duc=on_record(
            "Trần Văn Đức",
            {"sex": "male", "birth_date": date(1972, 11, 20), "identity_number": "001072000002"},
            post_of(universe.hoa_sen, date(1998, 9, 1), leadership="leader_other", position="Hiệu trưởng"),
            diplomas={"bachelor": date(1995, 6, 30), "doctorate": date(2016, 12, 31)},
            precision="year",
        ),
        hoa=on_record(
            "Lê Thị Hoa",
            {"sex": "female", "birth_date": date(1990, 1, 1), "birth_precision": "year", "never_in_party": True},
            post_of(universe.hoa_mai, date(2014, 9, 1), position="Giáo viên"),
            diplomas={"bachelor": date(2012, 6, 30)},
        ),
        binh=on_record(
            "Phạm Quốc Bình",
            {"sex": "male", "birth_date": date(1979, 7, 27)},
            post_of(universe.hospital, date(2005, 1, 1), position="Bác sĩ"),
            diplomas={"physician": date(2004, 6, 30), "specialist_2": date(2018, 12, 1)},
        ),
        mai=on_record(
            "Vũ Thị Mai",
            {"sex": "female", "birth_date": date(1966, 8, 15)},
            post_of(
                universe.hoa_sen,
                date(1990, 9, 1),
                position="Giáo viên",
                valid_to=date(2022, 1, 1),
                end_reason="retirement",
            ),
            diplomas={"college": date(1989, 6, 30)},
        ),
        tuan=on_record(
            "Võ Minh Tuấn",
            {"sex": "male", "birth_date": date(1988, 4, 30)},
            post_of(universe.foreign_department, date(2013, 1, 1), category="civil_servant", position="Chuyên viên"),
            diplomas={"bachelor": date(2011, 6, 30)},
        ),
    )


def post_of(unit, valid_from, *, category="public_employee", leadership="not_leader", **facts) -> dict:
    """The facts of an appointment as a form hands them over."""
    codes = {"category": value("category", category), "leadership": value("leadership", leadership)}
    return {"unit": unit, "valid_from": valid_from, **codes, **facts}


def on_record(name, facts, post, *, diplomas, certificates=None, precision="day") -> Person:
    """``diplomas`` by the code of their type; ``certificates`` are all of 1 June 2014."""
    types = DiplomaType.objects.in_bulk(field_name="code")
    awards = [
        {"diploma": types[code], "awarded_on": day, "awarded_precision": precision} for code, day in diplomas.items()
    ]
    held = [
        {"value": value(dimension, code), "awarded_on": date(2014, 6, 1)}
        for dimension, code in (certificates or {}).items()
    ]
    return add_person(facts={"full_name": name, **facts}, post=post, awards=awards, certificates=held, by=None)
