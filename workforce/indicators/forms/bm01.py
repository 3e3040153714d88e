"""BM01/BNV: civil servants of the district level and above."""

from workforce.indicators.forms.shape import TOTAL, Cut, Form, Heading, Level, Sum
from workforce.indicators.forms.shared import (
    ALL,
    AMONG_THEM,
    CADRES_AND_CIVIL_SERVANTS,
    CIVIL_SERVANTS,
    EDUCATION,
    ENGLISH,
    EVERYBODY,
    FROM_31_TO_40,
    FROM_41_TO_50,
    IT,
    LANGUAGES,
    MANAGEMENT,
    OTHER_LANGUAGE,
    OVER_60,
    POLITICS,
    RANKS,
    UNTRAINED,
    UP_TO_30,
    WOMEN_56_60,
    column,
    group,
)

RANK = Heading("Chia theo ngạch công chức", "By civil-service rank")
TRAINING = Heading("Trình độ đào tạo chia theo", "Training by")
AGE = Heading("Chia theo độ tuổi", "By age")
FROM_51_TO_60 = Heading("Từ 51 đến 60", "51 to 60")

BM01 = Form(
    code="bm01",
    mark="BM01/BNV",
    name=Heading(
        "Báo cáo số lượng, chất lượng công chức từ cấp huyện trở lên",
        "Number and quality of civil servants, district level and above",
    ),
    basis=Heading("Thông tư số 11/2012/TT-BNV ngày 17/12/2012", "Circular 11/2012/TT-BNV of 17/12/2012"),
    level=Level.ABOVE_COMMUNE,
    populations=(CIVIL_SERVANTS, CADRES_AND_CIVIL_SERVANTS),
    columns=(
        column(2, "quota", Heading("Tổng số biên chế được giao", "Posts assigned"), is_quota=True),
        column(3, TOTAL, Heading("Tổng số công chức hiện có", "Civil servants present"), cuts=EVERYBODY),
        *group(4, (AMONG_THEM,), "sex", ("women", "Nữ", "Women")),
        *group(5, (AMONG_THEM,), "party", ("party_member", "Đảng viên", "Party members")),
        *group(6, (AMONG_THEM,), "ethnicity", ("ethnic_minority", "Dân tộc thiểu số", "Ethnic minorities")),
        *group(7, (AMONG_THEM,), "religion", ("with_religion", "Tôn giáo", "With a religion")),
        *group(
            8,
            (RANK,),
            "rank",
            ("rank_senior", "Chuyên viên cao cấp & TĐ", "Senior specialist & equivalent"),
            ("rank_principal", "Chuyên viên chính & TĐ", "Principal specialist & equivalent"),
            ("rank_specialist", "Chuyên viên & TĐ", "Specialist & equivalent"),
            ("rank_associate", "Cán sự & TĐ", "Associate & equivalent"),
            ("rank_employee", "Nhân viên", "Employee"),
        ),
        *group(
            13,
            (TRAINING, EDUCATION),
            "education",
            ("doctorate", "Tiến sĩ", "Doctorate"),
            ("masters", "Thạc sĩ", "Master"),
            ("university", "Đại học", "University"),
            ("college", "Cao đẳng", "College"),
            ("intermediate", "Trung cấp", "Intermediate"),
            ("elementary", "Sơ cấp", "Elementary"),
        ),
        *group(
            19,
            (TRAINING, POLITICS),
            "political_theory",
            ("theory_bachelor", "Cử nhân", "Bachelor"),
            ("theory_advanced", "Cao cấp", "Advanced"),
            ("theory_intermediate", "Trung cấp", "Intermediate"),
            ("theory_elementary", "Sơ cấp", "Elementary"),
        ),
        *group(
            23,
            (TRAINING, IT),
            "it",
            ("it_intermediate_up", "Trung cấp trở lên", "Intermediate or higher"),
            ("it_certificate", "Chứng chỉ", "Certificate"),
        ),
        *group(
            25,
            (TRAINING, LANGUAGES, ENGLISH),
            "foreign_language",
            ("english_university_up", "Đại học trở lên", "University or higher"),
            ("english_certificate", "Chứng chỉ (A, B, C)", "Certificate (A, B, C)"),
        ),
        *group(
            27,
            (TRAINING, LANGUAGES, OTHER_LANGUAGE),
            "foreign_language",
            ("other_language_university_up", "Đại học trở lên", "University or higher"),
            ("other_language_certificate", "Chứng chỉ (A, B, C)", "Certificate (A, B, C)"),
        ),
        *group(
            29,
            (TRAINING, MANAGEMENT),
            "state_management",
            ("management_senior", "Chuyên viên cao cấp & TĐ", "Senior specialist & equivalent"),
            ("management_principal", "Chuyên viên chính & TĐ", "Principal specialist & equivalent"),
            ("management_specialist", "Chuyên viên & TĐ", "Specialist & equivalent"),
        ),
        column(32, "up_to_30", AGE, Heading("Từ 30 trở xuống", "30 or less"), cuts=UP_TO_30),
        column(33, "from_31_to_40", AGE, Heading("Từ 31 đến 40", "31 to 40"), cuts=FROM_31_TO_40),
        column(34, "from_41_to_50", AGE, Heading("Từ 41 đến 50", "41 to 50"), cuts=FROM_41_TO_50),
        column(
            35,
            "from_51_to_60",
            AGE,
            FROM_51_TO_60,
            ALL,
            cuts=Cut("age_retirement", ("aged_51_60",)),
            note=Heading(
                "Cột 35 đếm mọi người từ 51 đến 60 tuổi chưa quá tuổi nghỉ hưu. Theo tuổi nghỉ hưu mới, cột này gồm cả"
                " nữ từ 56 đến 60 tuổi, không có trong cột 36 và 37 (xem dòng dưới bảng).",
                "Column 35 counts everybody of 51 to 60 who is not past retirement age. Under the new retirement ages"
                " that includes women of 56 to 60, who are in neither column 36 nor 37 (see the line below the table).",
            ),
        ),
        column(
            36,
            "women_51_55",
            AGE,
            FROM_51_TO_60,
            Heading("Nữ từ 51 đến 55", "Women of 51 to 55"),
            cuts=Cut("age_retirement", ("women_51_55",)),
        ),
        column(
            37,
            "men_51_60",
            AGE,
            FROM_51_TO_60,
            Heading("Nam từ 51 đến 60", "Men of 51 to 60"),
            cuts=Cut("age_retirement", ("men_51_55", "men_56_60")),
            note=Heading(
                "Một nguồn khác in cột 37 là “Nam từ 56 đến 60”; ở đây đếm nam từ 51 đến 60.",
                "Another source prints column 37 as “men of 56 to 60”; here it counts men of 51 to 60.",
            ),
        ),
        column(
            38,
            "past_retirement",
            AGE,
            Heading("Trên tuổi nghỉ hưu", "Past retirement age"),
            cuts=Cut("age_retirement", ("past_retirement_age",)),
            note=Heading(
                "Tuổi nghỉ hưu trong điều kiện lao động bình thường theo Nghị định 135/2020/NĐ-CP.",
                "Retirement age in ordinary working conditions, Decree 135/2020/NĐ-CP.",
            ),
        ),
    ),
    footnotes=(UNTRAINED, WOMEN_56_60, OVER_60),
    sums=(
        Sum(Heading("Ngạch", "Rank"), TOTAL, RANKS),
        Sum(
            EDUCATION,
            TOTAL,
            ("doctorate", "masters", "university", "college", "intermediate", "elementary", "untrained"),
        ),
        Sum(
            Heading("Độ tuổi", "Age"),
            TOTAL,
            ("up_to_30", "from_31_to_40", "from_41_to_50", "from_51_to_60", "past_retirement", "aged_over_60_working"),
        ),
        Sum(
            Heading("Cột 35 = 36 + 37 + nữ từ 56 đến 60", "Column 35 = 36 + 37 + women of 56 to 60"),
            "from_51_to_60",
            ("women_51_55", "men_51_60", "women_56_60"),
            of_everybody=False,
        ),
    ),
    notes=(
        Heading(
            "Các cột được dựng lại từ hai phần mềm in biểu này; chưa đối chiếu được với văn bản gốc của Thông tư, cũng"
            " chưa rõ biểu còn hiệu lực sau Luật Cán bộ, công chức năm 2025 hay không.",
            "The columns are taken from two programs that print this form; they could not be compared with the"
            " circular itself, nor is it known whether the form stands after the law of 2025 on civil servants.",
        ),
        Heading(
            "Cột 1 “Đơn vị công tác” chỉ có trong biến thể danh sách nên không in ở đây. Hai cột chỉ có ở một nguồn"
            " (“Chứng chỉ tiếng dân tộc” và “Công chức luân chuyển từ cấp huyện”) cũng không in.",
            "Column 1, “workplace”, exists only where the form lists people and is not printed here. Nor are two"
            " columns that one source alone has (“ethnic-minority language”, “rotated from the district”).",
        ),
        Heading(
            "Không đếm người của đơn vị cấp xã; những người đó thuộc biểu cấp xã.",
            "Staff of commune-level units are not counted here; they belong to the commune form.",
        ),
    ),
)
