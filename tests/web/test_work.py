"""The home of data-entry staff."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.queries.registered import person, post
from tests.universe import unit, user
from tests.web.portal import signed_in
from workforce.models import AuditEvent, Draft
from workforce.services.audit import record


def work(client):
    return client.get(reverse("work")).context


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


def test_each_count_of_what_is_missing_leads_to_a_list_as_long(universe, people):
    client = signed_in(universe.data_entry)

    gaps = work(client)["gaps"]

    assert gaps
    for field, _label, count in gaps:
        listed = client.get(reverse("people"), {"missing": field}).context["table"].paginator.count
        assert listed == count, field


def test_notices_of_retirement_that_are_due_are_marked(universe):
    today = timezone.localdate()
    ages = {"due": today.replace(year=today.year - 61, day=1), "later": date(1990, 1, 1)}
    due = person(posts=[post(universe.hoa_sen)], sex="male", birth_date=ages["due"], today=today)
    person(posts=[post(universe.hoa_sen)], sex="male", birth_date=ages["later"], today=today)

    context = work(signed_in(universe.data_entry))

    assert [each.person for each in context["retirements"]] == [due]
    assert context["counts"]["retirement"] == 1


def test_ending_contracts_and_dissolved_units_are_of_the_own_units(universe):
    today = timezone.localdate()
    ending = {"contract_ends_on": today + timedelta(days=30)}
    dissolved = unit("giai-the", "Tổ đã giải thể", parent=universe.hoa_sen, valid_to=date(2025, 7, 1))
    mine = person(posts=[post(universe.hoa_sen, **ending)], today=today)
    person(posts=[post(universe.hospital, **ending)], today=today)
    person(posts=[post(dissolved)], today=today)

    context = work(signed_in(universe.data_entry))

    assert [each.person for each in context["contracts"]] == [mine]
    assert context["counts"]["contract"] == 1
    assert context["counts"]["dissolved"] == 1


def test_a_number_that_contradicts_the_record_is_to_be_checked(universe):
    wrong = person(
        posts=[post(universe.hoa_sen)], sex="male", birth_date=date(1985, 1, 1), identity_number="001185000001"
    )
    person("Lê Văn Đúng", posts=[post(universe.hoa_sen)], sex="male", identity_number="001085000001")

    [(found, doubts)] = work(signed_in(universe.data_entry))["doubtful"]

    assert found == wrong
    assert len(doubts) == 1


def test_drafts_lead_back_to_their_forms(universe, people):
    lan = people.lan.pk
    for form in ["person:new", f"person:{lan}", f"person:{lan}:void", "other"]:
        Draft.objects.create(user=universe.data_entry, form=form, data={})
    Draft.objects.create(user=universe.data_admin, form="person:new", data={})

    addresses = {draft.form: address for draft, address in work(signed_in(universe.data_entry))["drafts"]}

    assert addresses == {
        "person:new": f"{reverse('person_new')}?draft=use",
        f"person:{lan}": f"{reverse('person_edit', args=[lan])}?draft=use",
        f"person:{lan}:void": reverse("person", args=[lan]),
        "other": "",
    }


def test_the_records_changed_last_are_the_own_ones_each_once(universe, people):
    for one, by in [
        (people.lan, universe.data_entry),
        (people.duc, universe.data_entry),
        (people.lan, universe.data_entry),
        (people.mai, universe.data_admin),
        (people.hoa, universe.data_entry),
    ]:
        record(actor=by, action=AuditEvent.Action.CHANGE, object=one, subject=one.subject)
    record(actor=universe.data_entry, action=AuditEvent.Action.VIEW, object=people.mai, subject=people.mai.subject)

    recent = work(signed_in(universe.data_entry))["recent"]

    assert [one for one, _event in recent] == [people.lan, people.duc]


def test_nothing_to_do_says_so(universe):
    content = signed_in(universe.data_entry, "en").get(reverse("work")).content.decode()

    for words in ["Nothing is missing", "Nobody retires", "None ends.", "No record looks wrong.", "No draft"]:
        assert words in content


def test_the_page_costs_the_same_for_any_number_of_people(universe, people):
    client = signed_in(universe.data_entry)
    record(actor=universe.data_entry, action=AuditEvent.Action.CHANGE, object=people.lan, subject=people.lan.subject)
    client.get(reverse("work"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("work"))
    today = timezone.localdate()
    for number in range(8):
        facts = {"sex": "male", "birth_date": date(1966, 1, 1 + number), "identity_number": f"00118500010{number}"}
        one = person(posts=[post(universe.hoa_sen, contract_ends_on=today)], today=today, **facts)
        record(actor=universe.data_entry, action=AuditEvent.Action.CHANGE, object=one, subject=one.subject)
        Draft.objects.create(user=universe.data_entry, form=f"person:{one.pk}", data={})

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("work"))

    assert len(many) == len(few)
