"""BM01/BNV as an office types it into Excel, not as the portal prints it: four heading rows, merged and rotated."""

import io

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

# (first column, last column, heading row, last heading row, text); columns count from 1 = STT
HEADINGS = [
    (1, 1, 1, 4, "TT"),
    (2, 2, 1, 4, "Tên cơ quan, đơn vị"),
    (3, 3, 1, 4, "Tổng số biên chế được giao"),
    (4, 4, 1, 4, "Tổng số công chức hiện có"),
    (5, 8, 1, 1, "Trong đó"),
    (9, 13, 1, 1, "Chia theo ngạch công chức"),
    (14, 32, 1, 1, "Trình độ đào tạo chia theo"),
    (33, 39, 1, 1, "Chia theo độ tuổi"),
    *[(5 + i, 5 + i, 2, 4, text) for i, text in enumerate(["Nữ", "Đảng viên", "Dân tộc thiểu số", "Tôn giáo"])],
    *[
        (9 + i, 9 + i, 2, 4, text)
        for i, text in enumerate(
            [
                "Chuyên viên cao cấp và tương đương",
                "Chuyên viên chính và TĐ",
                "Chuyên viên & tương đương",
                "Cán sự &TĐ",
                "Nhân viên",
            ]
        )
    ],
    (14, 19, 2, 2, "Chuyên môn"),
    (20, 23, 2, 2, "Chính trị"),
    (24, 25, 2, 2, "Tin học"),
    (26, 29, 2, 2, "Ngoại ngữ"),
    (30, 32, 2, 2, "Quản lý nhà nước"),
    *[
        (14 + i, 14 + i, 3, 4, text)
        for i, text in enumerate(["Tiến sĩ", "Thạc sỹ", "Đại học", "Cao đẳng", "Trung cấp", "Sơ cấp"])
    ],
    *[(20 + i, 20 + i, 3, 4, text) for i, text in enumerate(["Cử nhân", "Cao cấp", "Trung cấp", "Sơ cấp"])],
    *[(24 + i, 24 + i, 3, 4, text) for i, text in enumerate(["Trung cấp trở lên", "Chứng chỉ"])],
    (26, 27, 3, 3, "Tiếng Anh"),
    (28, 29, 3, 3, "Ngoại ngữ khác"),
    *[(26 + i, 26 + i, 4, 4, ["Đại học trở lên", "Chứng chỉ (A, B, C)"][i % 2]) for i in range(4)],
    *[
        (30 + i, 30 + i, 3, 4, text)
        for i, text in enumerate(["Chuyên viên cao cấp & TĐ", "Chuyên viên chính & TĐ", "Chuyên viên & TĐ"])
    ],
    *[
        (33 + i, 33 + i, 2, 4, text)
        for i, text in enumerate(["Từ 30 tuổi trở xuống", "Từ 31 đến 40 tuổi", "Từ 41 đến 50 tuổi"])
    ],
    (36, 38, 2, 2, "Từ 51 đến 60 tuổi"),
    *[(36 + i, 36 + i, 3, 4, text) for i, text in enumerate(["Tổng số", "Nữ từ 51 đến 55", "Nam từ 51 đến 60"])],
    (39, 39, 2, 4, "Trên tuổi nghỉ hưu"),
]
TITLES = [
    ["UBND TỈNH MINH HỌA", *[None] * 30, "BM01/BNV"],
    ["SỞ NỘI VỤ", *[None] * 30, "(Ban hành kèm theo Thông tư số 11/2012/TT-BNV ngày 17/12/2012)"],
    ["BÁO CÁO SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC TỪ CẤP HUYỆN TRỞ LÊN"],
    ["Tính đến ngày 31/12/2023"],
    ["Đơn vị tính: người"],
]
SIGNATURES = [
    [],
    [None, None, *[None] * 25, "Minh Họa, ngày 10 tháng 01 năm 2024"],
    [None, "NGƯỜI LẬP BIỂU", *[None] * 25, "THỦ TRƯỞNG ĐƠN VỊ"],
    [None, "(Ký, ghi rõ họ tên)", *[None] * 25, "(Ký tên, đóng dấu)"],
]
NUMBERING = ["A", "B", *range(2, 39)]
LAST = 38
# One department of ten, by official number; every sum of the form holds
TEN = {
    2: 12, 3: 10, 4: 4, 5: 7, 6: 3, 7: 1,
    8: 0, 9: 3, 10: 5, 11: 1, 12: 1,
    13: 1, 14: 4, 15: 3, 16: 1, 17: 1, 18: 0,
    19: 1, 20: 2, 21: 3, 22: 1, 23: 2, 24: 6, 25: 1, 26: 5, 27: 0, 28: 1,
    29: 0, 30: 3, 31: 4,
    32: 2, 33: 3, 34: 2, 35: 3, 36: 1, 37: 2, 38: 0,
}  # fmt: skip


def line(mark, name, figures, **changed):
    """A row by official numbers; ``changed`` as ``c35=4``."""
    figures = {**figures, **{int(key[1:]): people for key, people in changed.items()}}
    return [mark, name, *(figures.get(number) for number in range(2, LAST + 1))]


def doubled(figures):
    return {number: 2 * people for number, people in figures.items()}


def bm01(*rows, titles=TITLES, headings=HEADINGS, numbering=NUMBERING, foot=SIGNATURES, hidden=()) -> bytes:
    """A workbook; ``hidden``: letters of columns."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "BM01"
    for row in titles:
        sheet.append(row)
    top = len(titles)
    for first, last, row, bottom, text in headings:
        cell = sheet.cell(top + row, first, text)
        cell.alignment = Alignment(text_rotation=90 if first == last else 0, wrap_text=True, horizontal="center")
        cell.font = Font(name="Times New Roman", bold=True)
        if (first, row) != (last, bottom):
            sheet.merge_cells(start_row=top + row, end_row=top + bottom, start_column=first, end_column=last)
    for row in [[], *([numbering] if numbering else []), *rows, *foot][1:]:
        sheet.append(row)
    for letter in hidden:
        sheet.column_dimensions[letter].hidden = True
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def letter_of(number: int) -> str:
    """Where a column of the form stands on the sheet."""
    return get_column_letter(number + 1)
