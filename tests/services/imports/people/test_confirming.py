"""From a workbook to the register: what is created, what is changed, and that the same file again changes nothing."""

from datetime import date

import pytest

from tests import universe as world
from tests.services.imports.people.files import (
    AN,
    BINH,
    DAY,
    HOA_MAI,
    checked,
    codes,
    imported,
    only_person,
    row,
    workbook,
)
from workforce.models import (
    Appointment,
    AuditEvent,
    Certificate,
    ImportBatch,
    ImportedPerson,
    NameWord,
    Person,
    PersonSpell,
    Qualification,
)
from workforce.services.imports.people.confirming import confirm, keep
from workforce.services.imports.problems import Severity
from workforce.services.register.rebuild import rebuild_everything
from workforce.services.snapshots import NotAllowed

DIPLOMA = {"Trình độ cao nhất": "Thạc sĩ", "Năm tốt nghiệp": "2015"}


def test_a_new_person_has_a_post_a_diploma_certificates_and_derived_rows(universe):
    imported(universe, row(**DIPLOMA | {"LLCT": "Cao cấp", "Từ ngày": "01/09/2010", "Dân tộc": "Tày"}))

    person = only_person()
    post, diploma = Appointment.objects.get(), Qualification.objects.get()
    assert (person.full_name, person.identity_number, person.birth_date) == ("Nguyễn Văn An", AN, date(1980, 6, 5))
    assert (person.unit, person.status, person.education.code) == (universe.hoa_sen, "in_service", "masters")
    assert (post.unit, post.valid_from, post.category.code) == (universe.hoa_sen, date(2010, 9, 1), "public_employee")
    assert (diploma.awarded_on, diploma.awarded_precision) == (date(2015, 12, 31), "year")
    assert Certificate.objects.get().value.code == "theory_advanced"
    assert set(NameWord.objects.values_list("word", flat=True)) == {"nguyen", "van", "an"}
    assert person.ethnicity.code == "ethnic_tay"


def test_what_is_derived_in_bulk_is_what_a_rebuild_derives(universe):
    imported(
        universe,
        row(**DIPLOMA | {"Từ ngày": "2010", "Tin học": "Chứng chỉ"}),
        row(2, "Trần Thị Bình", "1985", "Nữ", BINH),
    )
    before = derived()

    rebuild_everything()

    assert derived() == before
    assert len(before[0]) >= 2


def derived():
    spells = PersonSpell.objects.order_by("person", "valid_from").values(
        *[f.attname for f in PersonSpell._meta.fields if f.name != "id"]
    )
    return list(spells), list(Person.objects.order_by("pk").values())


def test_the_same_file_again_changes_nothing(universe):
    file = workbook(
        row(**DIPLOMA | {"LLCT": "Cao cấp", "Ngoại ngữ": "Chứng chỉ tiếng Anh", "Tôn giáo": "Không"}),
        row(2, "Trần Thị Bình", "1985", "Nữ", BINH),
    )
    imported(universe, file)

    again = checked(universe, file)

    assert codes(again) == []
    assert again.changes_nothing
    assert again.summary == {"people": 2, "created": 0, "changed": 0, "unchanged": 2}
    assert "already_imported" in codes(again, Severity.NOTICE)


def test_a_changed_fact_shows_what_was_and_what_will_be(universe):
    imported(universe, row(**{"Điện thoại": "0901234567"}))

    (change,) = checked(universe, row(**{"Điện thoại": "0907654321"})).changes

    assert change.kind == "changed"
    assert change.facts == {"phone": ("0901234567", "0907654321")}


def test_a_blank_cell_takes_nothing_away(universe):
    imported(universe, row(**{"Điện thoại": "0901234567", "LLCT": "Cao cấp"}))

    result = checked(universe, row(**{"Điện thoại": None, "LLCT": None}))

    assert result.changes_nothing


