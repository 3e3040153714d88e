"""Undoing an import: every row of every table that was there before is there again, byte for byte.

What an import adds is kept and not deleted: files, reports and people stay to be looked at, and the trail tells both
the import and its undoing. So each table may only have grown by rows that count nowhere, which is checked of each; and
rows that are derived from others (spells, rolled headcounts) are the same but for their numbers.
"""

import pytest
from django.apps import apps
from django.core import serializers
from django.utils import timezone

from tests.services.imports.checks import HOA_SEN, HOSPITAL, imported, report
from tests.services.imports.people.files import AN, BINH, HOA_MAI, row
from tests.services.imports.people.files import imported as imported_people
from tests.universe import share_indicator
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    Headcount,
    ImportBatch,
    ImportedPerson,
    LanguageSpell,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
    RolledHeadcount,
    Submission,
)
from workforce.services.imports.headcounts import undo
from workforce.services.imports.people.undoing import undo as undo_people

DERIVED = [PersonSpell, LanguageSpell, RolledHeadcount]
# A record counts its changes so that nobody overwrites what they have not seen: undoing is one more
GROWS = {Person: {"version"}}
# Rows that tell what happened, and of the others those that may be there because they count nowhere
TOLD = [AuditEvent, ImportBatch, ImportedPerson]
COUNT_NOWHERE = {
    Person: lambda person: person.status == "void" and person.unit_id is None,
    Appointment: lambda post: post.voided_at or post.person.status == "void",
    Qualification: lambda award: award.voided_at or award.person.status == "void",
    Certificate: lambda award: award.voided_at or award.person.status == "void",
    NameWord: lambda word: word.person.status == "void",
    Submission: lambda report: not report.is_current,
    Headcount: lambda cell: not cell.submission.is_current,
}


def everything() -> dict:
    """Each table as bytes: by number; what is derived without its numbers, sorted."""
    return {model: dumped(model) for model in apps.get_app_config("workforce").get_models()}


def dumped(model) -> dict | list:
    if model in DERIVED:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        return sorted(map(repr, rows(model).values_list(*names)))
    names = [field.name for field in model._meta.concrete_fields if field.name not in GROWS.get(model, ())]
    return {each.pk: serializers.serialize("json", [each], fields=names) for each in rows(model)}


def rows(model):
    return model._base_manager.order_by("pk")


def assert_as_before(before: dict) -> None:
    for model, after in everything().items():
        if model in DERIVED:
            assert after == before[model], model
            continue
        assert {pk: after.get(pk) for pk in before[model]} == before[model], model
        new = model._base_manager.filter(pk__in=after.keys() - before[model].keys())
        assert model in TOLD or all(map(COUNT_NOWHERE.get(model, is_no_row), new)), (model, list(new))


def is_no_row(row) -> bool:
    return False


@pytest.mark.django_db
def test_headcounts_are_byte_for_byte_as_before(universe):
    share_indicator("masters-share", education=["masters"])  # headcounts are rolled up for indicators
    imported(universe, report(HOSPITAL, 0, 2, 3, 0))
    before = everything()

    batch = imported(universe, report(HOSPITAL, 0, 2, 4, 0), report(HOA_SEN, 1, 2, 3, 4))
    changed = everything()
    undo(batch=batch, by=universe.data_admin)

    assert changed[RolledHeadcount] != before[RolledHeadcount]
    assert_as_before(before)


@pytest.mark.django_db
def test_people_are_byte_for_byte_as_before(universe):
    facts = {
        "Từ ngày": "01/09/2010",
        "Trình độ cao nhất": "Kỹ sư",
        "Điện thoại": "0901234567",
        "Ngoại ngữ": "Chứng chỉ tiếng Anh",
    }
    imported_people(universe, row(**facts))
    Qualification.objects.update(verified_by=universe.data_admin, verified_at=timezone.now())
    before = everything()

    changes = {"Từ ngày": "01/12/2025", "Trình độ cao nhất": "Kỹ sư", "Năm tốt nghiệp": "2003", "LLCT": "Cao cấp"}
    changes |= {"Điện thoại": "0907654321", "Dân tộc": "Tày", "Ngày sinh": "06/06/1980"}
    batch = imported_people(universe, row(unit=HOA_MAI, **changes), row(2, "Trần Thị Bình", "1985", "Nữ", BINH))
    changed = everything()
    undo_people(batch=batch, by=universe.data_admin)

    assert changed[Person] != before[Person]
    assert changed[PersonSpell] != before[PersonSpell]
    assert_as_before(before)


@pytest.mark.django_db
def test_the_comparison_notices_a_row_that_was_changed_and_one_that_counts(universe):
    imported_people(universe, row())
    before = everything()

    Person.objects.filter(identity_number=AN).update(phone="0901")
    with pytest.raises(AssertionError, match="Person"):
        assert_as_before(before)

    Person.objects.filter(identity_number=AN).update(phone="")
    imported_people(universe, row(2, "Trần Thị Bình", "1985", "Nữ", BINH))
    with pytest.raises(AssertionError, match="Person"):
        assert_as_before(before)
