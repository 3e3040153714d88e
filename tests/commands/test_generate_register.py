"""An invented register from the command line: what it says, and what it refuses."""

import pytest

from workforce.models import Person, Unit

pytestmark = pytest.mark.django_db

IN_ENGLISH = ["--lang", "en"]
DAY = ["--as-of", "2024-12-31"]


@pytest.fixture
def table(tmp_path):
    def write(*rows):
        path = tmp_path / "totals.csv"
        path.write_text("\n".join(["unit,category,dimension,value,people", *rows]), encoding="utf-8")
        return ["--totals", str(path)]

    return write


def test_it_says_how_many_people_there_are_now(universe, manage):
    ended = manage("generate_register", "--people", "40", *DAY, *IN_ENGLISH)

    left = Person.objects.filter(status="left").count()
    assert ended.status == 0
    assert f"people in service on 31/12/2024, {left} who left before. All of them are invented." in ended.out


def test_totals_say_how_many(universe, manage, table):
    ended = manage("generate_register", *DAY, *table(",,total,total,30", ",,education,doctorate,30"), *IN_ENGLISH)

    assert ended.status == 0
    assert Person.objects.filter(education__code="doctorate", category__code="public_employee").exists()


def test_a_real_province_is_refused(universe, manage):
    Unit.objects.filter(key="minh-hoa").update(invented=False)

    ended = manage("generate_register", "--people", "40", *DAY, *IN_ENGLISH)

    assert ended.status == 1
    assert "This is a real province" in ended.err
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--people", "0"], "'0' is no number of people"),
        ([], "Say how many people"),
        (["--people", "5", "--unit", "nowhere"], "There is no unit “nowhere”"),
        (["--people", "5", "--as-of", "2011-01-01"], "between 01/01/2016 and"),
        (["--people", "5", "--totals", "nowhere.csv"], "The file nowhere.csv cannot be read"),
        (["--people", "5", "--unit", "benh-vien"], "no units below it"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(universe, manage, arguments, said):
    ended = manage("generate_register", *DAY, *IN_ENGLISH, *arguments)

    assert ended.status in {1, 2}
    assert said in ended.err


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,total,total,7", "--people disagrees with the totals by 2 people"),
        (",,education,doctorate,10", "Line 2 disagrees with the other totals by"),
        ("nowhere,,total,total,7", "Line 2: no unit of the province has the key or code “nowhere”"),
        (",,education,wizard,7", "Line 2: “wizard” is no value"),
        (",,it,it_none,7", "Line 2: totals by “it” cannot be reproduced, only by: total, leadership"),
        (",,total,total,many", "Line 2: “many” is no number of people"),
    ],
)
def test_totals_that_cannot_be_met_are_refused_with_their_line(universe, manage, table, row, said):
    ended = manage("generate_register", "--people", "9", *DAY, *table(row), *IN_ENGLISH)

    assert ended.status == 1
    assert said in ended.err
    assert not Person.objects.exists()


def test_a_second_register_is_refused(universe, manage):
    manage("generate_register", "--people", "5", *DAY)

    ended = manage("generate_register", "--people", "5", *DAY, *IN_ENGLISH)

    assert ended.status == 1
    assert "People are on record in this province already" in ended.err
