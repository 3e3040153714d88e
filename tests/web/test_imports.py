"""Importing a headcount in the portal: upload → preview → confirm → receipt → undo."""

from datetime import date

import pytest
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.files import headcounts, xlsx
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
)
from tests.web.portal import address, headcount_batch, signed_in
from workforce.models import Headcount, ImportBatch, RememberedMatch, Submission, UnitVersion
from workforce.web.middleware import refuse_nul

IMPORTS = "/imports/"
HOSPITAL = [1, "Bệnh viện Đa khoa Minh Họa", None, 10, 1, 2, 7, 0]


def upload(client, *rows, name="báo cáo.xlsx", content=None, **fields):
    file = SimpleUploadedFile(name, content or xlsx(headcounts(*rows)))
    return client.post(reverse("import_upload"), {"unit": "minh-hoa", "file": file} | fields, follow=True)


def shown(response) -> ImportBatch:
    return response.context["batch"]


def hospital_people():
    return list(
        Headcount.objects.filter(
            submission__unit__key="benh-vien", submission__is_current=True, value__code="total"
        ).values_list("people", flat=True)
    )


def test_a_file_is_previewed_confirmed_receipted_and_undone(universe):
    client = signed_in(universe.data_admin)

    preview = upload(client, HOSPITAL)
    saved_by_then = hospital_people()
    receipt = client.post(reverse("import_confirm", args=[shown(preview).pk]), follow=True)
    saved = hospital_people()
    undone = client.post(reverse("import_undo", args=[shown(preview).pk]), follow=True)

    assert [change.name for change in preview.context["changes"]] == ["Bệnh viện Đa khoa Minh Họa"]
    assert saved_by_then == []
    assert (shown(receipt).state, saved) == ("applied", [10])
    assert shown(receipt).sha256 in receipt.content.decode()
    assert (shown(undone).state, hospital_people()) == ("undone", [])


def test_the_receipt_gives_the_file_back_byte_for_byte(universe):
    client, content = signed_in(universe.data_admin), xlsx(headcounts(HOSPITAL))

    batch = shown(upload(client, content=content))

    assert client.get(reverse("import_file", args=[batch.pk])).content == content


def test_an_error_names_its_sheet_row_and_column_and_offers_no_confirmation(universe):
    response = upload(signed_in(universe.data_admin), [*HOSPITAL[:4], "mười", *HOSPITAL[5:]])

    content = response.content.decode()
    (problem,) = [problem for problem, _words in response.context["problems"] if problem.found == "mười"]
    assert (problem.sheet, problem.row, problem.column) == ("Biểu 1", 5, "E")
    assert "mười" in content
    assert reverse("import_confirm", args=[shown(response).pk]) not in content
    assert 'role="alert"' in content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("hong.xlsx", b"PK\x03\x04 broken"),
        ("rong.csv", b"\n"),
        ("<script>alert(1)</script>.xlsx", b"=1+1"),
    ],
)
def test_a_file_that_is_no_headcount_is_answered_with_a_page(universe, name, content):
    response = upload(signed_in(universe.data_admin), name=name, content=content)

    assert response.status_code == 200
    assert shown(response).state == "refused"
    assert response.context["error_count"]
    assert "<script>alert" not in response.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(universe, settings):
    settings.UPLOAD_MAX_BYTES = 100

    response = upload(signed_in(universe.data_admin), HOSPITAL)

    assert "file" in response.context["form"].errors
    assert not ImportBatch.objects.exists()


def test_the_files_of_a_round_may_be_larger_together_than_one_of_them(rf, settings):
    read = refuse_nul(lambda request: "read")

    assert read(rf.get("/", CONTENT_LENGTH=str(settings.UPLOAD_TOTAL_MAX_BYTES))) == "read"
    with pytest.raises(BadRequest):
        read(rf.get("/", CONTENT_LENGTH=str(2 * settings.UPLOAD_TOTAL_MAX_BYTES)))


def test_a_unit_that_nobody_knows_is_matched_by_hand_and_remembered(universe):
    client = signed_in(universe.data_admin)
    refused = upload(client, [1, "BV tỉnh", *HOSPITAL[2:]])
    url = reverse("import", args=[shown(refused).pk])

    matched = client.post(url, {"name": "BV tỉnh", "unit": "benh-vien"}, follow=True)
    client.post(reverse("import_confirm", args=[shown(matched).pk]))

    assert [each["name"] for each in refused.context["unknown_units"]] == ["BV tỉnh"]
    assert hospital_people() == [10]
    assert RememberedMatch.objects.get().unit == universe.hospital


