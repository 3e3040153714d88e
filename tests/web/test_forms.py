"""The page of the yearly forms and the workbook it gives."""

import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.queries.registered import covered, person, post
from tests.universe import YEAR_END, unit, value
from tests.web.portal import signed_in
from workforce.indicators.forms import FORMS
from workforce.models import AuditEvent, StaffingQuota, Unit, User

FORM = {"form": "bm01-vc", "unit": "so-giao-duc", "as_of": "31/12/2024"}


def page(user, language="vi", **asked):
    response = signed_in(user, language).get(reverse("forms"), FORM | asked)
    assert response.status_code == 200
    return response.content.decode()


def workbook(user, language="vi", **asked):
    response = signed_in(user, language).get(reverse("forms"), FORM | {"export": "xlsx"} | asked)
    assert response["Content-Disposition"].endswith('.xlsx"')
    return load_workbook(io.BytesIO(response.content))


def sheet_of(user, **asked):
    return workbook(user, **asked)["Biểu"]


def texts(sheet):
    return [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def row_named(sheet, name):
    """The cells of the form's columns in the row of a unit."""
    [found] = [row for row in sheet.iter_rows(values_only=True) if row[1] == name]
    return list(found[2:])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_form_opens_in_both_languages(portal, form, language):
    headings = FORMS[form].columns[-1].headings

    shown = page(portal.universe.executive, language, form=form)

    if form != "commune":
        assert (headings[-1].en if language == "en" else headings[-1].vi) in unescape(shown)


def test_the_page_shows_rows_with_what_is_known(portal):
    shown = page(portal.universe.executive)

    assert re.search(r"Trường THPT Hoa Sen</th>\s*<td>50</td>", shown)
    assert re.search(r"Tổng cộng</th>\s*<td>100</td>", shown)
    assert "<td>–</td>" in shown


def test_an_invented_province_is_called_invented_on_the_page_and_in_the_file(portal):
    reader = portal.universe.executive

    assert 'class="invented"' in page(reader)
    assert "SỐ LIỆU GIẢ ĐỊNH" in texts(sheet_of(reader))

    Unit.objects.update(invented=False)
    assert 'class="invented"' not in page(reader)
    assert "SỐ LIỆU GIẢ ĐỊNH" not in texts(sheet_of(reader))


@pytest.mark.parametrize("typed", ["32/12/2024", "hôm qua", "2024"])
def test_what_is_no_date_is_refused_in_words_beside_the_field(portal, typed):
    shown = page(portal.universe.executive, as_of=typed)

    assert 'id="as-of-error"' in shown
    assert f'value="{typed}"' in shown
    assert "form-table" not in shown


def test_a_day_to_come_is_refused(portal):
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert 'id="as-of-error"' in page(portal.universe.executive, as_of=f"{tomorrow:%d/%m/%Y}")


def test_without_a_choice_the_page_opens_on_the_usual_day(portal):
    shown = signed_in(portal.universe.executive).get(reverse("forms")).content.decode()

    assert "BM01/BNV" in shown
    assert 'value="31/12/2021"' in shown  # the latest locked snapshot


def test_a_unit_outside_the_own_scope_does_not_exist(portal):
    response = signed_in(portal.foreign_reader).get(reverse("forms"), FORM)

    assert response.status_code == 404


@pytest.mark.parametrize("source", ["", "999999", "x"])
def test_a_source_that_the_day_does_not_have_gives_way_to_its_own(portal, source):
    assert f'value="{portal.universe.revision.pk}" selected' in page(portal.universe.executive, source=source)


def test_the_register_can_be_asked_instead_of_the_snapshot(portal):
    covered(portal.universe.minh_hoa)
    person(posts=[post(portal.universe.hoa_sen)])

    shown = page(portal.universe.executive, source="register")

    assert re.search(r"Tổng cộng</th>\s*<td>2</td>", shown)  # with the one of the portal


def test_a_number_of_the_register_leads_to_as_many_people(portal):
    covered(portal.universe.minh_hoa)
    for sex in ["female", "female", "male"]:
        person(posts=[post(portal.universe.hoa_sen)], sex=sex)
    client = signed_in(portal.universe.data_admin)
    shown = client.get(reverse("forms"), FORM | {"source": "register"}).content.decode()

    links = re.findall(rf'<a href="({reverse("people_cell")}[^"]*)">(\d+)</a>', shown)

    assert {"3", "4"} <= {number for _link, number in links}  # women and all, with the one of the portal
    for link, number in links:
        assert f"<strong>{number}</strong>" in client.get(unescape(link)).content.decode()


def test_who_may_not_see_people_finds_no_link_to_them(portal):
    covered(portal.universe.minh_hoa)
    person(posts=[post(portal.universe.hoa_sen)])

    assert reverse("people_cell") not in page(portal.universe.executive, source="register")

    User.objects.filter(pk=portal.universe.executive.pk).update(may_see_people=True)
    assert reverse("people_cell") in page(portal.universe.executive, source="register")


def test_a_snapshot_leads_to_no_people(portal):
    assert reverse("people_cell") not in page(portal.universe.data_admin)


def test_contradictions_and_gaps_stand_above_the_table(portal):
    shown = page(portal.universe.executive)

    assert 0 < shown.index('class="findings"') < shown.index('class="form-table"')
    assert "Ngạch" in shown[shown.index('class="findings"') : shown.index('class="form-table"')]


def test_a_download_is_recorded(portal):
    workbook(portal.universe.executive)

    event = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORT).latest("pk")
    assert (event.object, event.actor) == ("bm01-vc-so-giao-duc-2024-12-31", portal.universe.executive)


