"""The quality form of the commune level: that of one province, for want of the official BM02/BNV."""

from workforce.indicators.forms.shape import TOTAL, Cut, Form, Heading, Level, Sum
from workforce.indicators.forms.shared import (
    ALL,
    AMONG_THEM,
    CADRES,
    CADRES_AND_CIVIL_SERVANTS,
    CIVIL_SERVANTS,
    EDUCATION,
    EVERYBODY,
    IT,
    LANGUAGES,
    MANAGEMENT,
    THEORY_BACHELOR,
    column,
    group,
    left_out,
)

POLITICS = Heading("Lý luận chính trị", "Political theory")
COUNCIL = Heading("Đại biểu Hội đồng nhân dân", "People's Council deputy")
SCHOOLING = Heading("Giáo dục phổ thông", "General education")
AGE = Heading("Độ tuổi", "Age")
FROM_50_TO_60 = Heading("50–60", "50 to 60")

NOT_HELD = Heading(
    "Phần mềm không có số liệu để đếm cột này; để “–”, không ghi 0.",
    "The portal does not hold what this column counts; it stays “–”, which is not 0.",
)
BOUNDS_OF_AGE = Heading(
    "Nguồn ghi các mốc tuổi chồng lên nhau (< 30, 30–40, 40–50, 50–60); ở đây đếm từ 30 trở xuống, 31–40, 41–50,"
    " 51–60.",
    "The source's bands overlap (< 30, 30–40, 40–50, 50–60); here they are 30 or less, 31–40, 41–50 and 51–60.",
)
WITHOUT_RETIRED = Heading(
    "Cột này không gồm người đã quá tuổi nghỉ hưu, nên tổng hai cột con có thể ít hơn cột 50–60.",
    "This column leaves out people past retirement age, so that the two parts may be less than 50–60.",
)
SEVERAL_LANGUAGES = Heading(
    "Người có cả tiếng Anh và ngoại ngữ khác được đếm hai lần.",
    "Somebody with English and another foreign language is counted twice.",
)


def languages(number: int, level: str, vi: str, en: str):
    """Any foreign language, whereas the portal's code list tells English from the others."""
    both = Cut("foreign_language", (f"english_{level}", f"other_language_{level}"))
    heading = Heading(vi, en)
    return column(
        number, f"language_{level}", LANGUAGES, heading, cuts=both, note=SEVERAL_LANGUAGES, counts_people_once=False
    )


def not_held(number: int, key: str, *headings: Heading):
    return column(number, key, *headings, note=NOT_HELD)


