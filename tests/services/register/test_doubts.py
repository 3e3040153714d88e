"""Doubts by the rules alone, about forms, about stored records, and in words."""

from datetime import date

import pytest
from django.utils.translation import override

from tests.services.register.forms import ON, diploma
from tests.universe import post_of, unit, value
from workforce.models import Reorganisation, ReorganisationLink, UnitVersion
from workforce.services.register.doubt_rules import (
    AwardFacts,
    Doubt,
    PostFacts,
    award_doubts,
    facts_doubts,
    leaving_doubts,
    post_doubts,
)
from workforce.services.register.doubts import doubts_of, new_person_doubts, person_doubts, retirement_doubts
from workforce.services.register.people import add_person
from workforce.services.register.posts import transfer
from workforce.wording.people import DOUBTS, doubt

BORN = date(1985, 3, 8)
TODAY = date(2026, 11, 21)
RETIRES = date(2045, 3, 31)  # a woman born on that day


def codes(doubts):
    return [each.code for each in doubts]


def of_posts(*posts, sex="female", birth_date=BORN, today=TODAY):
    return codes(post_doubts(posts, sex=sex, birth_date=birth_date, today=today))


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"identity_number": "001185000001", "sex": "female", "birth_date": BORN}, []),
        ({"identity_number": "001085000001", "sex": "female", "birth_date": BORN}, ["sex_disagrees"]),
        ({"identity_number": "001385000001", "sex": "female", "birth_date": BORN}, ["century_disagrees"]),
        ({"identity_number": "001186000001", "sex": "female", "birth_date": BORN}, ["birth_year_disagrees"]),
        ({"identity_number": "999185000001", "sex": "female", "birth_date": BORN}, ["unknown_province"]),
        ({"birth_date": BORN, "party_joined_on": date(2003, 3, 7)}, ["party_too_young"]),
        ({"birth_date": BORN, "party_joined_on": date(2003, 3, 8)}, []),
        (
            {"party_joined_on": date(2010, 5, 19), "party_official_on": date(2010, 5, 18)},
            ["party_official_before_joining"],
        ),
        ({"birth_date": BORN, "recruited_on": date(2000, 3, 7)}, ["recruited_too_young"]),
        ({"birth_date": None, "recruited_on": date(2000, 3, 7), "identity_number": "", "phone": "1"}, []),
    ],
)
def test_facts_that_contradict_each_other(facts, found):
    assert codes(facts_doubts(**facts)) == found


@pytest.mark.parametrize(
    ("post", "found"),
    [
        (PostFacts(date(2010, 9, 1)), []),
        (PostFacts(date(1984, 9, 1)), ["post_before_birth"]),
        (PostFacts(date(2000, 3, 7)), ["post_too_young"]),
        (PostFacts(date(2000, 3, 8)), []),
        (PostFacts(date(2045, 4, 1)), ["post_after_retirement"]),
        (PostFacts(date(2010, 9, 1), contract_ends_on=date(2026, 11, 20)), ["contract_passed"]),
        (PostFacts(date(2010, 9, 1), contract_ends_on=TODAY), []),
        (PostFacts(date(2010, 9, 1), date(2020, 1, 1), contract_ends_on=date(2015, 1, 1)), []),
        (PostFacts(date(2010, 9, 1), unit_from=date(2010, 9, 2)), ["unit_not_existing"]),
        (PostFacts(date(2010, 9, 1), unit_to=date(2010, 9, 1)), ["unit_not_existing"]),
        (PostFacts(date(2010, 9, 1), unit_to=date(2025, 7, 1)), ["unit_dissolved"]),
        (PostFacts(date(2010, 9, 1), date(2025, 7, 1), unit_to=date(2025, 7, 1)), []),
        (PostFacts(date(2010, 9, 1), unit_to=date(2030, 7, 1)), []),
    ],
)
def test_posts_that_cannot_quite_be(post, found):
    assert of_posts(post) == found