def test_the_header_of_bm01_is_merged_in_four_rows_above_the_numbers(portal):
    sheet = sheet_of(portal.universe.executive, form="bm01")
    merged = {str(each) for each in sheet.merged_cells.ranges}
    numbers = [cell.value for cell in sheet[11]]

    assert {"A7:A10", "B7:B10", "C7:C10", "E7:H7", "I7:M7", "N7:AF7", "AG7:AM7", "Z8:AC8", "Z9:AA9"} <= merged
    assert numbers == ["A", "B", *(str(number) for number in range(2, 39))]
    assert sheet["N7"].value == "Trình độ đào tạo chia theo"
    assert sheet["Z10"].value == "Đại học trở lên"
    assert sheet["C7"].alignment.textRotation == 90
    assert sheet.print_title_rows == "$7:$11"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_the_form_says_what_it_is_of_whom_and_when(portal):
    found = texts(sheet_of(portal.universe.executive, form="bm01"))

    for words in [
        "BM01/BNV",
        "(Thông tư số 11/2012/TT-BNV ngày 17/12/2012)",
        "BÁO CÁO SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC TỪ CẤP HUYỆN TRỞ LÊN",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "Tính đến ngày 31/12/2024",
        "Đơn vị tính: người",
        "Người lập biểu",
        "Thủ trưởng đơn vị",
    ]:
        assert words in found


def test_numbers_are_numbers_and_the_unknown_is_a_dash(portal):
    sheet = sheet_of(portal.universe.executive)

    hoa_sen = row_named(sheet, "Trường THPT Hoa Sen")
    assert hoa_sen[0] == 50
    assert hoa_sen[11:15] == [1, 12, 37, 0]
    assert hoa_sen[6] == "–"
    assert row_named(sheet, "Tổng cộng")[11:15] == [1, 20, 78, 1]


def test_the_file_is_vietnamese_for_a_reader_of_english_too(portal):
    vietnamese = texts(sheet_of(portal.universe.executive))
    english = texts(workbook(portal.universe.executive, "en")["Biểu"])

    assert english == vietnamese


def test_the_second_sheet_names_each_gap_with_its_rows(portal):
    sheet = workbook(portal.universe.executive, unit="minh-hoa")["Kiểm tra"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1]]

    assert "Bệnh viện Đa khoa Minh Họa" in {row[1] for row in rows}
    assert "Tổng cộng" in {row[1] for row in rows}


def test_doubtful_columns_are_marked_in_the_file(portal):
    book = workbook(portal.universe.executive)

    assert book["Biểu"]["AC10"].comment.text.startswith("Nguồn không nói rõ cột này đếm gì")
    assert any("chưa" in text or "nghi vấn" in text for text in texts(book["Kiểm tra"]))


def test_the_commune_form_prints_communes_and_dashes_for_what_nobody_holds(portal):
    commune = unit("xa-minh-hoa", "Xã Minh Họa", kind="commune", parent=portal.universe.minh_hoa)
    covered(portal.universe.minh_hoa)
    person(posts=[post(commune, category="cadre")], sex="female", diplomas=[("masters", date(2012, 1, 1))])
    person(posts=[post(portal.universe.hospital, category="civil_servant")], sex="male")

    sheet = sheet_of(portal.universe.executive, form="commune", unit="minh-hoa", source="register")

    row = row_named(sheet, "Xã Minh Họa")
    assert row[:3] == [1, 0, 1]
    assert row[6:12] == ["–"] * 6
    assert row[17] == 1
    assert [cell.value for cell in sheet[10]][:4] == ["A", "B", "1", "2"]
    assert "Bệnh viện Đa khoa Minh Họa" not in texts(sheet)


def test_the_quota_stands_beside_the_people(portal):
    StaffingQuota.objects.create(
        unit=portal.universe.hospital, category=value("category", "civil_servant"), posts=12, valid_from=YEAR_END
    )
    covered(portal.universe.minh_hoa)
    person(posts=[post(portal.universe.hospital, category="civil_servant")])

    sheet = sheet_of(portal.universe.executive, form="bm01", unit="benh-vien", source="register")

    assert row_named(sheet, "Bệnh viện Đa khoa Minh Họa")[:2] == [12, 1]
