"""Importing people in the portal: upload → preview → confirm → receipt → undo."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.queries.registered import person, post
from tests.services.imports.people.files import AN, row, workbook
from tests.web.lists import (
    as_xlsx,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
)
from tests.web.portal import signed_in
from workforce.models import AuditEvent, ImportBatch, Person

IMPORTS = "/people/imports/"


def upload(client, *rows, content=None, unit="minh-hoa", **fields):
    file = SimpleUploadedFile("hồ sơ.xlsx", content or workbook(*rows))
    posted = {"unit": unit, "as_of": "01/01/2026", "file": file} | fields
    return client.post(reverse("people_import_upload"), posted, follow=True)


def shown(response) -> ImportBatch:
    return response.context["batch"]


def test_a_file_is_previewed_confirmed_receipted_and_undone(universe):
    client = signed_in(universe.data_admin)

    preview = upload(client, row())
    saved_by_then = Person.objects.count()
    receipt = client.post(reverse("people_import_confirm", args=[shown(preview).pk]), follow=True)
    saved = Person.objects.in_register().count()
    undone = client.post(reverse("people_import_undo", args=[shown(preview).pk]), follow=True)

    assert [each.name for each in preview.context["people"]] == ["Nguyễn Văn An"]
    assert saved_by_then == 0
    assert (shown(receipt).state, saved) == ("applied", 1)
    assert shown(receipt).sha256 in receipt.content.decode()
    assert (shown(undone).state, Person.objects.in_register().count()) == ("undone", 0)


def test_the_preview_shows_each_field_before_and_after_and_leaves_a_trace(universe):
    client = signed_in(universe.data_admin)
    person("Nguyễn Văn An", posts=[post(universe.hoa_sen)], identity_number=AN, phone="0901234567")

    response = upload(client, row(**{"Điện thoại": "0907654321"}))

    content = response.content.decode()
    assert "0901234567" in content
    assert "0907654321" in content
    assert AuditEvent.objects.filter(action="view", details={"people": 1}).exists()


def test_the_whole_preview_is_a_file(universe):
    client = signed_in(universe.data_admin)
    batch = shown(upload(client, row()))

    rows = [[cell.value for cell in line] for line in as_xlsx(client, reverse("people_import", args=[batch.pk]))]

    assert {line[1] for line in rows[1:]} == {"Nguyễn Văn An"}
    assert "05/06/1980" in {line[6] for line in rows[1:]}


def test_an_error_names_its_place_and_offers_no_confirmation(universe):
    response = upload(signed_in(universe.data_admin), row(identity=79001234567))

    content = response.content.decode()
    (problem,) = [problem for problem, _words in response.context["problems"] if problem.is_error]
    assert (problem.sheet, problem.row, problem.column) == ("Danh sách", 2, "E")
    assert "79001234567" in content
    assert reverse("people_import_confirm", args=[shown(response).pk]) not in content


def test_a_person_of_the_same_name_is_asked_about_and_the_answer_taken(universe):
    stored = person("Nguyễn Văn An", posts=[post(universe.hoa_sen)], birth_date="1980-06-05")
    client = signed_in(universe.data_admin)
    asked = upload(client, row())
    (proposal,) = asked.context["proposals"]

    answer = {"row": proposal["key"], f"person-{proposal['key']}": str(stored.pk)}
    answered = client.post(reverse("people_import", args=[shown(asked).pk]), answer, follow=True)
    client.post(reverse("people_import_confirm", args=[shown(answered).pk]))

    assert asked.context["error_count"] == 1
    assert answered.context["error_count"] == 0
    assert Person.objects.get().identity_number == AN


@pytest.mark.parametrize("answer", ["", "x", "999999", "9" * 5000])
def test_an_answer_that_is_none_leaves_the_question_open(universe, answer):
    person("Nguyễn Văn An", posts=[post(universe.hoa_sen)], birth_date="1980-06-05")
    client = signed_in(universe.data_admin)
    asked = upload(client, row())
    key = asked.context["proposals"][0]["key"]

    posted = {"row": key, f"person-{key}": answer}
    answered = client.post(reverse("people_import", args=[shown(asked).pk]), posted, follow=True)

    assert answered.context["error_count"] == 1


def test_a_clerk_imports_people_of_the_own_school_only(universe):
    client = signed_in(universe.data_entry)

    own = upload(client, row(), unit="truong-hoa-sen")
    foreign = upload(client, row(unit="Trường THPT Hoa Mai"), unit="truong-hoa-sen")
    above = upload(client, row(), unit="minh-hoa")

    assert own.context["error_count"] == 0
    assert foreign.context["error_count"] == 1
    assert "unit" in above.context["form"].errors


def test_a_secret_record_of_another_unit_is_not_on_the_page(universe):
    person("Trần Văn Bí Mật", posts=[post(universe.hoa_mai)], identity_number=AN, home_town="Xã Kín")

    response = upload(signed_in(universe.data_entry), row(), unit="truong-hoa-sen")

    content = response.content.decode()
    assert "Bí Mật" not in content
    assert "Xã Kín" not in content


def test_the_day_of_the_file_is_asked_for(universe):
    response = upload(signed_in(universe.data_admin), row(), as_of="")

    assert "as_of" in response.context["form"].errors


def test_the_template_comes_back_without_an_error_but_those_of_its_example(universe):
    client = signed_in(universe.data_admin)

    content = client.get(reverse("people_import_template")).content
    response = upload(client, content=content)

    errors = [problem for problem, _words in response.context["problems"] if problem.is_error]
    assert {str(problem.code) for problem in errors} == {"unknown_unit"}


def test_a_batch_of_people_is_no_batch_of_headcounts(portal):
    client = signed_in(portal.universe.data_admin)

    assert client.get(reverse("import", args=[portal.people_batch.pk])).status_code == 404
    assert client.get(reverse("people_import", args=[portal.batch.pk])).status_code == 404
    assert portal.people_batch not in [each.record for each in client.get("/imports/").context["table"].rows]


def test_the_list_costs_the_same_for_one_and_for_many(portal):
    def another(number):
        ImportBatch.objects.create(
            kind="people",
            state="refused",
            file_name=f"{number}.xlsx",
            content=b"x",
            unit=portal.universe.minh_hoa,
            by_name="quantri",
        )

    assert_same_number_of_queries(signed_in(portal.universe.data_admin), IMPORTS, another)


def test_the_list_sorts_and_exports(portal):
    client = signed_in(portal.universe.data_admin)

    assert_sorts_by_every_column(client, IMPORTS)
    assert_exports_what_it_shows(client, IMPORTS)


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.data_admin), IMPORTS)
