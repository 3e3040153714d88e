"""A day at the entry forms, in Chromium: keys, rows, dates, lists, a session that ends, and a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_journeys import sign_in
from tests.universe import PASSWORD
from workforce.models import Draft, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_is_recorded_by_keyboard_although_the_session_ended_meanwhile(open_page, people):
    page = open_page()
    sign_in(page, "data_entry")
    page.goto(reverse("person_new"))
    expect(page.locator("[name=full_name]")).to_be_focused()

    page.keyboard.type("Đặng Thị Hồng")
    page.locator("[name=birth_date]").fill("05/1991")
    page.locator("[name=birth_date]").press("Tab")
    expect(page.locator("#id_birth_date_reading")).to_contain_text("01/05/1991")
    unit = page.locator("[name=unit]")
    unit.press_sequentially("truong hoa")
    expect(page.locator("#id_unit_list option").first).to_have_attribute("value", "Trường THPT Hoa Sen")
    unit.fill("Trường THPT Hoa Sen")
    page.locator("[name=category]").select_option("public_employee")
    page.locator("[name=valid_from]").fill("01/09/2015")
    page.locator("[name=qualification-new0-diploma]").select_option("bachelor")
    page.locator("[name=qualification-new0-awarded_on]").fill("2013")
    page.keyboard.press("Alt+n")
    expect(page.locator("[name=qualification-new1-diploma]")).to_be_focused()
    expect(page.locator("[name=qualification-new0-awarded_on]")).to_have_value("2013")
    expect(page.locator("#kept")).not_to_be_empty(timeout=15_000)
    assert Draft.objects.get().data["full_name"] == "Đặng Thị Hồng"

    Session.objects.all().delete()
    page.keyboard.press("Control+s")
    expect(page.locator("#session-bar")).to_be_visible()
    with page.context.expect_page() as opened:
        page.locator("#session-bar a").click()
    second = opened.value
    second.locator("#id_username").fill("data_entry")
    second.locator("#id_password").fill(PASSWORD)
    second.locator("main button[type=submit]").click()
    expect(second.locator(".user")).to_contain_text("data_entry")
    second.close()
    page.bring_to_front()
    page.keyboard.press("Control+s")

    page.wait_for_url(re.compile(r"/people/\d+/$"))
    person = Person.objects.get(full_name="Đặng Thị Hồng")
    assert person.qualifications.get().awarded_precision == "year"
    assert not Draft.objects.exists()


@pytest.mark.any_engine
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_entry_page_is_accessible_and_fits(open_page, people, viewport):
    page = open_page(viewport)
    sign_in(page, "data_entry")
    post = people.duc.appointments.get().pk
    names = ["person_edit", "person_qualifications", "person_transfer", "person_retire", "person_duplicates"]
    urls = [reverse("person_new"), *(reverse(name, args=[people.duc.pk]) for name in names)]
    found = {}

    for url in [*urls, reverse("appointment_edit", args=[post])]:
        assert page.goto(url).status == 200, url
        found[url] = shortcomings(page)
    page.goto(urls[0])
    page.locator("#save").click()
    expect(page.locator("[name=full_name]")).to_be_focused()
    expect(page.locator(".errorlist").first).to_be_visible()
    found["with errors"] = shortcomings(page)

    assert {url: faults for url, faults in found.items() if faults} == {}


def shortcomings(page) -> list[str]:
    faults = [each for each in Axe().run(page).response["violations"] if each["impact"] in {"serious", "critical"}]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    said = [f"{each['id']}: {node['html'][:150]}" for each in faults for node in each["nodes"]]
    return [*said, f"{wide} pixels too wide"] if wide > 0 else said
