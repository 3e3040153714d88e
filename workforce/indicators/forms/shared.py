"""What several forms have in common, and a short way to write their columns down."""

from workforce.indicators.forms.shape import Column, Cut, Heading, Population

CIVIL_SERVANTS = Population("civil_servants", Heading("Công chức", "Civil servants"), ("civil_servant",))
CADRES = Population("cadres", Heading("Cán bộ", "Cadres"), ("cadre",))
CADRES_AND_CIVIL_SERVANTS = Population(
    "cadres_and_civil_servants", Heading("Cán bộ, công chức", "Cadres and civil servants"), ("cadre", "civil_servant")
)
PUBLIC_EMPLOYEES = Population("public_employees", Heading("Viên chức", "Public employees"), ("public_employee",))

ALL = Heading("Tổng số", "Total")
AMONG_THEM = Heading("Trong đó", "Of which")
EDUCATION = Heading("Chuyên môn", "Professional education")
IT = Heading("Tin học", "IT")
LANGUAGES = Heading("Ngoại ngữ", "Foreign languages")
ENGLISH = Heading("Tiếng Anh", "English")
OTHER_LANGUAGE = Heading("Ngoại ngữ khác", "Other foreign language")
POLITICS = Heading("Chính trị", "Political theory")
MANAGEMENT = Heading("Quản lý nhà nước", "State management")
LEFT_OUT = Heading("Không có cột trong biểu", "No column of the form")
NO_INFORMATION = Heading("Không có thông tin", "No information")
# The second sheet of a printed form says whom its columns leave out; who reads the file back knows it by these
CHECK_COLUMNS = ("Nội dung", "Dòng", "Số người")

EVERYBODY = Cut("total")
# Nobody of 50 or younger is past retirement age, so a report cut by plain ages answers for these bands as well
UP_TO_30 = (Cut("age_retirement", ("aged_30_or_less",)), Cut("age", ("age_30_or_less",)))
FROM_31_TO_40 = (Cut("age_retirement", ("aged_31_40",)), Cut("age", ("age_31_40",)))
FROM_41_TO_50 = (Cut("age_retirement", ("aged_41_50",)), Cut("age", ("age_41_50",)))


def column(number: int, key: str, *headings: Heading, cuts: Cut | tuple[Cut, ...] = (), **more) -> Column:
    return Column(key, headings, (cuts,) if isinstance(cuts, Cut) else cuts, str(number), **more)


def group(number: int, above: tuple[Heading, ...], dimension: str, *parts: tuple[str, str, str]) -> tuple[Column, ...]:
    """Neighbours under the same headings, one for each value of a dimension: its code, Vietnamese and English words."""
    return tuple(
        column(number + place, value, *above, Heading(vi, en), cuts=Cut(dimension, (value,)))
        for place, (value, vi, en) in enumerate(parts)
    )


def left_out(dimension: str, value: str, vi: str, en: str) -> Column:
    """People of whom the form has no column."""
    return Column(value, (LEFT_OUT, Heading(vi, en)), (Cut(dimension, (value,)),))


RANKS = ("rank_senior", "rank_principal", "rank_specialist", "rank_associate", "rank_employee")
UNTRAINED = left_out("education", "untrained", "Chưa qua đào tạo chuyên môn", "No professional training")
WOMEN_56_60 = left_out(
    "age_retirement",
    "women_56_60",
    "Nữ từ 56 đến 60 tuổi, chưa quá tuổi nghỉ hưu",
    "Women of 56 to 60, not past retirement age",
)
OVER_60 = left_out(
    "age_retirement",
    "aged_over_60_working",
    "Trên 60 tuổi, chưa quá tuổi nghỉ hưu",
    "Over 60, not past retirement age",
)
THEORY_BACHELOR = left_out("political_theory", "theory_bachelor", "Cử nhân chính trị", "Bachelor of politics")
