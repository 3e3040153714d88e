from datetime import date

import pytest

from tests.services.register.forms import diploma, fresh, last_event
from tests.universe import value
from workforce.models import Qualification, Scan
from workforce.services.register import awards
from workforce.services.register.awards import AwardRow, save_awards
from workforce.services.register.records import Conflict
from workforce.services.snapshots import NotAllowed

PDF = b"%PDF-1.7 ..."
PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff\xe0..."


def diploma_row(code="masters", awarded_on=date(2020, 6, 30), **facts):
    return AwardRow({"diploma": diploma(code), "awarded_on": awarded_on, **facts})


def bachelor_of(person) -> Qualification:
    return person.qualifications.get(diploma__code="bachelor")


@pytest.mark.django_db
def test_both_tables_are_saved_together(universe, people):
    old = bachelor_of(people.hoa)

    person = save_awards(
        person=people.hoa,
        version=1,
        qualifications=[diploma_row(), AwardRow({"major": " Toán   học "}, id=old.pk)],
        certificates=[AwardRow({"value": value("it", "it_certificate"), "awarded_on": date(2019, 1, 1)})],
        by=universe.data_admin,
    )

    assert (person.education.code, person.version) == ("masters", 2)
    assert bachelor_of(person).major == "Toán học"
    assert person.certificates.get().value.code == "it_certificate"
    changes = last_event(person).details["changes"]
    assert changes[f"qualification:{old.pk}.major"] == ["", "Toán học"]
    assert [None, "masters"] in changes.values()


@pytest.mark.django_db
def test_an_award_of_which_only_the_year_is_known_counts_from_its_last_day(universe, people):
    person = save_awards(
        person=people.hoa,
        version=1,
        qualifications=[diploma_row(awarded_on=date(2020, 1, 1), awarded_precision="year")],
        by=None,
    )

    assert person.qualifications.get(diploma__code="masters").awarded_on == date(2020, 12, 31)


@pytest.mark.django_db
def test_held_on_a_day_stays_that_day(universe, people):
    row = diploma_row(awarded_on=date(2020, 3, 5), awarded_precision="latest")

    person = save_awards(person=people.hoa, version=1, qualifications=[row], by=None)

    assert person.qualifications.get(diploma__code="masters").awarded_on == date(2020, 3, 5)


@pytest.mark.django_db
def test_a_degree_in_progress_does_not_count(universe, people):
    row = diploma_row("doctorate", awarded_on=None, in_progress=True)

    person = save_awards(person=people.hoa, version=1, qualifications=[row], by=None)

    assert person.education.code == "university"
    assert person.qualifications.filter(in_progress=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"awarded_on": None}, {"in_progress": True}])
def test_a_diploma_has_a_date_or_is_studied_for(people, facts):
    with pytest.raises(NotAllowed, match="award_without_date"):
        save_awards(person=people.hoa, version=1, qualifications=[diploma_row(**facts)], by=None)

    assert people.hoa.qualifications.count() == 1


@pytest.mark.django_db
def test_when_one_row_is_refused_none_is_saved(people):
    rows = [diploma_row(), diploma_row(awarded_on=None)]

    with pytest.raises(NotAllowed):
        save_awards(person=people.hoa, version=1, qualifications=rows, by=None)

    assert (people.hoa.qualifications.count(), fresh(people.hoa).version) == (1, 1)


@pytest.mark.django_db
def test_a_row_that_was_a_mistake_is_voided_and_counts_no_more(people):
    row = AwardRow(id=people.lan.qualifications.get(diploma__code="masters").pk, void_reason="Của người khác")

    person = save_awards(person=people.lan, version=1, qualifications=[row], by=None)

    assert person.education.code == "university"
    assert person.qualifications.get(diploma__code="masters").void_reason == "Của người khác"


@pytest.mark.django_db
def test_a_row_of_somebody_else_is_not_found(people):
    row = AwardRow({"major": "Toán"}, id=bachelor_of(people.lan).pk)

    with pytest.raises(NotAllowed, match="award_not_found"):
        save_awards(person=people.hoa, version=1, qualifications=[row], by=None)


