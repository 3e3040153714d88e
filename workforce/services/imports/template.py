"""An empty workbook for a province and date: its units filled in, its headings those the import knows."""

import io
from datetime import date

import xlsxwriter
from django.utils import translation

from workforce.models import Unit, Value
from workforce.queries.units import UnitTree, tree_on
from workforce.services.imports.vocabulary import AXES, DEFAULTS, vocabulary
from workforce.services.workbooks import SAFE
from workforce.vietnam.numbers import LARGEST_COUNT

EDUCATION = ["doctorate", "masters", "university", "college", "intermediate", "elementary", "untrained"]
THEORY = ["theory_bachelor", "theory_advanced", "theory_intermediate", "theory_elementary", "theory_none"]
OF_WHICH = ["women", "party_member", "ethnic_minority"]
FIXED = ["STT", "Đơn vị", "Mã đơn vị", "Phạm vi", "Loại", "Lãnh đạo, quản lý", "Tổng số"]
HEADING_ROW = 4
TOTAL = FIXED.index("Tổng số")

HELP = [
    "Mỗi dòng là một đơn vị. Có thể lặp lại đơn vị cho từng loại (Cán bộ, Công chức, Viên chức) hoặc cho lãnh đạo.",
    "Ô để trống nghĩa là chưa có số liệu, không phải là 0. Đơn vị không điền ô nào được coi là chưa báo cáo.",
    "Các cột của mỗi nhóm phải cộng lại bằng Tổng số. Có thể xoá cả nhóm không có số liệu.",
    "Cột Nữ, Đảng viên, Dân tộc thiểu số: phần còn lại của Tổng số được tính cho nhóm đối ứng.",
    "Phạm vi: “Riêng” là chỉ cơ quan đó; “Toàn bộ” (hoặc để trống) là gồm cả các đơn vị trực thuộc.",
    "Không đổi tên cột và mã đơn vị. Ngày số liệu ghi ở đầu biểu phải đúng với ngày chọn khi nhập tệp.",
]


def template_workbook(unit: Unit, as_of: date) -> bytes:
    """The workbook as xlsx, in Vietnamese whatever the page's language: it goes to the units."""
    with translation.override("vi"):
        return written(unit, as_of)


def written(unit: Unit, as_of: date) -> bytes:
    stream = io.BytesIO()
    # a unit's name that begins with "=" stays a text
    with xlsxwriter.Workbook(stream, SAFE) as workbook:
        tree = tree_on(as_of)
        sheet = workbook.add_worksheet("Số liệu")
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 13}),
            "heading": workbook.add_format(
                {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
            ),
            "text": workbook.add_format({"border": 1}),
            "count": workbook.add_format({"border": 1, "num_format": "#,##0"}),
        }
        write_titles(sheet, tree.name(unit.pk), as_of, formats)
        columns = write_headings(sheet, formats)
        units = [each for each in tree.subtree(unit.pk) if each != unit.pk] or [unit.pk]
        write_units(sheet, tree, units, columns, formats)
        add_validation(sheet, columns, last_row=HEADING_ROW + 1 + max(len(units), 1) + 200)
        sheet.freeze_panes(HEADING_ROW + 2, TOTAL)
        sheet.set_landscape()
        sheet.repeat_rows(HEADING_ROW, HEADING_ROW + 1)
        write_help(workbook, formats)
    return stream.getvalue()


def write_titles(sheet, name: str, as_of: date, formats: dict) -> None:
    sheet.write_string(0, 1, name, formats["title"])
    sheet.write_string(1, 1, "Số lượng, chất lượng cán bộ, công chức, viên chức", formats["title"])
    sheet.write_string(2, 1, f"Tính đến ngày {as_of:%d/%m/%Y}")
    sheet.write_string(3, 1, "Đơn vị tính: người")


def write_headings(sheet, formats: dict) -> int:
    """Two rows: fixed columns and dimensions, and the values below these; returns how many columns there are."""
    top, below = HEADING_ROW, HEADING_ROW + 1
    for column, heading in enumerate(FIXED):
        sheet.merge_range(top, column, below, column, heading, formats["heading"])
    column = len(FIXED)
    for code in OF_WHICH:
        sheet.merge_range(top, column, below, column, name_of(code), formats["heading"])
        column += 1
    for codes in (EDUCATION, THEORY):
        group = Value.objects.select_related("dimension").get(code=codes[0]).dimension.name
        sheet.merge_range(top, column, top, column + len(codes) - 1, group, formats["heading"])
        for code in codes:
            sheet.write_string(below, column, name_of(code), formats["heading"])
            column += 1
    sheet.set_row(below, 60)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, column - 1, 12)
    return column


def name_of(code: str) -> str:
    return Value.objects.get(code=code).name


def write_units(sheet, tree: UnitTree, units: list[int], columns: int, formats: dict) -> None:
    for number, unit_id in enumerate(units, start=1):
        row = HEADING_ROW + 1 + number
        version = tree.versions[unit_id]
        sheet.write_number(row, 0, number, formats["text"])
        sheet.write_string(row, 1, version.name, formats["text"])
        sheet.write_string(row, 2, version.code, formats["text"])
        for column in range(3, TOTAL):
            sheet.write_blank(row, column, None, formats["text"])
        for column in range(TOTAL, columns):
            sheet.write_blank(row, column, None, formats["count"])


def add_validation(sheet, columns: int, last_row: int) -> None:
    first = HEADING_ROW + 2
    words = vocabulary()
    sheet.data_validation(first, 3, last_row, 3, {"validate": "list", "source": ["Toàn bộ", "Riêng"]})
    axes = [axis for axis in AXES if axis != "sector"]
    for column, axis in enumerate(axes, start=4):
        values = {value.pk: value for value in words.axis_words[axis].values()}.values()
        names = [value.name for value in values if value.code != DEFAULTS[axis]]
        # a list written into the rule itself may have 255 characters and no commas in its items
        source = [name for name in names if "," not in name and len(name) <= 60]
        if source and len(",".join(source)) <= 255:
            sheet.data_validation(
                first, column, last_row, column, {"validate": "list", "source": source, "error_type": "information"}
            )
    whole_number = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 0,
        "maximum": LARGEST_COUNT,
        "error_title": "Số người",
        "error_message": "Nhập số nguyên, không âm. Để trống nếu chưa có số liệu.",
    }
    sheet.data_validation(first, TOTAL, last_row, columns - 1, whole_number)


def write_help(workbook, formats: dict) -> None:
    sheet = workbook.add_worksheet("Hướng dẫn")
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, "Hướng dẫn điền biểu", formats["title"])
    for row, text in enumerate(HELP, start=2):
        sheet.write_string(row, 0, text)