def test_whoever_serves_past_the_day_of_retirement_is_asked_about():
    post = PostFacts(date(2010, 9, 1))

    assert of_posts(post, today=RETIRES) == []
    assert of_posts(post, today=date(2045, 4, 1)) == ["serves_past_retirement"]


@pytest.mark.parametrize(
    ("until", "end_reason", "start", "found"),
    [
        (ON, "transfer", ON, []),
        (ON, "transfer", date(2024, 3, 2), ["gap_between_posts"]),
        (ON, "", date(2024, 5, 1), ["gap_between_posts"]),
        (ON, "resignation", date(2024, 5, 1), []),
        (date(2024, 3, 2), "transfer", ON, ["posts_overlap"]),
    ],
)
def test_one_post_follows_on_the_other(until, end_reason, start, found):
    earlier, later = PostFacts(date(2010, 9, 1), until, end_reason=end_reason), PostFacts(start)

    assert of_posts(later, earlier) == found


def test_a_gap_names_its_first_and_last_day():
    posts = [PostFacts(date(2010, 9, 1), ON), PostFacts(date(2024, 5, 1))]

    (found,) = post_doubts(posts, sex="", birth_date=None, today=TODAY)

    assert (found.row, found.params) == (1, {"since": ON, "until": date(2024, 4, 30)})


def test_posts_beside_the_primary_one_may_overlap():
    assert of_posts(PostFacts(date(2010, 9, 1)), PostFacts(ON, is_primary=False)) == []


@pytest.mark.parametrize(
    ("award", "found"),
    [
        (AwardFacts("Tiến sĩ", date(2009, 3, 7), "doctorate"), ["award_too_young"]),
        (AwardFacts("Tiến sĩ", date(2009, 3, 8), "doctorate"), []),
        (AwardFacts("Thạc sĩ", date(2007, 3, 7), "masters"), ["award_too_young"]),
        (AwardFacts("Cử nhân", date(2005, 3, 7), "university"), ["award_too_young"]),
        (AwardFacts("Cử nhân", date(2005, 3, 8), "university"), []),
        (AwardFacts("Trung cấp", date(2003, 3, 7), "intermediate"), []),
        (AwardFacts("Tin học", date(2000, 3, 7)), ["award_too_young"]),
        (AwardFacts("Cử nhân", date(1980, 1, 1), "university"), ["award_before_birth"]),
        (AwardFacts("Tiến sĩ", None, "doctorate"), []),
    ],
)
def test_awards_too_early_in_life(award, found):
    assert codes(award_doubts([award], birth_date=BORN)) == found
    assert award_doubts([award], birth_date=None) == []


@pytest.mark.parametrize(
    ("on", "early", "found"),
    [
        (date(2045, 4, 1), False, []),
        (RETIRES, False, ["retires_before_the_law"]),
        (RETIRES, True, []),
        (date(2045, 4, 2), False, ["retires_after_the_law"]),
    ],
)
def test_retiring_on_another_day_than_the_laws(on, early, found):
    assert codes(leaving_doubts(sex="female", birth_date=BORN, on=on, early=early)) == found


def test_without_sex_or_birth_the_laws_day_is_unknown():
    assert codes(leaving_doubts(sex="", birth_date=BORN, on=ON)) == ["retirement_unknown"]
    assert codes(leaving_doubts(sex="female", birth_date=None, on=ON)) == ["retirement_unknown"]


@pytest.mark.django_db
def test_a_form_is_asked_about_before_it_is_saved(universe, people):
    found = new_person_doubts(
        facts={"full_name": "Nguyen Thi Lan", "birth_date": BORN, "identity_number": "", "sex": "female"},
        post=post_of(universe.hoa_sen, date(1999, 9, 1), valid_to=None),
        awards=[{"diploma": diploma("doctorate"), "awarded_on": date(2004, 1, 1), "awarded_precision": "year"}],
        certificates=[{"value": value("it", "it_certificate"), "awarded_on": date(1984, 1, 1)}],
        by=universe.data_entry,
    )

    assert codes(found) == ["duplicate", "post_too_young", "award_too_young", "award_before_birth"]
    assert found[2].params == {"award": diploma("doctorate").name, "age": 19, "usual": 24}


