import unicodedata
from itertools import pairwise, permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workforce.vietnam.text import clean, compare_key, person_sort_key, search_key, sort_key

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper()), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
PAIRS_OF_SPELLINGS = [
    ("hòa", "hoà"),
    ("Thủy", "thuỷ"),
    ("khỏe", "khoẻ"),
    ("Quý", "Qúy"),
    ("Ðỗ", "Đỗ"),
    ("ðỗ", "ĐỖ"),
    ("Thừa Thiên - Huế", "Thừa Thiên Huế"),
    ("H'Mông", "H’Mông"),
    ("Khánh\u00a0Hòa ", "KHÁNH  HOÀ"),
    ("Tổng số (người)", "tổng số: người"),
]
DIFFERENT_NAMES = [
    ("Hạnh", "Hanh"),
    ("Lý", "Lí"),
    ("Đình", "Dình"),
    ("má", "mà"),
    ("ma", "mâ"),
    ("Văn hóa và Thể thao", "Văn hóa & Thể thao"),
    ("Tỷ lệ", "Tỷ lệ %"),
]


def test_clean_composes_and_trims():
    assert clean(unicodedata.normalize("NFD", " Nguyễn\u00a0 Thị\tHường\u200b\n")) == "Nguyễn Thị Hường"


def test_clean_joins_a_letter_and_a_tone_parted_by_an_invisible_character():
    assert clean("e\u200b\u0301") == "é"


def test_clean_removes_soft_hyphens_and_byte_order_marks():
    assert clean("\ufeffNghị\u00ad quyết") == "Nghị quyết"


def test_clean_writes_the_vietnamese_letter_for_the_icelandic_one():
    assert clean("\u00d0ỗ") == "\u0110ỗ"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(("one", "other"), PAIRS_OF_SPELLINGS)
def test_spellings_of_one_name_compare_equal(one, other):
    assert compare_key(one) == compare_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NAMES)
def test_different_names_compare_different(one, other):
    assert compare_key(one) != compare_key(other)


@given(names)
@example("Thuở Quá Giờ")
def test_composed_and_decomposed_names_compare_equal(name):
    assert compare_key(unicodedata.normalize("NFD", name)) == compare_key(name)


@given(names | st.text())
def test_the_key_of_a_key_is_the_key(name):
    assert compare_key(compare_key(name)) == compare_key(name)


def test_search_finds_accented_names_from_plain_letters():
    assert search_key("Đặng Thị Thuỳ Hường") == "dang thi thuy huong"


@given(names)
def test_search_keys_of_vietnamese_are_plain_letters(name):
    assert set(search_key(name)) <= set("abcdefghijklmnopqrstuvwxyz ")


@pytest.mark.parametrize(
    "ordered",
    [
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An", "Ánh", "Ăn", "Ân"],
        ["Dương", "Đặng"],
        ["An", "Ánh", "Ân", "Dũng", "Đào", "Em", "Ê"],
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế"],
        ["An", "An Bình", "Anh"],
        ["Phòng 1", "Phòng A"],
    ],
)
def test_titles_sort_by_the_vietnamese_alphabet_then_by_tone(ordered):
    assert all(a < b for a, b in pairwise(map(sort_key, ordered)))


def test_tone_decides_only_when_all_letters_agree():
    assert sort_key("Hạ Bình") < sort_key("Hà Chi")


@pytest.mark.parametrize(("one", "other"), PAIRS_OF_SPELLINGS)
def test_spellings_of_one_name_sort_together(one, other):
    assert sort_key(one) == sort_key(other)


@given(names, names)
def test_names_that_sort_together_compare_equal(one, other):
    assert (sort_key(one) == sort_key(other)) == (compare_key(one) == compare_key(other))


@given(st.text(), st.text())
@example("\u0300", "a \u0301")
def test_sort_keys_are_digits_so_that_any_collation_agrees(one, other):
    assert set(sort_key(one) + person_sort_key(other)) <= set("0123456789")


def test_people_sort_by_given_name_then_family_name_then_middle_name():
    ordered = [
        "Trần Thị An",
        "Lê Văn Anh",
        "Nguyễn Bảo Anh",
        "Nguyễn Văn Anh",
        "Đặng Thị Ánh",
        "Phạm Văn Ân",
        "Dương Văn Dũng",
        "Đặng Văn Dũng",
        "Bùi Thị Đào",
    ]
    assert all(a < b for a, b in pairwise(map(person_sort_key, ordered)))


def test_the_tone_of_a_given_name_outweighs_the_family_name():
    assert person_sort_key("Vũ Thị Hà") < person_sort_key("An Thị Hạ")


def test_a_single_word_sorts_as_a_given_name():
    ordered = ["Anh", "Lê Anh", "Lê Bình"]
    assert all(a < b for a, b in pairwise(map(person_sort_key, ordered)))


def test_an_empty_name_sorts_first():
    assert person_sort_key("") < person_sort_key("An")


@given(names, names, names)
def test_people_order_by_the_three_parts_of_the_name(family, middle, given_name):
    parts = [part.split()[0] for part in (family, middle, given_name)]
    people = {" ".join(order): [sort_key(order[i]) for i in (2, 0, 1)] for order in permutations(parts)}
    assert sorted(people, key=person_sort_key) == sorted(people, key=people.get)
