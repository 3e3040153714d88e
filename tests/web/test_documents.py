from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.universe import clause, document
from tests.web.lists import (
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import address, figure, signed_in, target_of

DOCUMENTS = "/documents/"


def another(number, **fields):
    made = document(f"document-{number}", number=f"{number}-NQ/TU", issued_on=date(2020, 1, 1 + number % 28), **fields)
    clause(f"document-{number}-1", document=made)
    return made


def test_the_list_costs_the_same_for_one_and_for_many(universe):
    another(100)

    assert_same_number_of_queries(signed_in(universe.executive), DOCUMENTS, another)


def test_the_list_sorts_and_exports(portal):
    another(1)
    client = signed_in(portal.universe.executive)

    assert_sorts_by_every_column(client, DOCUMENTS)
    assert_exports_what_it_shows(client, DOCUMENTS)


def test_dates_of_issue_sort_as_dates(universe):
    for number in [5, 20, 11]:
        another(number)

    shown = column(signed_in(universe.executive), DOCUMENTS, "issued_on", sort="issued_on")

    assert shown == ["06/01/2020", "12/01/2020", "21/01/2020"]


def test_exported_cells_stay_text(universe):
    assert_cells_stay_text(
        signed_in(universe.executive), DOCUMENTS, lambda text, number: another(number, name_vi=text, name_en=text)
    )


def test_an_empty_list_says_so(universe):
    assert_empty_list_says_so(signed_in(universe.executive), DOCUMENTS)


def test_the_list_finds_without_accents(portal):
    client = signed_in(portal.universe.executive)

    assert len(column(client, DOCUMENTS, "name", q="nghi quyet")) == 1
    assert column(client, DOCUMENTS, "name", q="kế hoạch") == []


def test_a_document_shows_its_clauses_figures_and_targets(portal):
    content = signed_in(portal.universe.executive).get(address("document", portal)).content.decode()

    for shown in [portal.clause.text, portal.figure.name_vi, portal.target.name_vi, "badge-word"]:
        assert shown in content


def test_a_document_costs_the_same_for_one_and_for_many_clauses(portal, django_assert_num_queries):
    client = signed_in(portal.universe.executive)
    url = address("document", portal)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(10):
        sentence = clause(f"more-{number}", document=portal.document)
        figure(f"more-{number}", sentence, portal.indicator, portal.universe.minh_hoa)
        target_of(sentence, portal.indicator, portal.universe.minh_hoa, f"more-{number}")

    with django_assert_num_queries(len(few)):
        client.get(url)


def test_an_unknown_document_does_not_exist(universe):
    assert signed_in(universe.executive).get("/documents/nothing/").status_code == 404
