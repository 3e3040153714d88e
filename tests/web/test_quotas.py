"""Posts assigned, people present and what is vacant."""

from datetime import date

import pytest
from django.urls import reverse

from tests.universe import document, value
from tests.web.lists import assert_exports_what_it_shows, assert_same_number_of_queries, assert_sorts_by_every_column
from tests.web.portal import signed_in
from workforce.models import AuditEvent, StaffingQuota

QUOTAS = "/quotas/"


def quota(unit, posts, category="public_employee", **fields):
    facts = {"valid_from": date(2026, 1, 1), "source": "12/QĐ-UBND"} | fields
    return StaffingQuota.objects.create(unit=unit, category=value("category", category), posts=posts, **facts)


def cells(client, unit_name, **parameters):
    table = client.get(QUOTAS, parameters).context["table"]
    return [row.record for row in table.rows if row.record["unit"] == unit_name]


def test_present_people_are_taken_from_posts(universe, people):
    quota(universe.hoa_sen, 5)

    [row] = cells(signed_in(universe.executive), "Trường THPT Hoa Sen", as_of="2026-11-22")

    assert (row["assigned"], row["present"], row["vacant"]) == (5, 2, 3)
    assert (row["decision"], row["validity"]) == ("12/QĐ-UBND", "01/01/2026")


def test_more_people_than_posts_are_less_than_none_vacant(universe, people):
    quota(universe.hoa_sen, 1)

    content = signed_in(universe.executive).get(QUOTAS, {"unit": "truong-hoa-sen"}).content.decode()

    assert "−1" in content


def test_people_without_a_quota_have_no_vacancy(universe, people):
    [row] = cells(signed_in(universe.executive), "Trường THPT Hoa Mai")

    assert (row["assigned"], row["present"], row["vacant"]) == (None, 1, None)


def test_where_the_register_does_not_hold_everybody_nobody_present_is_no_answer(universe):
    quota(universe.hospital, 10)

    [row] = cells(signed_in(universe.executive), "Bệnh viện Đa khoa Minh Họa")

    assert (row["present"], row["vacant"]) == (None, None)


def test_only_who_sees_people_is_led_to_them(universe, people):
    [row] = cells(signed_in(universe.data_admin), "Trường THPT Hoa Mai")
    assert signed_in(universe.data_admin).get(row["people"]).context["count"] == row["present"]

    [row] = cells(signed_in(universe.executive), "Trường THPT Hoa Mai")
    assert row["people"] is None


def test_quotas_of_other_units_are_not_shown(universe):
    quota(universe.hospital, 10)
    quota(universe.foreign_department, 10)

    assert cells(signed_in(universe.data_entry), "Bệnh viện Đa khoa Minh Họa") == []
    assert signed_in(universe.data_entry).get(QUOTAS, {"unit": "benh-vien"}).status_code == 404


def test_the_list_sorts_and_exports(universe, people):
    quota(universe.hoa_sen, 5)
    client = signed_in(universe.data_admin)

    assert_sorts_by_every_column(client, QUOTAS)
    assert_exports_what_it_shows(client, QUOTAS)


def test_the_list_costs_the_same_for_one_and_for_many(universe, people):
    codes = ["cadre", "civil_servant", "contract_111", "expert_contract"]
    units = [universe.hoa_sen, universe.hoa_mai, universe.hospital, universe.education_department, universe.minh_hoa]
    cells_to_fill = [(unit, code) for unit in units for code in codes]

    assert_same_number_of_queries(
        signed_in(universe.data_admin),
        QUOTAS,
        lambda number: quota(*[cells_to_fill[number][0], 3, cells_to_fill[number][1]]),
    )


def post(client, unit="truong-hoa-sen", **fields):
    given = {"category": "public_employee", "posts": "7", "valid_from": "01/07/2026", "source": "34/QĐ-UBND"}
    return client.post(f"{reverse('quota_set')}?unit={unit}", given | fields)


def test_a_new_decision_ends_the_one_before(universe):
    before = quota(universe.hoa_sen, 5)

    response = post(signed_in(universe.data_admin))

    assert response.url == f"{QUOTAS}?unit=truong-hoa-sen"
    before.refresh_from_db()
    assert before.valid_to == date(2026, 7, 1)
    assert StaffingQuota.objects.get(posts=7).source == "34/QĐ-UBND"
    assert AuditEvent.objects.filter(action="change", actor=universe.data_admin).exists()


@pytest.mark.parametrize("fields", [{"source": ""}, {"posts": "-1"}, {"posts": "x"}, {"valid_from": "2026"}])
def test_a_decision_that_cannot_be_stored_is_said_so(universe, fields):
    response = post(signed_in(universe.data_admin), **fields)

    assert response.context["form"].errors
    assert not StaffingQuota.objects.exists()


def test_only_documents_of_the_own_scope_are_offered(universe):
    document("mine", unit=universe.minh_hoa)
    document("theirs", unit=universe.gia_dinh)

    form = signed_in(universe.data_admin).get(f"{reverse('quota_set')}?unit=minh-hoa").context["form"]

    assert [each.code for each in form.fields["document"].queryset] == ["mine"]


def test_a_unit_outside_the_scope_gets_no_decision(universe):
    assert post(signed_in(universe.data_admin), unit="gia-dinh").status_code == 404
    assert not StaffingQuota.objects.exists()