COMMUNE = Form(
    code="commune",
    mark="Mẫu 02/CL.CBCCX",
    name=Heading(
        "Tổng hợp chất lượng cán bộ, công chức cấp xã", "Quality of commune-level cadres and civil servants, summary"
    ),
    basis=Heading(
        "Biểu của địa phương; chưa tìm thấy văn bản chính thức của BM02/BNV",
        "A form of a province; the official text of BM02/BNV was not found",
    ),
    level=Level.COMMUNE,
    populations=(CADRES_AND_CIVIL_SERVANTS, CADRES, CIVIL_SERVANTS),
    columns=(
        column(1, TOTAL, ALL, cuts=EVERYBODY),
        *group(2, (AMONG_THEM,), "sex", ("men", "Nam", "Men"), ("women", "Nữ", "Women")),
        *group(4, (AMONG_THEM,), "party", ("party_member", "Đảng viên", "Party members")),
        *group(5, (AMONG_THEM,), "ethnicity", ("ethnic_minority", "Dân tộc thiểu số", "Ethnic minorities")),
        *group(6, (AMONG_THEM,), "religion", ("with_religion", "Tôn giáo", "With a religion")),
        not_held(7, "council_province", COUNCIL, Heading("Cấp tỉnh", "Province")),
        not_held(8, "council_district", COUNCIL, Heading("Cấp huyện", "District")),
        not_held(9, "council_commune", COUNCIL, Heading("Cấp xã", "Commune")),
        not_held(10, "primary_school", SCHOOLING, Heading("Tiểu học", "Primary")),
        not_held(11, "lower_secondary", SCHOOLING, Heading("THCS", "Lower secondary")),
        not_held(12, "upper_secondary", SCHOOLING, Heading("THPT", "Upper secondary")),
        *group(
            13,
            (EDUCATION,),
            "education",
            ("untrained", "Chưa đào tạo", "Untrained"),
            ("elementary", "Sơ cấp", "Elementary"),
            ("intermediate", "Trung cấp", "Intermediate"),
            ("college", "Cao đẳng", "College"),
            ("university", "Đại học", "University"),
            ("masters", "Thạc sĩ", "Master"),
        ),
        *group(
            19,
            (POLITICS,),
            "political_theory",
            ("theory_elementary", "Sơ cấp", "Elementary"),
            ("theory_intermediate", "Trung cấp", "Intermediate"),
            ("theory_advanced", "Cao cấp", "Advanced"),
        ),
        *group(
            22,
            (MANAGEMENT,),
            "state_management",
            ("management_none", "Chưa", "None"),
            ("management_specialist", "CV", "Specialist"),
            ("management_principal", "CVC", "Principal specialist"),
        ),
        *group(
            25,
            (IT,),
            "it",
            ("it_certificate", "Chứng chỉ", "Certificate"),
            ("it_intermediate", "TC", "Intermediate"),
            ("it_college", "CĐ", "College"),
            ("it_university", "ĐH", "University"),
        ),
        languages(29, "certificate", "Chứng chỉ", "Certificate"),
        languages(30, "intermediate", "TC", "Intermediate"),
        languages(31, "college", "CĐ", "College"),
        languages(32, "university_up", "ĐH", "University"),
        not_held(33, "defence", Heading("Quốc phòng – an ninh", "Defence and security training")),
        column(34, "up_to_30", AGE, Heading("< 30", "< 30"), cuts=Cut("age", ("age_30_or_less",)), note=BOUNDS_OF_AGE),
        column(
            35, "from_31_to_40", AGE, Heading("30–40", "30–40"), cuts=Cut("age", ("age_31_40",)), note=BOUNDS_OF_AGE
        ),
        column(
            36, "from_41_to_50", AGE, Heading("40–50", "40–50"), cuts=Cut("age", ("age_41_50",)), note=BOUNDS_OF_AGE
        ),
        column(37, "from_51_to_60", AGE, FROM_50_TO_60, ALL, cuts=Cut("age", ("age_51_60",)), note=BOUNDS_OF_AGE),
        column(
            38,
            "from_51_to_55",
            AGE,
            FROM_50_TO_60,
            Heading("50–55", "50–55"),
            cuts=Cut("age_retirement", ("women_51_55", "men_51_55")),
            note=WITHOUT_RETIRED,
        ),
        column(
            39,
            "from_56_to_60",
            AGE,
            FROM_50_TO_60,
            Heading("55–60", "55–60"),
            cuts=Cut("age_retirement", ("women_56_60", "men_56_60")),
            note=WITHOUT_RETIRED,
        ),
        column(40, "over_60", AGE, Heading("> 60", "> 60"), cuts=Cut("age", ("age_over_60",))),
    ),
    footnotes=(
        left_out("education", "doctorate", "Tiến sĩ", "Doctorate"),
        THEORY_BACHELOR,
        left_out(
            "state_management",
            "management_senior",
            "Quản lý nhà nước chương trình chuyên viên cao cấp",
            "State management, senior specialist",
        ),
    ),
    sums=(
        Sum(Heading("Giới tính", "Sex"), TOTAL, ("men", "women")),
        Sum(
            EDUCATION,
            TOTAL,
            ("untrained", "elementary", "intermediate", "college", "university", "masters", "doctorate"),
        ),
        Sum(AGE, TOTAL, ("up_to_30", "from_31_to_40", "from_41_to_50", "from_51_to_60", "over_60")),
    ),
    notes=(
        Heading(
            "Chưa tìm thấy văn bản chính thức của BM02/BNV. Thứ tự cột theo một hệ thống của thành phố Đà Nẵng năm"
            " 2015; số thứ tự cột do phần mềm đặt.",
            "The official text of BM02/BNV was not found. The columns are in the order of a system of Đà Nẵng of 2015;"
            " their numbers are ours.",
        ),
        Heading(
            "Bản gốc là danh sách từng người; ở đây là bảng tổng hợp, không có ngày sinh và ngày tham gia bảo hiểm xã"
            " hội.",
            "The original lists people one by one; this is its summary, without dates of birth and of joining social"
            " insurance.",
        ),
    ),
)