@pytest.mark.django_db
def test_a_conflict_shows_each_cell_twice(people):
    old = bachelor_of(people.hoa)
    save_awards(person=people.hoa, version=1, qualifications=[AwardRow({"major": "Toán"}, id=old.pk)], by=None)

    rows = [AwardRow({"major": "Lý", "country": ""}, id=old.pk), diploma_row()]
    with pytest.raises(Conflict) as conflict:
        save_awards(person=people.hoa, version=1, qualifications=rows, by=None)

    assert conflict.value.current == {
        f"qualification:{old.pk}.major": "Toán",
        f"qualification:{old.pk}.country": "",
    }
    assert conflict.value.theirs["qualification:new1.diploma"] == diploma("masters")
    assert f"qualification:{old.pk}.country" not in conflict.value.differing


@pytest.mark.django_db
def test_single_awards_are_voided_from_their_own_pages(people):
    person = awards.void_certificate(
        certificate=people.lan.certificates.get(value__code="it_certificate"), version=1, reason="Nhầm", by=None
    )
    person = awards.void_qualification(qualification=bachelor_of(person), version=2, reason="Nhầm", by=None)

    assert person.certificates.standing().count() == 2
    assert (last_event(person).action, last_event(person).details) == (
        "void",
        {"diploma": "bachelor", "reason": "Nhầm"},
    )
    with pytest.raises(NotAllowed, match="award_void"):
        awards.void_qualification(qualification=bachelor_of(person), version=3, reason="Nhầm", by=None)


@pytest.mark.django_db
def test_a_verified_diploma_that_changes_has_to_be_verified_again(universe, people):
    old = bachelor_of(people.lan)
    awards.verify_qualification(qualification=old, version=1, by=universe.data_entry)
    assert bachelor_of(people.lan).verified_by == universe.data_entry

    save_awards(person=people.lan, version=2, qualifications=[AwardRow({"major": "Toán"}, id=old.pk)], by=None)

    assert (bachelor_of(people.lan).verified_by, bachelor_of(people.lan).verified_at) == (None, None)


@pytest.mark.django_db
def test_nobody_verifies_what_is_still_studied_for(universe, people):
    row = diploma_row("doctorate", awarded_on=None, in_progress=True)
    save_awards(person=people.hoa, version=1, qualifications=[row], by=None)

    studied = people.hoa.qualifications.get(in_progress=True)
    with pytest.raises(NotAllowed, match="award_in_progress"):
        awards.verify_qualification(qualification=studied, version=2, by=universe.data_admin)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "content_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_a_scan_is_what_its_first_bytes_say(people, content, content_type):
    scan = awards.attach_scan(
        qualification=bachelor_of(people.lan), version=1, file_name="bằng.exe", content=content, by=None
    )

    assert (scan.content_type, bytes(Scan.objects.get().content)) == (content_type, content)
    assert fresh(people.lan).version == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "scan_empty"), (b"MZ...", "scan_format"), (PDF + bytes(10 * 1024 * 1024), "scan_too_large")],
)
def test_no_other_file_is_kept(people, content, reason):
    with pytest.raises(NotAllowed, match=reason):
        awards.attach_scan(
            qualification=bachelor_of(people.lan), version=1, file_name="bằng.pdf", content=content, by=None
        )

    assert not Scan.objects.exists()


@pytest.mark.django_db
def test_another_scan_takes_the_place_of_the_first_and_opening_it_is_recorded(universe, people):
    old = bachelor_of(people.lan)
    for version, content in [(1, PDF), (2, PNG)]:
        awards.attach_scan(qualification=old, version=version, file_name="bằng", content=content, by=None)

    scan = awards.open_scan(qualification=old, by=universe.data_entry)

    assert bytes(scan.content) == PNG
    event = last_event(people.lan)
    assert (event.action, event.actor, event.details) == ("view", universe.data_entry, {"scan": "bằng"})