@pytest.mark.django_db
def test_of_a_duplicate_elsewhere_no_name_is_told(universe, people):
    facts = {"full_name": "Lê Thị Hoa", "birth_date": date(1990, 10, 10), "birth_precision": "day"}

    found = person_doubts(person=people.lan, facts=facts | {"identity_number": ""}, by=universe.data_entry)

    assert found == [Doubt("duplicate_elsewhere", "full_name")]


@pytest.mark.django_db
def test_a_record_is_no_duplicate_of_itself(universe, people):
    assert person_doubts(person=people.lan, facts={"phone": "1"}, by=universe.data_entry) == []


@pytest.mark.django_db
def test_the_named_people_raise_no_doubts(people):
    for person in vars(people).values():
        assert [each for each in doubts_of(person, today=TODAY) if each and isinstance(each[0], Doubt)] == []


@pytest.mark.django_db
def test_a_stored_record_is_doubted_row_by_row(universe, people):
    person = add_person(
        facts={"full_name": "Đỗ Thị Hạnh", "birth_date": date(2000, 1, 1)},
        post=post_of(universe.hoa_sen, date(2018, 1, 1), contract_ends_on=date(2020, 1, 1)),
        awards=[
            {"diploma": diploma("bachelor"), "awarded_on": date(2022, 1, 1)},
            {"diploma": diploma("specialist_2"), "awarded_on": date(2023, 1, 1)},
        ],
        by=None,
    )

    found = doubts_of(person, today=TODAY)

    assert codes(found.posts) == ["contract_passed"]
    assert [(each.code, each.row, each.params["usual"]) for each in found.qualifications] == [
        ("award_too_young", 1, 24)
    ]


@pytest.mark.django_db
def test_a_dissolved_unit_is_doubted_unless_one_successor_takes_its_people(universe, people):
    end = date(2025, 7, 1)
    UnitVersion.objects.filter(unit=universe.hospital).update(valid_to=end)
    assert codes(doubts_of(people.binh, today=TODAY).posts) == ["unit_dissolved"]

    event = Reorganisation.objects.create(code="merger", kind="merge", effective_on=end)
    heir = unit("benh-vien-moi", "Bệnh viện mới", parent=universe.minh_hoa, valid_from=end)
    ReorganisationLink.objects.create(reorganisation=event, predecessor=universe.hospital, successor=heir)
    assert codes(doubts_of(people.binh, today=TODAY).posts) == []

    ReorganisationLink.objects.create(reorganisation=event, predecessor=universe.hospital, successor=universe.hoa_sen)
    assert codes(doubts_of(people.binh, today=TODAY).posts) == ["unit_dissolved"]


@pytest.mark.django_db
def test_a_transfer_to_a_unit_that_is_not_there_yet_is_doubted(universe, people):
    later = unit("truong-moi", "Trường mới", parent=universe.minh_hoa, valid_from=date(2025, 1, 1))
    transfer(person=people.lan, version=1, on=ON, unit=later, by=None)

    assert codes(doubts_of(people.lan, today=TODAY).posts) == ["unit_not_existing"]


@pytest.mark.django_db
def test_the_day_of_the_law_is_asked_of_the_record(people):
    assert codes(retirement_doubts(person=people.lan, on=ON)) == ["retires_before_the_law"]


EXAMPLES = {"age": 14, "usual": 15, "day": ON, "since": ON, "until": ON, "award": "Tiến sĩ", "name": "Lan"}


@pytest.mark.parametrize("code", DOUBTS)
def test_each_doubt_has_its_words(code):
    words = doubt(Doubt(code, params=EXAMPLES))

    assert "%" not in words
    assert words.endswith(".")


def test_a_doubt_says_age_and_threshold():
    found = award_doubts([AwardFacts("Tiến sĩ", date(2004, 12, 31), "doctorate")], birth_date=BORN)

    with override("en"):
        assert doubt(found[0]) == (
            "Tiến sĩ at the age of 19; we ask below 24. Check the date of the award and the date of birth."
        )