def test_a_transfer_with_its_day_ends_the_post_before(universe):
    imported(universe, row(**{"Từ ngày": "01/09/2010"}))

    imported(universe, row(unit=HOA_MAI, **{"Từ ngày": "01/12/2025"}))

    posts = list(
        Appointment.objects.order_by("valid_from").values_list("unit__key", "valid_from", "valid_to", "end_reason")
    )
    assert posts[0] == ("truong-hoa-sen", date(2010, 9, 1), date(2025, 12, 1), "transfer")
    assert posts[1][:2] == ("truong-hoa-mai", date(2025, 12, 1))
    assert only_person().unit == universe.hoa_mai
    assert only_person().version == 2


def test_another_unit_without_its_day_is_refused(universe):
    imported(universe, row(**{"Từ ngày": "01/09/2010"}))

    result = checked(universe, row(unit=HOA_MAI))

    assert codes(result) == ["post_changed_undated"]


def test_everybody_on_the_trail_with_what_changed(universe):
    imported(universe, row(**{"Điện thoại": "0901234567", "Dân tộc": "Tày"}))
    imported(universe, row(**{"Điện thoại": "0907654321", "Dân tộc": "Nùng"}))

    created, changed = AuditEvent.objects.filter(subject=only_person().subject).order_by("id")
    assert (created.action, changed.action) == ("create", "change")
    assert created.details["posts"][0]["unit"] == "truong-hoa-sen"
    assert changed.details["changes"]["phone"] == ["0901234567", "0907654321"]
    assert "ethnicity" in str(changed.details)
    assert AuditEvent.objects.filter(action="import").count() == 2


def test_a_file_with_an_error_is_imported_not_at_all(universe):
    result = checked(universe, row(), row(2, "Trần Thị Bình", "1985", "Nữ", BINH, unit="Đơn vị lạ"))
    batch = keep(result)

    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)

    assert batch.state == "refused"
    assert not Person.objects.exists()


def test_confirming_checks_against_the_register_of_now(universe):
    batch = keep(checked(universe, row()))
    Person.objects.create(full_name="Ai đó", identity_number=AN, status="in_service", unit=universe.foreign_department)

    with pytest.raises(NotAllowed, match="import_has_errors"):
        confirm(batch=batch, by=universe.data_admin)

    assert not ImportedPerson.objects.exists()
    assert ImportBatch.objects.get().state == "checked"


def test_an_import_is_confirmed_once(universe):
    batch = imported(universe, row())

    with pytest.raises(NotAllowed, match="import_not_waiting"):
        confirm(batch=batch, by=universe.data_admin)


def test_a_diploma_without_a_date_is_held_on_the_day_of_the_file(universe):
    result = checked(universe, row(**{"Trình độ cao nhất": "Kỹ sư"}))
    confirm(batch=keep(result), by=universe.data_admin)

    diploma = Qualification.objects.get()
    assert (diploma.awarded_on, diploma.awarded_precision, diploma.diploma.code) == (DAY, "latest", "engineer")
    assert "awards_undated" in codes(result, Severity.NOTICE)


def test_a_date_known_later_takes_the_place_of_an_unknown_one(universe):
    imported(universe, row(**{"Trình độ cao nhất": "Kỹ sư"}))

    imported(universe, row(**{"Trình độ cao nhất": "Kỹ sư", "Năm tốt nghiệp": "06/2004", "Chuyên ngành": "Xây dựng"}))

    diploma = Qualification.objects.get()
    assert (diploma.awarded_on, diploma.awarded_precision, diploma.major) == (date(2004, 6, 30), "month", "Xây dựng")


def test_whether_somebody_leads_is_not_known_from_a_blank(universe):
    result = checked(universe, row(**{"Lãnh đạo, quản lý": None}))
    confirm(batch=keep(result), by=universe.data_admin)

    assert Appointment.objects.get().leadership == world.value("leadership", "any_leadership")
    assert "leadership_unstated" in codes(result, Severity.NOTICE)
