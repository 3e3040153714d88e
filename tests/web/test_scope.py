"""Every address × method × role × {own, child, sibling, parent, foreign}: what lies outside the scope does not exist.

Each visitor with a scope sees Sở Giáo dục và Đào tạo; the thing asked for belongs to

    own      the department itself                parent   Tỉnh Minh Họa, above it
    child    Trường THPT Hoa Sen, below it        foreign  a department of the other province
    sibling  the hospital beside it

What a visitor gets for the own unit is written down in test_permissions.py; here the five are compared. A role that is
refused before anything is loaded is refused everywhere alike; whoever is let in finds the own and the child alike, and
nothing of the three others.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests import universe as world
from tests.conftest import CELLS
from tests.queries.registered import person, post
from tests.web.portal import people_workbook, route_names, signed_in
from workforce.models import (
    Appointment,
    Certificate,
    ImportBatch,
    Person,
    PersonMerge,
    Qualification,
    Revision,
    Scan,
    Snapshot,
    Submission,
    Unit,
    User,
)
from workforce.services.imports.headcounts import check, keep
from workforce.services.register.merges import merge

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
OUTSIDE = ["sibling", "parent", "foreign"]
DAY = date(2023, 12, 31)
LONG_AGO = date(2015, 1, 1)

# One for everybody: indicators and populations; accounts, which only system administrators open; pick lists
WITHOUT_A_UNIT = {
    "account_edit",
    "account_reactivate",
    "account_reset",
    "account_suspend",
    "indicator",
    "indicator_edit",
    "indicator_years",
    "lookup",
    "selection_edit",
}
# Asked without saying which other record or line: there is none, inside the scope as outside
NOTHING_SENT = {("person_duplicates", "POST"), ("reconciliation_sign", "POST")}


def person_of(unit: Unit) -> Person:
    return Person.objects.get(full_name=f"Người Của {unit.key}")


def a_person(unit: Unit) -> dict:
    return {"pk": person_of(unit).pk}


def an_appointment(unit: Unit) -> dict:
    return {"pk": Appointment.objects.get(person=person_of(unit), valid_from=LONG_AGO).pk}


def a_qualification(unit: Unit) -> dict:
    return {"pk": Qualification.objects.get(person=person_of(unit), voided_at=None).pk}


def a_certificate(unit: Unit) -> dict:
    return {"pk": Certificate.objects.get(person=person_of(unit), voided_at=None).pk}


def two_people(unit: Unit) -> dict:
    return {"pk": person_of(unit).pk, "other": Person.objects.get(full_name=f"Người Khác Của {unit.key}").pk}


def a_merge(unit: Unit) -> dict:
    return {"pk": PersonMerge.objects.get(kept=person_of(unit)).pk}


def a_revision(unit: Unit) -> dict:
    return {"pk": Revision.objects.get(snapshot__unit=unit, snapshot__as_of=DAY).pk}


def a_submission(unit: Unit) -> dict:
    return {"pk": Submission.objects.get(unit=unit, revision__snapshot__as_of=DAY).pk}


def a_file(unit: Unit) -> dict:
    return {"pk": ImportBatch.objects.get(unit=unit, kind="headcount").pk}


def a_file_of_people(unit: Unit) -> dict:
    return {"pk": ImportBatch.objects.get(unit=unit, kind="people").pk}


# What an address is about, by its name or the beginning of its name; the longest fits
ARGUMENTS: dict[str, Callable[[Unit], dict]] = {
    "appointment_": an_appointment,
    "certificate_": a_certificate,
    "document": lambda unit: {"code": f"document-{unit.key}"},
    "import": a_file,
    "merge_undo": a_merge,
    "people_import": a_file_of_people,
    "person": a_person,
    "person_merge": two_people,
    "qualification_": a_qualification,
    "reconciliation": a_revision,
    "revision": a_revision,
    "snapshot": lambda unit: {"key": unit.key, "as_of": DAY},
    "submission_": a_submission,
    "target": lambda unit: {"code": f"target-{unit.key}"},
    "unit": lambda unit: {"key": unit.key},
}


def named_arguments(name: str) -> list[str]:
    [(possibilities, *_rest)] = get_resolver().reverse_dict.getlist(name)[:1]
    return possibilities[0][1]


def with_arguments() -> list[str]:
    return sorted(name for name in route_names() if named_arguments(name))


def arguments_for(name: str) -> Callable[[Unit], dict] | None:
    begun = [begin for begin in ARGUMENTS if name.startswith(begin)]
    return ARGUMENTS[max(begun, key=len)] if begun else None


@pytest.fixture
def relations(universe) -> dict[str, Unit]:
    found = {
        "own": universe.education_department,
        "child": universe.hoa_sen,
        "sibling": universe.hospital,
        "parent": universe.minh_hoa,
        "foreign": universe.foreign_department,
    }
    for unit in found.values():
        furnish(unit, universe.data_admin)
    return found


def furnish(unit: Unit, by: User) -> None:
    one = person(
        f"Người Của {unit.key}",
        posts=[post(unit, LONG_AGO)],
        diplomas=[("bachelor", LONG_AGO)],
        certificates=[(("it", "it_certificate"), LONG_AGO)],
    )
    diploma = Qualification.objects.get(person=one)
    Scan.objects.create(qualification=diploma, file_name="a.pdf", content_type="application/pdf", content=b"%PDF-")
    person(f"Người Khác Của {unit.key}", posts=[post(unit, LONG_AGO)])
    twin = person("Bản Trùng", posts=[post(unit, date(2010, 1, 1), LONG_AGO)])
    merge(kept=one, kept_version=one.version, merged=twin, merged_version=twin.version, choices={}, by=by)
    resolution = world.document(f"document-{unit.key}", unit=unit)
    sentence = world.clause(f"clause-{unit.key}", document=resolution)
    indicator = world.share_indicator(f"share-{unit.key}", education=["masters"])
    world.target(f"target-{unit.key}", clause=sentence, unit=unit, indicator=indicator)
    revision = Revision.objects.create(snapshot=Snapshot.objects.create(unit=unit, as_of=DAY))
    Submission.objects.create(revision=revision, unit=unit, state=Submission.State.SUBMITTED)
    people_file(unit, by)
    keep(check(content=b"", file_name="a.xlsx", unit=unit, as_of=DAY, by=by, by_name=by.username))


def people_file(unit: Unit, by: User) -> None:
    ImportBatch.objects.create(
        kind=ImportBatch.Kind.PEOPLE,
        state=ImportBatch.State.CHECKED,
        unit=unit,
        as_of=DAY,
        file_name="ho_so.xlsx",
        content=people_workbook(),
        sha256="0" * 64,
        by=by,
        by_name=by.username,
    )


@pytest.fixture
def visitors(universe) -> dict[str, User]:
    department = universe.education_department
    granted = world.user("executive", unit=department, username="granted")
    granted.may_see_people = True
    granted.save()
    return {
        "executive": world.user("executive", unit=department, username="department_executive"),
        "executive granted by name": granted,
        "data administrator": world.user("data_admin", unit=department, username="department_admin"),
        "data entry": world.user("data_entry", unit=department, username="department_entry"),
        "auditor": universe.auditor,
        "system administrator": universe.system_admin,
        "nobody": None,
    }


def answer(client, method: str, address: str) -> str:
    """The status, and for a redirect whether it asks to sign in; nothing is left behind."""
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "sign-in" if response.url.startswith(reverse("sign_in")) else "to"
    return str(response.status_code)


def test_every_address_with_arguments_is_in_the_matrix():
    missing = [name for name in with_arguments() if name not in WITHOUT_A_UNIT and arguments_for(name) is None]

    assert missing == []


def test_no_exception_is_made_for_an_address_that_is_gone():
    assert set(with_arguments()) >= WITHOUT_A_UNIT


@pytest.mark.any_engine
@pytest.mark.parametrize("name", [name for name in with_arguments() if name not in WITHOUT_A_UNIT])
def test_what_lies_outside_the_scope_does_not_exist(relations, visitors, name, record_property):
    cells, wrong = 0, []
    addresses = {relation: reverse(name, kwargs=arguments_for(name)(unit)) for relation, unit in relations.items()}
    for role, user in visitors.items():
        client = signed_in(user) if user else Client()
        for method in METHODS:
            found = {relation: answer(client, method, address) for relation, address in addresses.items()}
            cells += len(found)
            if not is_right(found, user, finds_nothing=(name, method) in NOTHING_SENT):
                wrong.append((role, method, found))

    record_property(CELLS, cells)
    assert wrong == []


def is_right(found: dict[str, str], user: User | None, *, finds_nothing: bool) -> bool:
    own = found["own"]
    if user is None or own in {"403", "405"}:
        return set(found.values()) <= {"sign-in", "405"} if user is None else set(found.values()) == {own}
    if user.unit_id is None:
        return "404" not in found.values()
    outside = {found[relation] for relation in OUTSIDE}
    return found["child"] == own and outside == {"404"} and (own != "404" or finds_nothing)
