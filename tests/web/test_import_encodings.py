"""Text from before Unicode on the page of an import: shown before and after, decided, imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.files import headcounts, xlsx
from tests.services.imports.people.files import people, row
from tests.vietnam.old_text import as_shown
from tests.web.portal import signed_in
from workforce.models import Headcount, ImportBatch, Person
from workforce.vietnam.legacy_encodings import Encoding

pytestmark = pytest.mark.any_engine

HOSPITAL = [1, "Bệnh viện Đa khoa Minh Họa", None, 10, 1, 2, 7, 0]


def old(rows, encoding=Encoding.TCVN3):
    return [[as_shown(cell, encoding) if isinstance(cell, str) else cell for cell in each] for each in rows]


def upload(client, content, route="import_upload", **fields):
    file = SimpleUploadedFile("cũ.xlsx", content)
    return client.post(reverse(route), {"unit": "minh-hoa", "file": file} | fields, follow=True)


def answer(client, response, route="import_encodings", **changed):
    """The form as the page offers it, with what the reader changed."""
    posted = {each.field: each.old.encoding for each in response.context["old_columns"]}
    return client.post(reverse(route, args=[response.context["batch"].pk]), posted | changed, follow=True)


def test_a_file_in_an_old_encoding_is_converted_with_one_answer_and_imported(universe):
    client = signed_in(universe.data_admin)

    asked = upload(client, xlsx(old(headcounts(HOSPITAL))))
    answered = answer(client, asked)
    batch = answered.context["batch"]
    receipt = client.post(reverse("import_confirm", args=[batch.pk]), follow=True)

    content = asked.content.decode()
    assert as_shown("Bệnh viện Đa khoa Minh Họa", Encoding.TCVN3) in content
    assert "<b>Bệnh viện Đa khoa Minh Họa</b>" in content
    assert (asked.context["batch"].state, batch.state) == ("refused", "checked")
    assert batch.pk != asked.context["batch"].pk
    assert receipt.context["batch"].state == "applied"
    assert Headcount.objects.filter(submission__unit__key="benh-vien", value__code="total").count() == 1


def test_the_heading_of_a_column_is_shown_as_it_is_read(universe):
    asked = upload(signed_in(universe.data_admin), xlsx(old(headcounts(HOSPITAL))))

    headings = {each.old.letter: each.heading for each in asked.context["old_columns"]}
    assert headings["B"] == "Đơn vị"
    assert headings["D"] == "Tổng số"


def test_everything_may_be_left_as_it_is(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx([*headcounts(HOSPITAL), [None, as_shown("Người lập biểu", Encoding.VNI)]]))

    left = answer(client, asked, leave="1")

    assert asked.context["undecided"] == 1
    assert left.context["old_columns"] == []
    assert left.context["batch"].choices == {"Biểu 1": {"encodings": {"B": "as_it_is"}}}
    assert left.context["batch"].state == "checked"


def test_a_wrong_guess_can_be_corrected(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(old(headcounts(HOSPITAL))))

    answered = answer(client, asked, **{each.field: "vni" for each in asked.context["old_columns"]})

    assert {each.old.encoding for each in answered.context["old_columns"]} == {"vni"}


@pytest.mark.parametrize(("button", "said"), [("all", "tcvn3"), ("leave", "as_it_is")])
def test_a_file_of_more_columns_than_are_shown_is_decided_as_a_whole(universe, button, said):
    client = signed_in(universe.data_admin, "en")
    text = as_shown("Người lập biểu", Encoding.TCVN3)
    asked = upload(client, xlsx([*headcounts(HOSPITAL), [text] * 1100]))

    answered = answer(client, asked, **{button: "1"})

    encodings = answered.context["batch"].choices["Biểu 1"]["encodings"]
    assert len(asked.context["old_columns"]) == 800
    assert "300 further columns are not listed" in asked.content.decode()
    assert (len(encodings), set(encodings.values())) == (1100, {said})


def test_what_is_not_decided_stands_first(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(old(headcounts(HOSPITAL))))
    first = asked.context["old_columns"][0]

    url = reverse("import_encodings", args=[asked.context["batch"].pk])
    answered = client.post(url, {first.field: "tcvn3"}, follow=True)

    shown = answered.context["old_columns"]
    assert len(shown) > 1
    assert [each.old.decided for each in shown] == [False] * (len(shown) - 1) + [True]


def test_words_that_conversion_cannot_be_sure_of_are_listed(universe):
    client = signed_in(universe.data_admin)
    rows = [*headcounts(HOSPITAL), [None, as_shown("Nguyễn Thị Ánh", Encoding.TCVN3)]]

    answered = answer(client, upload(client, xlsx(rows)))

    assert "B6: Ánh" in answered.content.decode()


def test_a_list_of_people_is_converted_and_imported(universe):
    client = signed_in(universe.data_admin)
    content = xlsx(old(people(row()), Encoding.VNI))

    asked = upload(client, content, "people_import_upload", as_of="01/01/2026")
    answered = answer(client, asked, "people_import_encodings")
    client.post(reverse("people_import_confirm", args=[answered.context["batch"].pk]))

    assert asked.context["undecided"]
    assert Person.objects.get().full_name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"encoding-0-b": "tcvn3"},
        {"encoding-0-B": "utf-8"},
        {"encoding-7-B": "tcvn3"},
        {"encoding-0-ZZZ": "tcvn3"},
    ],
)
def test_an_answer_that_the_page_does_not_offer_decides_nothing(universe, posted):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(old(headcounts(HOSPITAL))))

    answered = client.post(reverse("import_encodings", args=[asked.context["batch"].pk]), posted, follow=True)

    assert answered.status_code == 200
    assert answered.context["batch"].choices in ({}, {"Biểu 1": {}})
    assert answered.context["undecided"] == asked.context["undecided"]


def test_a_file_in_unicode_has_no_such_section(universe):
    response = upload(signed_in(universe.data_admin), xlsx(headcounts(HOSPITAL)))

    assert response.context["old_columns"] == []
    assert 'id="encodings"' not in response.content.decode()
    assert ImportBatch.objects.get().choices == {}
