"""The home of data-entry staff."""

from django.urls import reverse

from tests.universe import user
from tests.web.portal import signed_in


def test_data_entry_staff_start_at_their_work(universe):
    response = signed_in(universe.data_entry).get(reverse("home"))

    assert response.url == reverse("work")


def test_a_missing_report_stands_before_those_that_came(universe):
    clerk = user("data_entry", unit=universe.minh_hoa, username="clerk_of_the_province")

    response = signed_in(clerk).get(reverse("work"))

    assert [each.unit_name for each in response.context["missing"]] == ["Bệnh viện Đa khoa Minh Họa"]
    assert {each.unit_name for each in response.context["sent"]} == {"Trường THPT Hoa Sen", "Trường THPT Hoa Mai"}


def test_reports_of_other_units_are_not_shown(universe):
    clerk = user("data_entry", unit=universe.hospital, username="clerk_of_the_hospital")

    response = signed_in(clerk).get(reverse("work"))

    assert len(response.context["missing"]) == 1
    assert response.context["sent"] == []


def test_the_page_costs_the_same_for_any_number_of_reports(universe, django_assert_num_queries):
    client = signed_in(user("data_entry", username="clerk_of_everything"))

    with django_assert_num_queries(6):
        client.get(reverse("work"))
