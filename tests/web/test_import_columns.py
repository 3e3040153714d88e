"""How a file was read stands on its page, and what the sender says against it makes a new batch of the same file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.files import headcounts, xlsx
from tests.services.imports.people.files import row as person
from tests.services.imports.people.files import workbook
from tests.web.portal import address, signed_in
from workforce.models import ImportBatch, RememberedColumn

pytestmark = pytest.mark.any_engine

HOSPITAL = "Bệnh viện Đa khoa Minh Họa"
KNOWN = ["Đơn vị", "Tổng số", "Thạc sĩ", "Đại học"]
UNKNOWN = ["Đơn vị", "Tổng số", "Hạng cao", "Hạng khác"]
FIGURES = [HOSPITAL, 10, 4, 6]


def upload(client, content, name="bao cao.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("import_upload"), {"unit": "minh-hoa", "file": file}, follow=True)


def upload_people(client, content):
    fields = {"unit": "minh-hoa", "as_of": "01/01/2026", "file": SimpleUploadedFile("ds.xlsx", content)}
    return client.post(reverse("people_import_upload"), fields, follow=True)


def sheet_form(response, number=0):
    """What a browser would send of the form of a sheet, nothing being changed."""
    sheet = response.context["sheets_read"][number]
    sent = {"sheet": sheet.read.name, "part": sheet.read.part, "heading-row": sheet.heading_row or ""}
    sent["was-heading-row"] = sent["heading-row"]
    if sheet.read.used:
        sent |= {"used": "on", "was-used": "1"}
    for column in sheet.columns:
        sent |= {f"{name}-{column.read.letter}": column.label for name in ("meaning", "was")}
    return sent | {"alike": sheet.alike}


def answer(client, response, route="import_columns", number=0, **changed):
    sent = sheet_form(response, number) | {name.replace("_", "-"): value for name, value in changed.items()}
    sent = {name: value for name, value in sent.items() if value is not None}
    return client.post(reverse(route, args=[response.context["batch"].pk]), sent, follow=True)


def meanings(response, number=0):
    return {each.read.letter: (each.read.meaning, each.how) for each in response.context["sheets_read"][number].columns}


def is_open(response):
    return 'id="how-read" open' in response.content.decode()


def test_a_file_that_was_understood_shows_folded_away_what_each_column_means(universe):
    response = upload(signed_in(universe.data_admin), xlsx(headcounts(FIGURES, headings=KNOWN)))

    assert not is_open(response)
    assert {letter: meaning for letter, (meaning, _how) in meanings(response).items()} == {
        "A": "unit",
        "B": "total/total",
        "C": "education/masters",
        "D": "education/university",
    }


def test_a_column_that_nobody_knows_opens_the_section(universe):
    client = signed_in(universe.data_admin)
    noticed = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN)))
    refused = upload(client, xlsx(headcounts(FIGURES, headings=["Đơn vị", "Quân số", *KNOWN[2:]])))

    assert is_open(noticed)
    assert is_open(refused)
    assert 'href="#how-read"' in refused.content.decode()  # the error leads there


def test_columns_are_settled_by_label_by_code_word_or_by_any_known_heading(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN)))

    answered = answer(client, asked, meaning_C="Trình độ chuyên môn › Thạc sĩ", meaning_D="Đại học")
    client.post(reverse("import_confirm", args=[answered.context["batch"].pk]))

    found = {letter: meaning for letter, (meaning, _how) in meanings(answered).items()}
    assert (found["C"], found["D"]) == ("education/masters", "education/university")
    assert answered.context["batch"].choices == {
        "Biểu 1": {"columns": {"C": "education/masters", "D": "education/university"}}
    }
    assert dict(RememberedColumn.objects.values_list("heading_key", "meaning")) == {
        "hạng cao": "education/masters",
        "hạng khác": "education/university",
    }


def test_a_text_that_means_nothing_is_said_beside_it_and_kept(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN)))

    answered = answer(client, asked, meaning_C='"><script>alert(1)</script>')

    (column,) = [each for each in answered.context["sheets_read"][0].columns if each.read.letter == "C"]
    assert column.label == '"><script>alert(1)</script>'
    assert column.wrong
    assert "<script>alert" not in answered.content.decode()


@pytest.mark.parametrize("typed", ["%", "(", "(x)", "-"])
def test_what_has_no_letters_means_nothing_and_leaves_no_column_out(universe, typed):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN)))
    asked_of_people = upload_people(client, workbook(person()))

    answered = answer(client, asked, meaning_C=typed)
    of_people = answer(client, asked_of_people, route="people_import_columns", meaning_B=typed)

    assert answered.context["batch"].choices == {"Biểu 1": {"columns": {"C": typed}}}
    assert of_people.context["batch"].choices == {"Danh sách": {"columns": {"B": typed}}}
    assert "chosen_meaning_unknown" in {problem.code for problem, _words in answered.context["problems"]}


def test_a_form_sent_back_as_it_was_settles_nothing(universe):
    client = signed_in(universe.data_admin)
    response = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN)))

    assert answer(client, response).context["batch"].choices == {}


def test_a_proposal_is_taken_only_when_it_is_ticked(universe):
    client = signed_in(universe.data_admin)
    rows = [[HOSPITAL, 10, 4], ["Trường THPT Hoa Sen", 50, 12]]
    asked = upload(client, xlsx(headcounts(*rows, headings=["Nơi báo cáo", "Tổng số", "Nữ"])))

    answered = answer(client, asked, take_A="unit")

    (column,) = [each for each in asked.context["sheets_read"][0].columns if each.proposed]
    assert (column.read.letter, column.read.meaning) == ("A", None)
    assert meanings(answered)["A"][0] == "unit"


def test_an_emptied_field_leaves_the_column_out(universe):
    client = signed_in(universe.data_admin)
    response = upload(client, xlsx(headcounts(FIGURES, headings=KNOWN)))

    answered = answer(client, response, meaning_D="")

    assert answered.context["batch"].choices == {"Biểu 1": {"columns": {"D": ""}}}


def test_a_sheet_is_left_out_and_another_row_taken_for_the_headings(universe):
    client = signed_in(universe.data_admin)
    content = xlsx(headcounts(FIGURES, headings=KNOWN), more=[("Nháp", headcounts(FIGURES, headings=KNOWN))])
    response = upload(client, content)

    left_out = answer(client, response, number=1, used=None)
    moved = answer(client, left_out, heading_row="77777777777777777777")

    assert left_out.context["batch"].choices == {"Nháp": {"used": False}}
    assert moved.context["batch"].choices["Biểu 1"] == {"heading_row": 0}
    assert any(problem.code == "chosen_row_outside" for problem, _words in moved.context["problems"])


@pytest.mark.parametrize("typed", ["-5", "1e9", "abc", "0", "9" * 5000])
def test_a_heading_row_that_is_no_row_is_said_to_be_none(universe, typed):
    client = signed_in(universe.data_admin, "en")
    response = upload(client, xlsx(headcounts(FIGURES, headings=KNOWN)))

    moved = answer(client, response, heading_row=typed)

    ((problem, words),) = [each for each in moved.context["problems"] if each[0].code == "chosen_row_outside"]
    assert problem.found == ""
    assert "Give a whole number from 1" in words
    assert "row 0" not in moved.content.decode()


def test_an_answer_counts_for_the_sheets_with_the_same_headings_as_well(universe):
    client = signed_in(universe.data_admin)
    other = headcounts(["Trường THPT Hoa Sen", 10, 4, 6], headings=UNKNOWN)
    asked = upload(client, xlsx(headcounts(FIGURES, headings=UNKNOWN), more=[("Biểu 2", other)]))

    both = answer(client, asked, meaning_C="Thạc sĩ", also="on")
    one = answer(client, asked, meaning_C="Thạc sĩ")

    assert set(both.context["batch"].choices) == {"Biểu 1", "Biểu 2"}
    assert set(one.context["batch"].choices) == {"Biểu 1"}


def test_what_was_said_can_be_forgotten(universe):
    client = signed_in(universe.data_admin)
    response = upload(client, xlsx(headcounts(FIGURES, headings=KNOWN)))
    answered = answer(client, response, meaning_D="")

    assert answer(client, answered, reset="1").context["batch"].choices == {}


def test_units_matched_afterwards_keep_what_was_said_of_the_columns(universe):
    client = signed_in(universe.data_admin)
    asked = upload(client, xlsx(headcounts(["BV tỉnh", 10, 4, 6], headings=UNKNOWN)))
    answered = answer(client, asked, meaning_C="Thạc sĩ")

    url = reverse("import", args=[answered.context["batch"].pk])
    matched = client.post(url, {"name": "BV tỉnh", "unit": "benh-vien"}, follow=True)

    assert matched.context["batch"].choices == answered.context["batch"].choices


def test_a_sheet_without_headings_shows_its_first_rows(universe):
    response = upload(signed_in(universe.data_admin), xlsx([["Nơi báo cáo", "Quân số"], [HOSPITAL, 10]]))

    assert is_open(response)
    assert response.context["sheets_read"][0].preview == [(1, ["Nơi báo cáo", "Quân số"]), (2, [HOSPITAL, "10"])]


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"sheet": "Biểu 1", "heading-row": "-1"},
        {"sheet": "Biểu 1", "heading-row": "²"},
        {"sheet": "Biểu 1", "meaning-ZZZ": "x", "meaning-a": "y", "meaning-": "z", "part": "help"},
        {"sheet": "no such sheet", "used": "on", "also": "on", "alike": ["x", "x" * 999]},
    ],
)
@pytest.mark.parametrize("route", ["import_columns", "people_import_columns"])
def test_a_hostile_answer_is_answered_with_a_page(portal, route, posted):
    client = signed_in(portal.universe.data_admin)

    response = client.post(address(route, portal), posted, follow=True)

    assert response.status_code == 200


def test_columns_of_people_are_settled_the_same_way(universe):
    client = signed_in(universe.data_admin)
    headings, cells = list(person()), list(person().values())
    asked = upload_people(client, xlsx([["Người" if each == "Họ và tên" else each for each in headings], cells]))

    answered = answer(client, asked, route="people_import_columns", used="on", meaning_B="Họ và tên")
    client.post(reverse("people_import_confirm", args=[answered.context["batch"].pk]))

    assert is_open(asked)
    assert answered.context["error_count"] == 0
    assert RememberedColumn.objects.get().meaning == "full_name"


def test_a_people_file_that_was_understood_is_folded_away(universe):
    assert not is_open(upload_people(signed_in(universe.data_admin), workbook(person())))


def test_the_page_of_a_wide_file_stays_light(universe):
    """200 columns, of which nobody knows one."""
    headings = ["Đơn vị", "Tổng số", *(f"Cột lạ {number}" for number in range(198))]
    content = xlsx(headcounts([HOSPITAL, 10, *range(198)], headings=headings))

    response = upload(signed_in(universe.data_admin), content)

    assert len(response.context["sheets_read"][0].columns) == 200
    assert len(response.content) < 250_000


def test_warnings_are_looked_at_before_a_file_counts(universe):
    client = signed_in(universe.data_admin)
    zeros = upload(client, xlsx(headcounts([HOSPITAL, 0, 0, 0], headings=KNOWN)))
    confirm = reverse("import_confirm", args=[zeros.context["batch"].pk])

    client.post(confirm)
    unseen = ImportBatch.objects.get(pk=zeros.context["batch"].pk).state
    client.post(confirm, {"looked": "on"})

    assert 'name="looked" required' in zeros.content.decode()
    assert unseen == "checked"
    assert ImportBatch.objects.get(pk=zeros.context["batch"].pk).state == "applied"


def test_a_warning_that_is_no_longer_true_stands_in_nobodys_way(universe):
    client = signed_in(universe.data_admin)
    page = upload(client, xlsx(headcounts(FIGURES, headings=KNOWN)))
    batch = page.context["batch"]
    ImportBatch.objects.filter(pk=batch.pk).update(summary=batch.summary | {"warnings": 1})

    [form] = re.findall(r'<form method="post" action="[^"]*confirm/">.*?</form>', page.content.decode(), re.DOTALL)
    client.post(reverse("import_confirm", args=[batch.pk]), dict(re.findall(r'name="(looked)" value="([^"]*)"', form)))

    assert ImportBatch.objects.get(pk=batch.pk).state == "applied"
