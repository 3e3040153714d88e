"""Names put together by chance from short general lists; a real person of such a name is a coincidence.

How often a family name comes up is what everybody in Vietnam knows roughly, not a statistic of any province.
"""

from random import Random

from workforce.services.generation.chance import Bag

FAMILY = Bag(
    {"Nguyễn": 38, "Trần": 11, "Lê": 9.5, "Phạm": 7, "Hoàng": 5, "Phan": 4.5, "Vũ": 4, "Đặng": 2.1, "Bùi": 2, "Đỗ": 1.5}
    | {"Hồ": 1.3, "Ngô": 1.3, "Dương": 1, "Lý": 0.8, "Đinh": 0.8, "Đoàn": 0.7, "Trịnh": 0.7, "Lương": 0.6, "Mai": 0.6}
    | {"Nông": 0.5, "Hà": 0.5, "Cao": 0.5, "Tạ": 0.4, "Lưu": 0.4, "Chu": 0.4, "Vương": 0.3, "Hứa": 0.2, "Quách": 0.2}
)
MIDDLE = {
    "female": Bag(
        {"Thị": 34, "Thu": 8, "Ngọc": 8, "Thanh": 7, "Minh": 4, "Hồng": 5, "Kim": 4, "Phương": 4, "Bích": 3, "": 2}
        | {"Thúy": 3, "Mai": 3, "Thị Thu": 3, "Thị Thanh": 3, "Thị Hồng": 2, "Thị Ngọc": 2, "Khánh": 2, "Quỳnh": 2}
    ),
    "male": Bag(
        {"Văn": 26, "Đức": 8, "Minh": 7, "Quang": 7, "Hữu": 6, "Xuân": 5, "Ngọc": 5, "Anh": 4, "Tuấn": 4, "Quốc": 5}
        | {"Đình": 5, "Thanh": 4, "Công": 4, "Hoàng": 3, "Trọng": 3, "Mạnh": 3, "Bá": 2, "Duy": 2, "Thế": 2, "": 2}
    ),
}
GIVEN = {
    "female": Bag(
        {"Hương": 6, "Lan": 5, "Hoa": 5, "Hà": 5, "Hằng": 5, "Thủy": 5, "Hạnh": 4, "Nga": 4, "Linh": 5, "Trang": 5}
        | {"Thảo": 4, "Mai": 4, "Anh": 4, "Huyền": 4, "Nhung": 3, "Yến": 3, "Loan": 3, "Dung": 3, "Phượng": 3, "Vân": 3}
        | {"Hiền": 4, "Ngân": 2, "Ngọc": 3, "Oanh": 2, "Quyên": 2, "Tâm": 2, "Thu": 2, "Tuyết": 2, "Xuân": 2, "Ánh": 2}
        | {"Chi": 2, "Giang": 2, "Liên": 2, "Lý": 1, "My": 1, "Nhi": 1, "Thơm": 1, "Thùy": 1, "Trâm": 1, "Uyên": 1}
    ),
    "male": Bag(
        {"Hùng": 6, "Dũng": 6, "Tuấn": 6, "Cường": 5, "Hải": 5, "Nam": 5, "Sơn": 5, "Thắng": 5, "Long": 4, "Bình": 4}
        | {"Minh": 5, "Anh": 4, "Quân": 3, "Trung": 4, "Đức": 4, "Hiếu": 4, "Huy": 3, "Khánh": 3, "Thành": 4, "Toàn": 3}
        | {
            "Tùng": 3,
            "Việt": 3,
            "Vinh": 2,
            "Phong": 2,
            "Phúc": 2,
            "Quang": 3,
            "Tiến": 3,
            "Lâm": 2,
            "Kiên": 2,
            "Hưng": 3,
        }
        | {"An": 2, "Bách": 1, "Công": 1, "Đạt": 2, "Giang": 1, "Hòa": 2, "Lộc": 1, "Nghĩa": 1, "Tài": 1, "Thịnh": 2}
    ),
}


def name(rng: Random, sex: str) -> str:
    """Two to four words; ``sex`` is female or male."""
    return " ".join(filter(None, (FAMILY.draw(rng), MIDDLE[sex].draw(rng), GIVEN[sex].draw(rng))))
