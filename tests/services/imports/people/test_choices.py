"""Which column of a list of people is what, as the sender says and as the cells look."""

import pytest

from tests.files import xlsx
from tests.services.imports.people.files import AN, BINH, HOA_SEN, checked, codes, row
from workforce.services.imports.people.confirming import check_again, confirm, keep
from workforce.services.imports.people.headings import COLUMNS
from workforce.services.imports.problems import Severity
from workforce.services.imports.understood import How
from workforce.wording.import_columns import FIELDS

pytestmark = pytest.mark.any_engine

STRANGE = ["TT", "Người", "Chào đời", "G", "Mã", "Chỗ làm", "Loại"]
SAID = {"B": "full_name", "C": "birth_date", "D": "sex", "E": "identity_number", "F": "unit"}
PEOPLE = [
    [1, "Nguyễn Văn An", "05/06/1980", "Nam", AN, HOA_SEN, "Viên chức"],
    [2, "Trần Thị Bình", "07/08/1985", "Nữ", BINH, HOA_SEN, "Viên chức"],
]


def strange(*more):
    return xlsx([STRANGE, *PEOPLE], sheet="Danh sách", more=more)


def settled(**choice):
    return {"Danh sách": choice}


def proposals(result):
    return {each.column: each.params["meaning"] for each in result.problems if each.code == "looks_like"}


def test_columns_are_read_as_chosen(universe):
    result = checked(universe, strange(), choices=settled(columns=SAID))

    assert not result.has_errors
    assert [(said.name, said.identity_number) for said in result.people] == [
        ("Nguyễn Văn An", AN),
        ("Trần Thị Bình", BINH),
    ]


def test_without_a_word_nobody_is_read_and_the_cells_say_what_they_look_like(universe):
    result = checked(universe, strange(), choices=settled(heading_row=1))

    assert "missing_column" in codes(result)
    assert result.people == []
    assert proposals(result) == {
        "B": "full_name",
        "C": "birth_date",
        "D": "sex",
        "E": "identity_number",
        "F": "unit",
    }


def test_columns_settled_by_hand_are_known_in_the_next_file(universe):
    first = checked(universe, strange(), choices=settled(columns=SAID))
    confirm(batch=keep(first), by=universe.data_admin)

    second = checked(universe, strange())

    assert not second.has_errors
    assert {each.letter: each.how for each in second.read[0].columns}["B"] is How.REMEMBERED
    assert "columns_remembered" in codes(second, Severity.NOTICE)


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"columns": {"B": "shoe_size"}}, "chosen_meaning_unknown"),
        ({"columns": {"XFD": "sex"}}, "chosen_column_outside"),
        ({"heading_row": 400}, "chosen_row_outside"),
    ],
)
def test_a_choice_that_cannot_be_followed_is_a_problem_in_words(universe, choice, problem):
    assert problem in codes(checked(universe, strange(), choices=settled(**choice)))


def test_the_choices_are_kept_with_the_file(universe):
    batch = keep(checked(universe, strange(), choices=settled(columns=SAID)))

    assert not check_again(batch, universe.data_admin).has_errors


def test_a_field_of_another_part_is_no_meaning_here(universe):
    content = xlsx([STRANGE, *PEOPLE], sheet="Danh sách")

    result = checked(universe, content, choices=settled(columns=SAID | {"G": "level"}))

    assert "chosen_meaning_unknown" in codes(result)


def test_a_list_of_words_is_no_list_of_people_unless_somebody_says_so(universe):
    rows = [list(row()), list(row().values())]
    content = xlsx(rows, sheet="Danh mục")

    left, taken = checked(universe, content), checked(universe, content, choices={"Danh mục": {"used": True}})

    assert codes(left) == ["no_table"]
    assert [said.name for said in taken.people] == ["Nguyễn Văn An"]


def test_a_copied_sheet_is_one_error(universe):
    result = checked(
        universe, xlsx([list(row()), list(row().values())], more=[("Bản 2", [list(row()), list(row().values())])])
    )

    assert codes(result) == ["copied_sheet"]


def test_shifted_headings_are_stopped(universe):
    headings, cells = list(row()), list(row().values())

    for shifted in ([None, *headings], headings[1:]):
        assert checked(universe, xlsx([shifted, cells], sheet="Danh sách")).has_errors


def test_every_field_has_a_name_that_stands_for_it_alone():
    for part, fields in COLUMNS.items():
        names = [str(FIELDS[field]) for field in fields]
        assert len(set(names)) == len(names), part
