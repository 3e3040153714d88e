from datetime import date

from tests.universe import clause, document
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import figure, signed_in

FIGURES = "/figures/"


def another(portal, number, **fields):
    sentence = clause(f"figure-{number}", document=document(f"figure-{number}", number=f"{number}-BC"))
    return figure(f"figure-{number}", sentence, portal.indicator, portal.universe.minh_hoa, **fields)


def test_the_list_costs_the_same_for_one_and_for_many(portal):
    assert_same_number_of_queries(signed_in(portal.universe.executive), FIGURES, lambda number: another(portal, number))


def test_the_list_sorts_and_exports(portal):
    another(portal, 1, as_of=None, value=None, value_words_vi="khoảng một nửa", value_words_en="about half")
    another(portal, 2, is_derived=True, formula="40,1 − 5,1", as_of=date(2020, 12, 31))
    client = signed_in(portal.universe.executive)

    assert_sorts_by_every_column(client, FIGURES)
    assert_exports_what_it_shows(client, FIGURES)


def test_values_sort_as_numbers(portal):
    for value in [3, 100]:
        another(portal, value, value=value)

    shown = column(signed_in(portal.universe.executive), FIGURES, "value", sort="value")

    assert [each.split()[0] for each in shown] == ["3", "20", "100"]


def test_a_figure_keeps_the_decimals_of_its_source(portal):
    another(portal, 1, value="8.6", decimals=1)
    another(portal, 2, value="71.60", decimals=2)
    another(portal, 3, value=12770, measure="people")
    executive = portal.universe.executive

    assert {"8,6 %", "71,60 %", "12.770"} <= {text.replace("\xa0", " ") for text in shown_values(executive, "vi")}
    assert {"8.6 %", "71.60 %", "12,770"} <= {text.replace("\xa0", " ") for text in shown_values(executive, "en")}


def shown_values(user, language):
    return column(signed_in(user, language), FIGURES, "value")


def test_a_derived_figure_is_called_derived_with_its_formula(portal):
    another(portal, 1, is_derived=True, formula="40,1 − 5,1")

    (status,) = column(signed_in(portal.universe.executive), FIGURES, "status", q="1-BC")

    assert "40,1 − 5,1" in status


def test_exported_cells_stay_text(portal):
    assert_cells_stay_text(
        signed_in(portal.universe.executive), FIGURES, lambda text, number: another(portal, number, name_vi=text)
    )


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.executive), FIGURES)
