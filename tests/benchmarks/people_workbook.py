"""A workbook of an invented province's people: 30 columns, a sheet of appointments and one of diplomas."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import xlsxwriter

from tests.benchmarks.province import SEED, Province
from workforce.models import UnitVersion

AS_OF = date(2026, 1, 1)
PEOPLE = 12_770
HEADINGS = [
    "STT", "Họ và tên", "Tên gọi khác", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Số CCCD", "Ngày cấp CCCD",
    "Số sổ BHXH", "Nơi sinh", "Quê quán", "Nơi ở hiện nay", "Điện thoại", "E-mail", "Sức khỏe", "Ngày vào Đảng",
    "Ngày chính thức", "Ngày tuyển dụng", "Đơn vị", "Loại", "Lãnh đạo, quản lý", "Chức vụ", "Mã ngạch",
    "Trình độ cao nhất", "Chuyên ngành", "LLCT", "QLNN", "Tin học", "Ngoại ngữ",
]  # fmt: skip
POSTS = ["STT", "Từ ngày", "Đến ngày", "Đơn vị", "Loại", "Lãnh đạo, quản lý", "Chức vụ"]
DIPLOMAS = ["STT", "Văn bằng", "Năm tốt nghiệp", "Chuyên ngành", "Cơ sở đào tạo", "Hình thức đào tạo"]
FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Thu", "Ngọc", "Quang", "Thanh", "Hữu", "Xuân", "Hồng", "Khánh", "Bảo"]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hòa",
    "Hùng",
    "Hương",
    "Khoa",
    "Lan",
    "Linh",
    "Long",
]
GIVEN += ["Mai", "Nam", "Nga", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thủy", "Trang", "Tuấn", "Uyên", "Vinh", "Yến"]
LEVELS = ["Tiến sĩ", "Thạc sĩ", "Cử nhân", "Kỹ sư", "Cao đẳng", "Trung cấp"]
MAJORS = ["Luật", "Kế toán", "Toán học", "Y đa khoa", "Công nghệ thông tin", "Quản lý đất đai", "Ngữ văn"]
RANKS = ["01.001", "01.002", "01.003", "01.004"]
ETHNIC = ["Kinh", "Tày", "Nùng", "Dao", "H'Mông", "Hoa"]


def people_workbook(province: Province, people: int = PEOPLE) -> bytes:
    units = [unit.pk for unit in province.below]
    names = list(UnitVersion.objects.filter(unit__in=units).order_by("unit").values_list("name_vi", flat=True))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheets = [
            (workbook.add_worksheet(name), headings)
            for name, headings in [("Danh sách", HEADINGS), ("Quá trình công tác", POSTS), ("Văn bằng", DIPLOMAS)]
        ]
        for sheet, headings in sheets:
            sheet.write_row(0, 0, headings)
        for number, rows in enumerate(records(people, names), start=1):
            for (sheet, _headings), row in zip(sheets, rows, strict=True):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)
    return stream.getvalue()


def records(people: int, units: list[str]) -> Iterator[tuple[list, list, list]]:
    random = Random(SEED)
    for number in range(1, people + 1):
        sex = random.randrange(2)
        born = date(1964, 1, 1) + timedelta(days=random.randrange(11_000))
        recruited = born + timedelta(days=8_400 + random.randrange(1_500))
        since = recruited + timedelta(days=400 + random.randrange(900))
        joined = recruited + timedelta(days=500 + random.randrange(400))
        unit, before = random.choice(units), random.choice(units)
        name = " ".join(map(random.choice, [FAMILY, MIDDLE, MIDDLE, GIVEN]))
        level, major = random.choice(LEVELS), random.choice(MAJORS)
        kind, leads = (
            random.choice(["Công chức", "Viên chức"]),
            random.choice(["Lãnh đạo khác", *["Không lãnh đạo"] * 9]),
        )
        identity = f"001{sex}{born:%y}{number:06}"
        yield (
            [number, name, "", born, ["Nam", "Nữ"][sex], random.choice(ETHNIC), "Không", identity, since,
             f"{number:010}", "Xã Giả Định", "Xã Minh Họa", "Số 1, đường Giả Định", f"09{number:08}",
             f"nguoi{number}@example.vn", "Tốt", joined, joined + timedelta(days=365), recruited, unit, kind, leads,
             "Chuyên viên", random.choice(RANKS), level, major, "Trung cấp", "Chuyên viên", "Chứng chỉ",
             "Chứng chỉ tiếng Anh"],
            [number, recruited, since, before, kind, "Không lãnh đạo", "Chuyên viên"],
            [number, "Đại học", str(born.year + 22), major, "Trường Đại học Giả Định", "Chính quy"],
        )  # fmt: skip
