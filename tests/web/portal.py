"""The universe furnished so that every page of the portal has something on it; all of it is invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.files import headcounts, xlsx
from tests.universe import (
    YEAR_END,
    Universe,
    clause,
    document,
    lock,
    on_record,
    open_revision,
    post_of,
    share_indicator,
    submit,
    target,
    user,
)
from workforce.models import (
    Clause,
    Document,
    ImportBatch,
    Indicator,
    Person,
    PersonMerge,
    Revision,
    Scan,
    StatedFigure,
    Submission,
    Target,
    User,
)
from workforce.models.people import name_keys
from workforce.services.imports.headcounts import check, confirm, keep
from workforce.services.rollups import roll_up_everything

YEAR_BEFORE, TWO_YEARS_BEFORE, LONG_AGO = date(2023, 12, 31), date(2022, 12, 31), date(2021, 12, 31)


@dataclass(frozen=True)
class Portal:
    """``batch`` waits for confirmation, ``applied`` filled the year before, whose report is ``waiting`` for approval.

    ``portal_admin`` sees everything; ``department`` and ``foreign`` users see a unit inside and outside the province
    that everything belongs to.
    """

    universe: Universe
    document: Document
    clause: Clause
    indicator: Indicator
    target: Target
    figure: StatedFigure
    batch: ImportBatch
    applied: ImportBatch
    waiting: Submission
    locked: Revision
    person: Person
    merge: PersonMerge
    people_batch: ImportBatch
    people_applied: ImportBatch
    second_admin: User
    portal_admin: User
    department_admin: User
    foreign_admin: User
    foreign_reader: User


def furnish(universe: Universe) -> Portal:
    resolution = document("01-nq-mh", name_vi="Nghị quyết 01", number="01-NQ/MH", unit=universe.minh_hoa)
    sentence = clause("01-nq-mh-1", document=resolution)
    share = named(share_indicator("masters-share", education=["masters"]), "Tỷ lệ thạc sĩ", "Share of masters")
    headcount_indicator(share)
    person = teacher(universe)
    locked = open_revision(universe.minh_hoa, LONG_AGO, owing=[universe.hoa_sen])
    submit(locked, universe.hoa_sen, {"doctorate": 0, "masters": 5, "university": 40})
    applied = confirm(
        batch=headcount_batch(universe, [1, "Trường THPT Hoa Sen", None, 48, 1, 9, 38, 0]), by=universe.data_admin
    )
    roll_up_everything()
    lock(locked)
    return Portal(
        universe=universe,
        document=resolution,
        clause=sentence,
        indicator=share,
        target=target_of(sentence, share, universe.minh_hoa),
        figure=figure("01-nq-mh-figure", sentence, share, universe.minh_hoa),
        batch=headcount_batch(universe, [1, "Trường THPT Hoa Mai", None, 48, 1, 9, 38, 0], as_of=TWO_YEARS_BEFORE),
        applied=applied,
        waiting=applied.submissions.get(),
        locked=locked,
        person=person,
        merge=merge_into(person),
        people_batch=people_batch(universe, "checked"),
        people_applied=people_batch(universe, "applied"),
        second_admin=user("data_admin", unit=universe.minh_hoa, username="second_admin"),
        portal_admin=user("data_admin", username="portal_admin"),
        department_admin=user("data_admin", unit=universe.education_department, username="department_admin"),
        foreign_admin=user("data_admin", unit=universe.gia_dinh, username="foreign_admin"),
        foreign_reader=user("executive", unit=universe.gia_dinh, username="foreign_reader"),
    )


def teacher(universe: Universe) -> Person:
    facts = {"sex": "female", "birth_date": date(1985, 3, 8), "identity_number": "001185000009"}
    post = post_of(universe.hoa_sen, date(2010, 9, 1), position="Giáo viên")
    held = {"it": "it_certificate"}
    person = on_record("Đặng Thị Thủy", facts, post, diplomas={"bachelor": date(2007, 6, 30)}, certificates=held)
    scan = {"file_name": "bang.pdf", "content_type": "application/pdf", "content": b"%PDF-1.4"}
    Scan.objects.create(qualification=person.qualifications.get(), **scan)
    return person


def merge_into(kept: Person) -> PersonMerge:
    """Of a record that held nothing but a name."""
    voided = {"status": Person.Status.VOID, "voided_at": timezone.now(), "void_reason": "merged", "merged_into": kept}
    merged = Person.objects.create(full_name="Đặng Thị Thuỷ", **name_keys("Đặng Thị Thuỷ"), **voided)
    rows = {"appointment": [], "qualification": [], "certificate": []}
    return PersonMerge.objects.create(kept=kept, merged=merged, moved={"moved": rows, "voided": rows, "kept": {}})


@cache
def people_workbook() -> bytes:
    headings = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đơn vị", "Loại"]
    return xlsx([headings, [1, "Phạm Văn Mới", "01/02/1990", "001090000077", "Trường THPT Hoa Sen", "Viên chức"]])


def people_batch(universe, state: str) -> ImportBatch:
    return ImportBatch.objects.create(
        kind=ImportBatch.Kind.PEOPLE,
        state=state,
        file_name="ho_so.xlsx",
        content=people_workbook(),
        unit=universe.minh_hoa,
        as_of=YEAR_END,
        by=universe.data_admin,
        by_name="data_admin",
        summary={"people": 1, "created": 1, "changed": 0, "unchanged": 0},
    )


def named(thing, name_vi: str, name_en: str):
    thing.name_vi, thing.name_en = name_vi, name_en
    thing.save()
    return thing


def headcount_indicator(share: Indicator) -> Indicator:
    return Indicator.objects.create(
        code="headcount_total",
        name_vi="Tổng số",
        name_en="Headcount",
        kind=Indicator.Kind.STOCK_COUNT,
        numerator=share.denominator,
        unit=Indicator.Unit.PEOPLE,
        decimals=0,
    )


def target_of(sentence, indicator, unit, code="masters-by-2030", **fields) -> Target:
    standard = {
        "name_vi": "Ít nhất 25 % thạc sĩ",
        "name_en": "At least 25 % masters",
        "value": 25,
        "baseline_on": LONG_AGO,
        "due_on": date(2030, 12, 31),
    }
    return target(code, clause=sentence, unit=unit, indicator=indicator, **standard | fields)


def figure(code, sentence, indicator, unit, **fields) -> StatedFigure:
    standard = {"name_vi": "Thạc sĩ", "name_en": "Masters", "as_of": YEAR_END, "value": 20, "measure": "percent"}
    return StatedFigure.objects.create(code=code, clause=sentence, indicator=indicator, unit=unit, **standard | fields)


@cache
def workbook(rows: tuple, as_of: date) -> bytes:
    """The same bytes each time, so that they are parsed only once (conftest.py)."""
    titles = [["BÁO CÁO SỐ LƯỢNG"], [f"Tính đến ngày {as_of:%d/%m/%Y}"], []]
    return xlsx(headcounts(*rows, titles=titles))


def headcount_batch(universe, *rows, as_of=YEAR_BEFORE, by=None, name="so_lieu.xlsx") -> ImportBatch:
    by = by or universe.data_admin
    checked = check(
        content=workbook(tuple(map(tuple, rows)), as_of),
        file_name=name,
        unit=universe.minh_hoa,
        as_of=None,
        by=by,
        by_name=by.username,
    )
    return keep(checked)


def signed_in(user: User, language: str = "vi") -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = language
    return client


def route_names() -> set[str]:
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def address(name: str, portal: Portal) -> str:
    """The address of a route, with things of Tỉnh Minh Họa where it takes arguments."""
    return reverse(name, kwargs=arguments(portal).get(name, {}))


def arguments(portal: Portal) -> dict[str, dict]:
    open_revision, locked = portal.universe.revision, portal.locked
    return arguments_of_record(portal) | {
        "indicator": {"code": portal.indicator.code},
        "indicator_years": {"code": portal.indicator.code},
        "indicator_edit": {"code": portal.indicator.code},
        "selection_edit": {"code": portal.indicator.numerator.code},
        "account_edit": {"pk": portal.universe.data_entry.pk},
        "account_suspend": {"pk": portal.universe.data_entry.pk},
        "account_reactivate": {"pk": portal.universe.data_entry.pk},
        "account_reset": {"pk": portal.universe.data_entry.pk},
        "target": {"code": portal.target.code},
        "document": {"code": portal.document.code},
        "unit": {"key": portal.universe.minh_hoa.key},
        "unit_coverage": {"key": portal.universe.minh_hoa.key},
        "person": {"pk": portal.person.pk},
        "snapshot": {"key": portal.universe.minh_hoa.key, "as_of": YEAR_END},
        "revision": {"pk": open_revision.pk},
        "revision_approve": {"pk": portal.waiting.revision_id},
        "revision_lock": {"pk": open_revision.pk},
        "revision_correct": {"pk": locked.pk},
        "submission_approve": {"pk": portal.waiting.pk},
        "submission_return": {"pk": portal.waiting.pk},
        "revision_remind": {"pk": open_revision.pk},
        "reconciliation": {"pk": open_revision.pk},
        "reconciliation_sign": {"pk": open_revision.pk},
        "import": {"pk": portal.batch.pk},
        "import_confirm": {"pk": portal.batch.pk},
        "import_cancel": {"pk": portal.batch.pk},
        "import_columns": {"pk": portal.batch.pk},
        "import_encodings": {"pk": portal.batch.pk},
        "import_undo": {"pk": portal.applied.pk},
        "import_file": {"pk": portal.applied.pk},
        "import_marked": {"pk": portal.batch.pk},
        "people_import": {"pk": portal.people_batch.pk},
        "people_import_confirm": {"pk": portal.people_batch.pk},
        "people_import_cancel": {"pk": portal.people_batch.pk},
        "people_import_columns": {"pk": portal.people_batch.pk},
        "people_import_encodings": {"pk": portal.people_batch.pk},
        "people_import_undo": {"pk": portal.people_applied.pk},
        "people_import_file": {"pk": portal.people_applied.pk},
        "people_import_marked": {"pk": portal.people_batch.pk},
    }


def arguments_of_record(portal: Portal) -> dict[str, dict]:
    """Of the forms about a person, a post, a diploma and a certificate."""
    of_person = [
        "person_edit",
        "person_void",
        "person_restore",
        "person_transfer",
        "person_appoint_leader",
        "person_end_leadership",
        "person_second",
        "person_concurrent",
        "person_leave",
        "person_retire",
        "person_return",
        "person_qualifications",
        "person_duplicates",
    ]
    person = portal.person
    post, diploma = {"pk": person.appointments.first().pk}, {"pk": person.qualifications.first().pk}
    return dict.fromkeys(of_person, {"pk": person.pk}) | {
        "person_merge": {"pk": person.pk, "other": person.pk},
        "merge_undo": {"pk": portal.merge.pk},
        "lookup": {"name": "units"},
        "appointment_edit": post,
        "appointment_end": post,
        "appointment_void": post,
        "qualification_void": diploma,
        "qualification_verify": diploma,
        "qualification_scan": diploma,
        "certificate_void": {"pk": person.certificates.first().pk},
    }
