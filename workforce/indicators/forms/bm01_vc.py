"""BM01-VC/BNV: public employees."""

from workforce.indicators.forms.shape import TOTAL, Cut, Form, Heading, Level, Sum
from workforce.indicators.forms.shared import (
    ALL,
    EDUCATION,
    ENGLISH,
    EVERYBODY,
    IT,
    LANGUAGES,
    OTHER_LANGUAGE,
    OVER_60,
    POLITICS,
    PUBLIC_EMPLOYEES,
    RANKS,
    THEORY_BACHELOR,
    UP_TO_30,
    column,
    group,
)

FIELD = Heading("Lĩnh vực", "Field")
RANK = Heading("Ngạch", "Rank")
AGE = Heading("Tuổi", "Age")
OVER_50 = Heading("Trên 50 đến 60", "Over 50 to 60")
BANDS_OF_BM01 = Heading(
    "Đếm theo nhóm tuổi của BM01 (từ 30 trở xuống; 31–50): người đúng 30 tuổi nằm ở cột thứ nhất.",
    "Counted by the age bands of BM01 (30 or less; 31 to 50): who is exactly 30 is in the first column.",
)


def of_field(column: str, *fields: str) -> tuple[Cut, ...]:
    """The field is that of the unit, not of the person; a form that was imported says it for units of many fields."""
    return Cut("unit_field", (f"unit_{column}",)), Cut("total", fields=fields)


BM01_VC = Form(
    code="bm01-vc",
    mark="BM01-VC/BNV",
    name=Heading("Báo cáo số lượng, chất lượng viên chức", "Number and quality of public employees"),
    basis=Heading("Thông tư số 07/2019/TT-BNV ngày 01/06/2019", "Circular 07/2019/TT-BNV of 01/06/2019"),
    level=Level.ANY,
    populations=(PUBLIC_EMPLOYEES,),
    columns=(
        column(1, TOTAL, ALL, cuts=EVERYBODY),
        column(
            2, "field_education", FIELD, Heading("Giáo dục", "Education"), cuts=of_field("field_education", "education")
        ),
        column(3, "field_health", FIELD, Heading("Y tế", "Health"), cuts=of_field("field_health", "health")),
        column(4, "field_science", FIELD, Heading("NCKH", "Research"), cuts=of_field("field_science", "science")),
        column(
            5,
            "field_culture",
            FIELD,
            Heading("VHTT", "Culture, sport"),
            cuts=of_field("field_culture", "culture_sport_tourism"),
        ),
        column(
            6,
            "field_other",
            FIELD,
            Heading("Khác", "Other"),
            cuts=of_field("field_other", "vocational", "information", "economic_other", "administration"),
            note=Heading(
                "Giáo dục nghề nghiệp, thông tin và truyền thông được đếm ở cột “Khác”; nguồn không nói rõ.",
                "Vocational education and information are counted under “other”; the source does not say.",
            ),
        ),
        *group(
            7,
            (RANK,),
            "rank",
            ("rank_senior", "TĐ CVCC", "Eq. senior specialist"),
            ("rank_principal", "TĐ CVC", "Eq. principal specialist"),
            ("rank_specialist", "TĐ CV", "Eq. specialist"),
            ("rank_associate", "TĐ CS", "Eq. associate"),
            ("rank_employee", "Còn lại", "The rest"),
        ),
        *group(
            12,
            (EDUCATION,),
            "education",
            ("doctorate", "Tiến sĩ", "Doctorate"),
            ("masters", "Thạc sĩ", "Master"),
            ("university", "Đại học", "University"),
            ("below_university", "Còn lại", "The rest"),
        ),
        *group(
            16,
            (POLITICS,),
            "political_theory",
            ("theory_advanced", "Cao cấp", "Advanced"),
            ("theory_intermediate", "Trung cấp", "Intermediate"),
        ),
        *group(
            18,
            (IT,),
            "it",
            ("it_university", "Đại học", "University"),
            ("it_certificate", "Chứng chỉ", "Certificate"),
        ),
        *group(
            20,
            (LANGUAGES, ENGLISH),
            "foreign_language",
            ("english_university_up", "Đại học", "University"),
            ("english_certificate", "Chứng chỉ", "Certificate"),
        ),
        *group(
            22,
            (LANGUAGES, OTHER_LANGUAGE),
            "foreign_language",
            ("other_language_university_up", "Đại học", "University"),
            ("other_language_certificate", "Chứng chỉ", "Certificate"),
        ),
        column(24, "up_to_30", AGE, Heading("Dưới 30", "Under 30"), cuts=UP_TO_30, note=BANDS_OF_BM01),
        column(
            25,
            "from_31_to_50",
            AGE,
            Heading("30–50", "30 to 50"),
            cuts=(Cut("age_retirement", ("aged_31_40", "aged_41_50")), Cut("age", ("age_31_40", "age_41_50"))),
            note=BANDS_OF_BM01,
        ),
        column(26, "from_51_to_60", AGE, OVER_50, ALL, cuts=Cut("age_retirement", ("aged_51_60",))),
        column(
            27,
            "women_54_men_59",
            AGE,
            OVER_50,
            Heading("T.đó Nữ: 54, Nam: 59", "Of which women: 54, men: 59"),
            note=Heading(
                "Nguồn không nói rõ cột này đếm gì (nữ đủ 54 và nam đủ 59, hay đến 54 và 59); để “–”, không ghi 0.",
                "The source does not say what this column counts (women of 54 and men of 59, or up to 54 and 59); it"
                " stays “–”, which is not 0.",
            ),
        ),
        column(
            28,
            "past_retirement",
            AGE,
            Heading("Trên tuổi nghỉ hưu", "Past retirement age"),
            cuts=Cut("age_retirement", ("past_retirement_age",)),
        ),
        *group(29, (), "party", ("party_member", "Đảng viên", "Party members")),
        *group(30, (), "sex", ("women", "Phụ nữ", "Women")),
        *group(31, (), "ethnicity", ("ethnic_minority", "Dân tộc ít người", "Ethnic minorities")),
    ),
    footnotes=(THEORY_BACHELOR, OVER_60),
    sums=(
        Sum(FIELD, TOTAL, ("field_education", "field_health", "field_science", "field_culture", "field_other")),
        Sum(RANK, TOTAL, RANKS),
        Sum(EDUCATION, TOTAL, ("doctorate", "masters", "university", "below_university")),
        Sum(AGE, TOTAL, ("up_to_30", "from_31_to_50", "from_51_to_60", "past_retirement", "aged_over_60_working")),
    ),
    notes=(
        Heading(
            "Các cột lấy từ một nguồn duy nhất ghi là theo Thông tư 07/2019/TT-BNV; cùng mẫu ấy cũng thấy ghi theo"
            " Thông tư 09/2004/TT-BNV. Mẫu và số thứ tự cột còn nghi vấn.",
            "The columns come from one source only, which attributes them to Circular 07/2019/TT-BNV; the same layout"
            " is also seen under Circular 09/2004/TT-BNV. The layout and the numbering of its columns are doubtful.",
        ),
    ),
)