def test_a_name_cannot_be_matched_to_a_unit_of_another_province(universe, portal):
    client = signed_in(universe.data_admin)

    response = client.post(address("import", portal), {"name": "BV tỉnh", "unit": "so-noi-vu-gia-dinh"})

    assert response.status_code == 404


def test_the_same_file_again_says_that_there_is_nothing_to_import(universe):
    client = signed_in(universe.data_admin)
    client.post(reverse("import_confirm", args=[shown(upload(client, HOSPITAL)).pk]))

    again = upload(client, HOSPITAL)

    assert again.context["checked"].changes_nothing
    assert reverse("import_confirm", args=[shown(again).pk]) not in again.content.decode()


@pytest.mark.parametrize(("step", "batch"), [("import_confirm", "applied"), ("import_undo", "batch")])
def test_a_step_that_comes_too_late_or_too_early_is_refused_in_words(portal, step, batch):
    client = signed_in(portal.universe.data_admin)
    before = list(Submission.objects.values())

    response = client.post(reverse(step, args=[getattr(portal, batch).pk]), follow=True)

    assert response.status_code == 200
    assert 'class="note note-error"' in response.content.decode()
    assert list(Submission.objects.values()) == before


def test_a_file_with_errors_is_not_confirmed_by_calling_the_address(universe):
    client = signed_in(universe.data_admin)
    refused = shown(upload(client, [1, "Đơn vị lạ", *HOSPITAL[2:]]))

    response = client.post(reverse("import_confirm", args=[refused.pk]), follow=True)

    assert 'class="note note-error"' in response.content.decode()
    assert not Submission.objects.filter(batch=refused).exists()


def test_an_import_that_a_later_one_replaced_is_not_undone(universe):
    client = signed_in(universe.data_admin)
    first = shown(upload(client, HOSPITAL))
    client.post(reverse("import_confirm", args=[first.pk]))
    second = shown(upload(client, [*HOSPITAL[:3], 11, 1, 3, 7, 0]))
    client.post(reverse("import_confirm", args=[second.pk]))

    response = client.post(reverse("import_undo", args=[first.pk]), follow=True)

    assert 'class="note note-error"' in response.content.decode()
    assert hospital_people() == [11]


def test_the_link_of_a_round_fills_in_the_province_and_the_date(universe):
    response = signed_in(universe.data_admin).get(reverse("import_upload"), {"unit": "minh-hoa", "as_of": "2024-12-31"})

    content = response.content.decode()
    assert 'value="31/12/2024"' in content
    assert '<option value="minh-hoa" selected>' in content


def test_the_template_can_be_filled_and_comes_back_without_an_unknown_unit(universe):
    client = signed_in(universe.data_admin)

    workbook = client.get(reverse("import_template"), {"unit": "minh-hoa", "as_of": "31/12/2023"}).content
    response = upload(client, content=workbook)

    assert response.context["unknown_units"] == []


def test_the_list_costs_the_same_for_one_and_for_many(portal):
    def another(number):
        ImportBatch.objects.create(
            state="refused", file_name=f"{number}.xlsx", content=b"x", unit=portal.universe.minh_hoa, by_name="quantri"
        )

    assert_same_number_of_queries(signed_in(portal.universe.data_admin), IMPORTS, another)


def test_the_list_sorts_and_exports(portal):
    client = signed_in(portal.universe.data_admin)

    assert_sorts_by_every_column(client, IMPORTS)
    assert_exports_what_it_shows(client, IMPORTS)


def test_exported_cells_stay_text(universe):
    def put(text, number):
        ImportBatch.objects.create(
            state="refused", file_name=text, content=b"x", unit=universe.minh_hoa, by_name="quantri"
        )

    assert_cells_stay_text(signed_in(universe.data_admin), IMPORTS, put)


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.data_admin), IMPORTS)


def test_a_batch_of_no_unit_belongs_to_whoever_uploaded_it(universe, portal):
    batch = headcount_batch(universe, HOSPITAL, by=portal.second_admin)
    ImportBatch.objects.filter(pk=batch.pk).update(unit=None)
    url = reverse("import", args=[batch.pk])

    assert signed_in(portal.second_admin).get(url).status_code == 200
    assert signed_in(universe.data_admin).get(url).status_code == 404


def test_there_is_no_template_for_a_date_without_the_province(universe):
    UnitVersion.objects.filter(unit=universe.minh_hoa).update(valid_from=date(2020, 1, 1))
    asked = {"unit": "minh-hoa", "as_of": "31/12/2019"}

    response = signed_in(universe.data_admin).get(reverse("import_template"), asked)

    assert response.context["template_form"].errors["as_of"]
