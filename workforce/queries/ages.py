"""Ages on a day as expressions of the database: nobody's age is stored, for it would be wrong tomorrow."""

from collections.abc import Callable
from datetime import date

from django.db.models import Case, IntegerField, Q, When
from django.db.models import Value as Literal

from workforce.models import Value
from workforce.vietnam.retirement import birth_date_limit


def born_by(day: date, age: int) -> date:
    """Whoever was born by then has completed ``age`` years on the day."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28) if (day.year - age) % 4 else day
    return day.replace(year=day.year - age)


def age(day: date) -> Case:
    """The value of dimension ``age``, by completed years."""
    codes = ids_of("age")
    return first_true(
        (Q(birth_date=None), codes["age_no_information"]),
        (Q(birth_date__gt=born_by(day, 31)), codes["age_30_or_less"]),
        (Q(birth_date__gt=born_by(day, 41)), codes["age_31_40"]),
        (Q(birth_date__gt=born_by(day, 51)), codes["age_41_50"]),
        (Q(birth_date__gt=born_by(day, 61)), codes["age_51_60"]),
        otherwise=codes["age_over_60"],
    )


def age_retirement(day: date) -> Case:
    """The bands of BM01 with the retirement age of Decree 135/2020/NĐ-CP, which differs by sex and birth."""
    codes, sexes = ids_of("age_retirement"), ids_of("sex")
    women, men = Q(sex=sexes["women"]), Q(sex=sexes["men"])
    past = (women & Q(birth_date__lte=birth_date_limit("female", day))) | (
        men & Q(birth_date__lte=birth_date_limit("male", day))
    )
    return first_true(
        (Q(birth_date=None), codes["age_retirement_no_information"]),
        (past, codes["past_retirement_age"]),
        (Q(birth_date__gt=born_by(day, 31)), codes["aged_30_or_less"]),
        (Q(birth_date__gt=born_by(day, 41)), codes["aged_31_40"]),
        (Q(birth_date__gt=born_by(day, 51)), codes["aged_41_50"]),
        (women & Q(birth_date__gt=born_by(day, 56)), codes["women_51_55"]),
        (women & Q(birth_date__gt=born_by(day, 61)), codes["women_56_60"]),
        (men & Q(birth_date__gt=born_by(day, 56)), codes["men_51_55"]),
        (men & Q(birth_date__gt=born_by(day, 61)), codes["men_56_60"]),
        (women | men, codes["aged_over_60_working"]),
        otherwise=codes["age_retirement_no_information"],
    )


AGES: dict[str, Callable[[date], Case]] = {"age": age, "age_retirement": age_retirement}


def ids_of(dimension: str) -> dict[str, int]:
    return dict(Value.objects.filter(dimension__code=dimension).values_list("code", "id"))


def first_true(*cases: tuple[Q, int], otherwise: int) -> Case:
    whens = [When(condition, then=Literal(value)) for condition, value in cases]
    return Case(*whens, default=Literal(otherwise), output_field=IntegerField())
