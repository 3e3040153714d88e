"""Files of imports handed out again."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.files import headcounts, xlsx
from tests.services.imports.people.files import row, workbook
from tests.web.portal import headcount_batch, signed_in
from workforce.models import AuditEvent, ImportBatch
from workforce.web import import_files

pytestmark = pytest.mark.any_engine

WRONG = [1, "Bệnh viện Đa khoa Minh Họa", None, "mười", 1, 2, 7, 0]


def people_batch(client) -> ImportBatch:
    file = SimpleUploadedFile("hồ sơ.xlsx", workbook(row(born="31/02/1980")))
    posted = {"unit": "minh-hoa", "as_of": "01/01/2026", "file": file}
    return client.post(reverse("people_import_upload"), posted, follow=True).context["batch"]


def test_a_headcount_with_mistakes_comes_back_marked_and_the_trail_says_so(universe):
    client, batch = signed_in(universe.data_admin), headcount_batch(universe, WRONG)

    page = client.get(reverse("import", args=[batch.pk])).content.decode()
    response = client.get(reverse("import_marked", args=[batch.pk]))

    assert reverse("import_marked", args=[batch.pk]) in page
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Biểu 1"]
    assert sheet["D5"].value == "mười"
    assert sheet["D5"].comment.text
    event = AuditEvent.objects.get(action="export")
    assert (event.object, event.details) == (str(batch), {"problems": 1})


def test_people_with_mistakes_come_back_marked_and_the_trail_says_so(universe):
    client = signed_in(universe.data_admin)
    batch = people_batch(client)

    page = client.get(reverse("people_import", args=[batch.pk])).content.decode()
    response = client.get(reverse("people_import_marked", args=[batch.pk]))

    assert reverse("people_import_marked", args=[batch.pk]) in page
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Danh sách"]
    assert sheet["C2"].comment.text
    assert AuditEvent.objects.get(action="export").object == str(batch)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_comments_are_in_the_language_of_the_reader(universe, language):
    batch = headcount_batch(universe, WRONG)

    content = signed_in(universe.data_admin, language).get(reverse("import_marked", args=[batch.pk])).content

    comment = openpyxl.load_workbook(io.BytesIO(content))["Biểu 1"]["D5"].comment.text
    assert ("is not a number" in comment) is (language == "en")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", "Đơn vị,Tổng số\nB\u1ed9,1\n".encode("utf-16-be") + b"\x81", b"\x81\xfe,\x8d\n"]
)
def test_a_file_that_cannot_be_read_has_nothing_to_mark(universe, content):
    client = signed_in(universe.data_admin)
    file = SimpleUploadedFile("hong.csv", content)
    posted = {"unit": "minh-hoa", "file": file}
    response = client.post(reverse("import_upload"), posted, follow=True)
    url = reverse("import_marked", args=[response.context["batch"].pk])

    answer = client.get(url, follow=True)

    assert url not in response.content.decode()
    assert answer.redirect_chain
    assert 'class="note note-error"' in answer.content.decode()
    assert not AuditEvent.objects.filter(action="export").exists()


def test_a_file_that_would_keep_the_portal_busy_is_not_marked_and_that_is_said(universe, monkeypatch):
    monkeypatch.setattr(import_files, "MARKED_CELLS_AT_MOST", 10)
    batch = headcount_batch(universe, WRONG)

    answer = signed_in(universe.data_admin).get(reverse("import_marked", args=[batch.pk]), follow=True)

    assert 'class="note note-error"' in answer.content.decode()
    assert answer.redirect_chain[-1][0] == reverse("import", args=[batch.pk])


def test_a_file_that_is_imported_is_not_marked_any_more(portal):
    client = signed_in(portal.universe.data_admin)

    response = client.get(reverse("import_marked", args=[portal.applied.pk]))

    assert response.url == reverse("import", args=[portal.applied.pk])


def test_a_corrected_file_is_uploaded_and_confirmed(universe):
    client, batch = signed_in(universe.data_admin), headcount_batch(universe, WRONG)
    marked = openpyxl.load_workbook(io.BytesIO(client.get(reverse("import_marked", args=[batch.pk])).content))
    marked["Biểu 1"]["D5"] = 10
    stream = io.BytesIO()
    marked.save(stream)

    posted = {"unit": "minh-hoa", "file": SimpleUploadedFile("sửa.xlsx", stream.getvalue())}
    again = client.post(reverse("import_upload"), posted, follow=True).context["batch"]
    receipt = client.post(reverse("import_confirm", args=[again.pk]), follow=True)

    assert receipt.context["batch"].state == "applied"


def test_a_clean_file_is_not_offered_for_marking(universe):
    client, content = signed_in(universe.data_admin), xlsx(headcounts([1, WRONG[1], None, 10, 1, 2, 7, 0]))
    posted = {"unit": "minh-hoa", "file": SimpleUploadedFile("sạch.xlsx", content)}

    response = client.post(reverse("import_upload"), posted, follow=True)

    assert reverse("import_marked", args=[response.context["batch"].pk]) not in response.content.decode()
