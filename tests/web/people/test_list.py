"""The list of people: what it finds, what it costs, and what it gives away."""

from datetime import date

import pytest
from django.urls import reverse

from tests.universe import on_record, post_of, user
from tests.web.lists import (
    as_xlsx,
    assert_cells_stay_text,
    assert_empty_list_says_so,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
    column,
)
from tests.web.portal import signed_in
from workforce.models import AuditEvent, Person
from workforce.models.people import SENSITIVE_FIELDS
from workforce.web.people import list as page

PEOPLE = "/people/"


def add(universe, name, number=0, unit=None, **facts):
    facts = {"birth_date": date(1980, 1, 1), "sex": "female", **facts}
    return on_record(name, facts, post_of(unit or universe.hoa_sen, date(2020, 1, 1)), diplomas={})


def names(client, **parameters):
    return column(client, PEOPLE, "full_name", **parameters)


def test_the_list_costs_the_same_for_one_and_for_many(universe, people):
    assert_same_number_of_queries(
        signed_in(universe.data_entry), PEOPLE, lambda number: add(universe, f"Hồ Văn {number}")
    )


def test_the_list_sorts_and_exports(universe, people):
    client = signed_in(universe.data_admin)

    assert_sorts_by_every_column(client, PEOPLE)
    assert_exports_what_it_shows(client, PEOPLE)


def test_exported_cells_stay_text(universe, people):
    assert_cells_stay_text(
        signed_in(universe.data_admin),
        PEOPLE,
        lambda text, number: Person.objects.filter(pk=add(universe, f"Hồ Văn {number}").pk).update(full_name=text),
    )


def test_people_stand_in_the_order_of_their_given_names(universe, people):
    assert names(signed_in(universe.data_admin)) == [
        "Phạm Quốc Bình",
        "Trần Văn Đức",
        "Lê Thị Hoa",
        "Nguyễn Thị Lan",
    ]


def test_only_people_of_the_own_units_are_found(universe, people):
    client = signed_in(universe.data_entry)

    assert names(client) == ["Trần Văn Đức", "Nguyễn Thị Lan"]
    assert names(client, q="hoa") == names(client, q="vo minh tuan", status="all") == []
    assert client.get(PEOPLE, {"unit": "truong-hoa-mai"}).status_code == 404


def test_a_unit_shows_everybody_below_it(universe, people):
    client = signed_in(universe.data_admin)

    assert names(client, unit="so-giao-duc") == ["Trần Văn Đức", "Lê Thị Hoa", "Nguyễn Thị Lan"]
    assert names(client, unit="Trường THPT Hoa Mai") == ["Lê Thị Hoa"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"status": "left"}, ["Vũ Thị Mai"]),
        ({"status": "all", "q": "thi"}, ["Lê Thị Hoa", "Nguyễn Thị Lan", "Vũ Thị Mai"]),
        ({"category": "civil_servant"}, []),
        ({"category": "cbccvc", "q": "duc"}, ["Trần Văn Đức"]),
        ({"leadership": "leader"}, ["Trần Văn Đức"]),
        ({"education": "postgraduate"}, ["Trần Văn Đức", "Nguyễn Thị Lan"]),
        ({"education": "masters"}, ["Nguyễn Thị Lan"]),
        ({"retires": "2034"}, ["Trần Văn Đức"]),
        ({"missing": "religion", "unit": "truong-hoa-sen"}, ["Trần Văn Đức"]),
        ({"due": "retirement"}, []),
        ({"age_from": "50"}, ["Trần Văn Đức"]),
        ({"age_to": "40"}, ["Lê Thị Hoa"]),
    ],
)
def test_filters_narrow_the_list(universe, people, parameters, expected):
    assert names(signed_in(universe.data_admin), **parameters) == expected


@pytest.mark.parametrize("parameters", [{"age_from": "x"}, {"category": "nothing"}, {"status": "dead"}])
def test_a_filter_that_cannot_be_read_finds_nobody_and_says_so(universe, people, parameters):
    response = signed_in(universe.data_admin).get(PEOPLE, parameters)

    assert list(response.context["table"].rows) == []
    assert response.context["form"].errors


def test_a_list_without_anybody_says_so(universe, people):
    assert_empty_list_says_so(signed_in(universe.data_admin), PEOPLE + "?q=khong+co+ai")


def test_files_hold_no_sensitive_field_and_keep_zeros(universe, people):
    sheet = as_xlsx(signed_in(universe.data_admin), PEOPLE, q="lan")
    cells = {str(cell.value): cell.data_type for cell in sheet[1]}

    assert cells["001185000001"] == "s"
    assert not SENSITIVE_FIELDS & set(page.PersonTable.base_columns)
    assert not {"Kinh", "Không tôn giáo", "19/05/2012"} & set(cells)


def test_taking_the_list_away_is_recorded_with_filter_and_rows(universe, people):
    signed_in(universe.data_admin).get(PEOPLE, {"education": "postgraduate", "export": "csv"})

    event = AuditEvent.objects.get(action="export")
    assert event.details == {"rows": 2, "query": {"education": "postgraduate", "export": "csv"}}


def test_looking_for_an_identity_number_is_recorded_and_for_a_name_is_not(universe, people):
    client = signed_in(universe.data_admin)

    client.get(PEOPLE, {"q": "lan"})
    assert not AuditEvent.objects.filter(action="view").exists()

    client.get(PEOPLE, {"q": "0011"})
    assert AuditEvent.objects.get(action="view").details == {"query": {"q": "0011"}}


def test_more_people_than_a_file_may_hold_are_not_given_away(universe, people, monkeypatch):
    monkeypatch.setattr(page, "EXPORTED_AT_MOST", 3)

    response = signed_in(universe.data_admin).get(PEOPLE, {"export": "xlsx", "status": "in_service"})

    assert response.url == f"{PEOPLE}?status=in_service"
    assert not AuditEvent.objects.filter(action="export").exists()


def test_an_executive_sees_people_only_by_a_grant(universe, people):
    client = signed_in(universe.executive)
    assert client.get(PEOPLE).status_code == 403

    universe.executive.may_see_people = True
    universe.executive.save()

    assert len(names(client)) == 4
    assert reverse("person_new") not in client.get(PEOPLE).content.decode()


def test_a_year_is_shown_without_a_thousands_separator(universe, people):
    assert ">1985<" in signed_in(universe.data_entry).get(PEOPLE).content.decode()


def test_somebody_without_a_unit_sees_everybody(universe, people):
    assert len(names(signed_in(user("data_admin", username="everything")))) == 5
