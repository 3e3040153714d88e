"""Finding people by the beginnings of words and numbers."""

import pytest

from tests.universe import on_record, post_of, value
from workforce.models import Person
from workforce.queries import people as queries
from workforce.queries.people import people_like, values_under


def found(text, units=None):
    people, to_count = people_like(Person.objects.all(), text, units)
    names = set(people.values_list("full_name", flat=True))
    assert to_count.count() == len(names)
    return names


def add(universe, name, **facts):
    start = post_of(universe.hospital, universe.snapshot.as_of)
    return on_record(name, {"birth_date": universe.snapshot.as_of.replace(year=1980), **facts}, start, diplomas={})


@pytest.mark.parametrize(
    "text",
    ["Đức", "duc", "ĐỨC", "Ðức", "tran van duc", "duc tran", "tr du", "d v"],
)
def test_every_word_is_matched_at_its_beginning_without_accents_or_order(people, text):
    assert found(text) == {"Trần Văn Đức"}


@pytest.mark.parametrize("text", ["hòa", "hoà", "hoa"])
def test_the_place_of_the_tone_does_not_matter(universe, people, text):
    add(universe, "Đỗ Thị Hòa")

    assert "Đỗ Thị Hòa" in found(text)


@pytest.mark.parametrize("text", ["uc", "an", "duc x", "?", "…"])
def test_the_middle_of_a_word_finds_nobody(people, text):
    assert found(text) == set()


def test_nothing_typed_finds_everybody(people):
    assert len(found("")) == len(found("  ")) == Person.objects.count()


def test_a_number_finds_by_the_beginning_of_the_identity_number(people):
    assert found("0011") == {"Nguyễn Thị Lan"}
    assert found("001072000002") == {"Trần Văn Đức"}
    assert found("185000001") == set()


def test_a_name_and_a_number_have_to_fit_both(people):
    assert found("lan 001") == {"Nguyễn Thị Lan"}
    assert found("duc 0011") == set()


def test_another_name_is_found_as_well(universe, people):
    add(universe, "Hồ Văn Nam", other_name="Bảy Thợ")

    assert found("bay tho") == {"Hồ Văn Nam"}


def test_units_narrow_what_is_found(universe, people):
    assert found("t", {universe.hoa_sen.pk}) == {"Nguyễn Thị Lan", "Trần Văn Đức", "Vũ Thị Mai"}
    assert found("", {universe.hoa_mai.pk}) == {"Lê Thị Hoa"}
    assert found("", set()) == set()


@pytest.mark.parametrize("text", ["", "t", "th", "duc", "thi h", "le thi hoa", "xyz", "001", "lan 001", "v d"])
@pytest.mark.parametrize("scoped", [False, True])
def test_a_frequent_word_finds_the_same_people_as_a_rare_one(universe, people, monkeypatch, text, scoped):
    units = {universe.hoa_sen.pk, universe.hoa_mai.pk} if scoped else None
    few = found(text, units)

    monkeypatch.setattr(queries, "CAP", 0)

    assert found(text, units) == few


def test_a_long_search_is_cut_and_answers(people):
    assert found("a " * 500) == set()


def test_a_level_stands_for_everything_below_it(code_lists):
    below = values_under(value("education", "postgraduate"))

    assert set(below) == {value("education", code).pk for code in ["postgraduate", "doctorate", "masters"]}
