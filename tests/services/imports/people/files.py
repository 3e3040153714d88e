"""Workbooks of people as offices send them, and short ways to check and confirm one; everybody is invented."""

from datetime import date

from django.utils import translation

from tests.files import xlsx
from workforce.models import Person
from workforce.services.imports.people.check import check
from workforce.services.imports.people.confirming import confirm, keep
from workforce.services.imports.problems import Severity
from workforce.wording.problems import sentence

DAY = date(2026, 1, 1)
HOA_SEN, HOA_MAI = "Trường THPT Hoa Sen", "Trường THPT Hoa Mai"
HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đơn vị", "Loại", "Lãnh đạo, quản lý"]
HEADINGS += ["Trình độ cao nhất", "Năm tốt nghiệp"]
AN = "001080000001"
BINH = "001185000002"


def row(number=1, name="Nguyễn Văn An", born="05/06/1980", sex="Nam", identity=AN, unit=HOA_SEN, **more) -> dict:
    """A row of the list by headings; ``more`` by the names below."""
    facts = {"STT": number, "Họ và tên": name, "Ngày sinh": born, "Giới tính": sex, "Số CCCD": identity}
    return facts | {"Đơn vị": unit, "Loại": "Viên chức", "Lãnh đạo, quản lý": "Không lãnh đạo"} | more


def people(*rows, titles=()) -> list[list]:
    """A sheet with the headings of all rows."""
    headings = list(dict.fromkeys(heading for each in rows for heading in each))
    return [*titles, headings, *([each.get(heading) for heading in headings] for each in rows)]


def workbook(*rows, **options) -> bytes:
    return xlsx(people(*rows), sheet="Danh sách", **options)


def checked(universe, *rows, **options):
    """``rows`` are dicts by heading, or the bytes of a workbook."""
    content = rows[0] if rows and isinstance(rows[0], bytes) else workbook(*rows, more=options.pop("more", ()))
    standard = {"unit": universe.minh_hoa, "as_of": DAY, "file_name": "ds.xlsx", "by": universe.data_admin}
    result = check(content=content, by_name="quantri", **standard | options)
    for language in ["vi", "en"]:
        with translation.override(language):
            assert all(map(sentence, result.problems))
    return result


def places(result, severity=Severity.ERROR):
    return [(str(each.code), each.row, each.column) for each in result.problems if each.severity is severity]


def errors(result):
    return [each for each in result.problems if each.is_error]


def codes(result, severity=Severity.ERROR):
    return [str(each.code) for each in result.problems if each.severity is severity]


def imported(universe, *rows, **options):
    result = checked(universe, *rows, **options)
    assert codes(result) == []
    return confirm(batch=keep(result), by=universe.data_admin)


def only_person() -> Person:
    return Person.objects.get()
