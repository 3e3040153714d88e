"""A real browser before a real server; whatever the page complains about fails the test."""

from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.web.conftest import portal  # noqa: F401 (the fixture)

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def browser(chromium, transactional_db):
    """Playwright runs its loop in this thread, which Django would take for asynchronous code.

    Within the loop Django keeps connections of their own; they must not outlive the engine of the test.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
        connections["default"].close()
        del connections["default"]


@pytest.fixture
def open_page(browser, live_server):
    """``open_page(viewport)``; afterwards no page may have complained or asked another host."""
    complaints, contexts = [], []

    def complain(what):
        complaints.append(what)

    def opened(viewport=DESKTOP):
        context = browser.new_context(viewport=viewport, base_url=live_server.url, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: message.type in {"error", "warning"} and complain(message.text))
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("requestfailed", lambda request: complain(f"failed: {request.url}"))
        page.on("request", lambda request: is_elsewhere(request.url, live_server.url) and complain(request.url))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def is_elsewhere(url, server):
    return urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != urlsplit(server).netloc
