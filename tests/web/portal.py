"""The universe furnished so that every page of the portal has something on it; all of it is invented."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.test import Client
from django.urls import get_resolver, reverse

from tests.files import headcounts, xlsx
from tests.universe import (
    YEAR_END,
    Universe,
    clause,
    document,
    lock,
    open_revision,
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
    Revision,
    StatedFigure,
    Submission,
    Target,
    User,
)
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
        second_admin=user("data_admin", unit=universe.minh_hoa, username="second_admin"),
        portal_admin=user("data_admin", username="portal_admin"),
        department_admin=user("data_admin", unit=universe.education_department, username="department_admin"),
        foreign_admin=user("data_admin", unit=universe.gia_dinh, username="foreign_admin"),
        foreign_reader=user("executive", unit=universe.gia_dinh, username="foreign_reader"),
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
    return {
        "indicator": {"code": portal.indicator.code},
        "indicator_years": {"code": portal.indicator.code},
        "indicator_edit": {"code": portal.indicator.code},
        "selection_edit": {"code": portal.indicator.numerator.code},
        "account_edit": {"pk": portal.universe.data_entry.pk},
        "target": {"code": portal.target.code},
        "document": {"code": portal.document.code},
        "unit": {"key": portal.universe.minh_hoa.key},
        "snapshot": {"key": portal.universe.minh_hoa.key, "as_of": YEAR_END},
        "revision": {"pk": open_revision.pk},
        "revision_approve": {"pk": portal.waiting.revision_id},
        "revision_lock": {"pk": open_revision.pk},
        "revision_correct": {"pk": locked.pk},
        "submission_approve": {"pk": portal.waiting.pk},
        "import": {"pk": portal.batch.pk},
        "import_confirm": {"pk": portal.batch.pk},
        "import_undo": {"pk": portal.applied.pk},
        "import_file": {"pk": portal.applied.pk},
    }
