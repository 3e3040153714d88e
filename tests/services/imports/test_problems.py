import pytest

from workforce.services.imports.problems import Code, Problem, column_index, column_letter, in_reading_order
from workforce.wording.problems import SENTENCES


def test_every_code_has_a_sentence():
    assert SENTENCES.keys() == set(Code)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (-1, "")])
def test_columns_are_named_as_spreadsheets_name_them(index, letters):
    assert column_index(letters) == index
    assert index < 0 or column_letter(index) == letters


def test_problems_come_in_the_order_of_reading():
    def at(sheet, row, column):
        return Problem(Code.NOT_A_NUMBER, sheet=sheet, row=row, column=column)

    ordered = [at("", 0, ""), at("Hai", 3, "B"), at("Hai", 3, "AA"), at("Hai", 20, "A"), at("Một", 1, "A")]

    assert in_reading_order(reversed(ordered), ["Hai", "Một"]) == ordered
