"""What a person does from signing in to the end, in Chromium."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.files import headcounts, xlsx
from tests.universe import PASSWORD, user
from tests.web.portal import address, headcount_batch
from workforce.models import Revision
from workforce.services.rollups import roll_up_everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BAC_KAN = Path(__file__).resolve().parents[2] / "fixtures" / "headcounts" / "bac_kan_2024.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sign_in(page, username):
    page.goto(reverse("sign_in"))
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator(".user")).to_contain_text(username)


def test_an_executive_follows_a_target_to_its_chart_and_reads_on_in_english(open_page, portal):
    page = open_page()
    sign_in(page, "executive")

    page.goto(reverse("dashboard") + "?unit=minh-hoa&as_of=2024-12-31")
    page.get_by_role("link", name=portal.target.name_vi).first.click()
    expect(page.locator("h1")).to_have_text(portal.target.name_vi)
    page.goto(address("indicator", portal) + "?unit=so-giao-duc&as_of=2024-12-31")

    expect(page.locator("h1")).to_have_text("Tỷ lệ thạc sĩ")
    expect(page.locator(".chart svg.main-svg .scatterlayer .point").first).to_be_visible()
    expect(page.locator(".headline")).to_contain_text("20/100")
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Share of masters")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "unit=so-giao-duc" in page.url


def test_an_executive_signs_out_and_the_back_button_shows_nothing(open_page, portal):
    page = open_page()
    sign_in(page, "executive")
    page.goto(reverse("targets"))
    expect(page.locator("main")).to_contain_text(portal.target.name_vi)

    page.locator(".who form button", has_text=re.compile("Đăng xuất|Thoát")).click()
    expect(page.locator("#id_username")).to_be_visible()
    page.go_back()

    expect(page.locator("#id_username")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(portal.target.name_vi)


def changed_bac_kan() -> bytes:
    """The file as it is shipped, with seven doctors more and as many fewer of the rest."""
    workbook = openpyxl.load_workbook(BAC_KAN)
    sheet = workbook.active
    assert (sheet["D4"].value, sheet["G4"].value) == (36, 2499)
    sheet["D4"], sheet["G4"] = 43, 2492
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture
def bac_kan(code_lists):
    call_command("loaddata", "provinces", "documents", "indicators", "bac_kan", verbosity=0)
    roll_up_everything()
    assert not Revision.objects.filter(snapshot__unit__key="bac-kan", locked_at__isnull=False).exists()
    return user("data_admin")


def upload(page, name, content, unit):
    page.goto(reverse("import_upload"))
    page.locator("#id_unit").select_option(unit)
    page.locator("#id_file").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.locator("main form[method=post] button[type=submit]").click()


def test_an_administrator_imports_a_changed_file_sees_it_and_takes_it_back(open_page, bac_kan):
    page = open_page()
    sign_in(page, "data_admin")
    dashboard = reverse("dashboard") + "?unit=bac-kan&as_of=2024-12-31"
    page.goto(dashboard)
    expect(page.locator("main")).to_contain_text("36/12.770")

    upload(page, "bac_kan_2024.xlsx", changed_bac_kan(), "bac-kan")
    expect(page.locator("main")).to_contain_text("43")
    batch = page.url
    page.locator("form[action$='/confirm/'] button").click()
    expect(page.locator("main")).to_contain_text("SHA-256")
    page.goto(dashboard)
    expect(page.locator("main")).to_contain_text("43/12.770")
    page.goto(batch)
    page.locator("form[action$='/undo/'] button").click()
    page.goto(dashboard)

    expect(page.locator("main")).to_contain_text("36/12.770")


def test_a_broken_file_is_answered_with_the_places_of_its_errors(open_page, universe):
    page = open_page(PHONE)
    sign_in(page, "data_admin")

    upload(page, "sai.xlsx", broken_file(), "minh-hoa")

    expect(page.get_by_role("alert")).to_be_visible()
    row = page.locator("tr", has=page.locator(".severity-error")).first
    expect(row).to_contain_text("Biểu 1")
    expect(row).to_contain_text("mười")
    assert page.locator("form[action$='/confirm/']").count() == 0


def broken_file() -> bytes:
    return xlsx(
        headcounts([1, "Bệnh viện Đa khoa Minh Họa", None, 10, "mười", 2, 7, 0], [2, "Sở Lạ", None, 1, 0, 0, 1, 0])
    )


def pages_of(portal):
    """Each page with the role that reads it."""
    refused = headcount_batch(
        portal.universe, [1, "Sở Lạ", None, 10, 1, 2, 7, 0], [2, "Bệnh viện Đa khoa Minh Họa", None, 9, "x", 2, 7, 0]
    )
    return {
        "portal_admin": [
            reverse("dashboard") + "?unit=minh-hoa&as_of=2024-12-31",
            address("indicator", portal) + "?unit=minh-hoa&as_of=2024-12-31",
            address("indicator_years", portal) + "?unit=minh-hoa&as_of=2024-12-31",
            address("indicator_edit", portal),
            address("selection_edit", portal),
            address("target", portal),
            address("document", portal),
            address("unit", portal),
            address("revision", portal),
            address("import", portal),
            reverse("import", args=[portal.applied.pk]),
            reverse("import", args=[refused.pk]),
            reverse("import_upload"),
            *map(reverse, ["indicators", "targets", "documents", "figures", "units", "snapshots", "imports", "method"]),
        ],
        "system_admin": [reverse("accounts"), address("account_edit", portal)],
        "auditor": [reverse("audit")],
    }


@pytest.mark.any_engine
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(open_page, portal, viewport):
    found = {}
    page = open_page(viewport)
    page.goto(reverse("sign_in"))
    found["sign in"] = shortcomings(page)

    for role, addresses in pages_of(portal).items():
        page = open_page(viewport)
        sign_in(page, role)
        for url in addresses:
            assert page.goto(url).status == 200, url
            found[url] = shortcomings(page)

    assert {url: faults for url, faults in found.items() if faults} == {}


def shortcomings(page) -> list[str]:
    """Serious violations of WCAG, and sideways scrolling of the whole page."""
    if page.locator(".chart").count():
        expect(page.locator(".chart svg.main-svg").first).to_be_visible()
    found = [
        f"{each['id']}: {node['html'][:150]}"
        for each in Axe().run(page).response["violations"]
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{wide} pixels too wide"] if wide > 0 else found
