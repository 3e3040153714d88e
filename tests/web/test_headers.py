"""What travels with every answer: pages, redirects, files and errors alike."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.universe import PASSWORD
from tests.web.portal import address, route_names, signed_in

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",  # the hash of an empty style
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
STANDARD = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_well_dressed(response):
    directives = [each.strip().partition(" ") for each in response["Content-Security-Policy"].split(";")]
    assert {name: sources for name, _space, sources in directives} == POLICY
    assert {name: response.get(name) for name in STANDARD} == STANDARD
    for cookie in response.cookies.values():
        if not cookie.value:  # it takes a cookie away
            continue
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key


def assert_kept_by_no_cache(response):
    assert {"private", "no-store"} <= set(response["Cache-Control"].replace(",", " ").split())


@pytest.mark.any_engine
@pytest.mark.parametrize("role", ["executive", "data_admin", "auditor", "system_admin"])
def test_every_answer_to_a_signed_in_user_is_well_dressed_and_kept_by_no_cache(portal, role):
    client = signed_in(getattr(portal.universe, role))

    for name in sorted(route_names() - {"sign_out"}):
        for ask in [client.get, client.post]:
            response = ask(address(name, portal))

            assert_well_dressed(response)
            assert_kept_by_no_cache(response)


def test_every_answer_to_a_stranger_is_well_dressed(portal):
    for name in sorted(route_names()):
        assert_well_dressed(Client().get(address(name, portal)))


def test_the_sign_in_page_and_its_cookies_are_well_dressed(db):
    response = Client().get(reverse("sign_in"))

    assert set(response.cookies) == {"csrftoken"}
    assert_well_dressed(response)


def test_the_session_and_language_cookies_are_out_of_reach_of_scripts(universe):
    client = Client()

    signed = client.post(reverse("sign_in"), {"username": "executive", "password": PASSWORD})
    chosen = client.post(reverse("set_language"), {"language": "en"})

    assert "sessionid" in signed.cookies
    assert "django_language" in chosen.cookies
    assert_well_dressed(signed)
    assert_well_dressed(chosen)


@pytest.mark.parametrize("export", ["csv", "xlsx"])
def test_a_downloaded_file_is_well_dressed_and_never_shown_inline(portal, export):
    response = signed_in(portal.universe.executive).get(reverse("targets"), {"export": export})

    assert response["Content-Disposition"].startswith("attachment;")
    assert_well_dressed(response)
    assert_kept_by_no_cache(response)


def test_the_file_as_it_came_is_never_shown_inline(portal):
    response = signed_in(portal.universe.data_admin).get(address("import_file", portal))

    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert_kept_by_no_cache(response)


def ask_the_wrong_host(client):
    return client.get("/", HTTP_HOST="elsewhere.example")


def ask_with_nul(client):
    return client.get(reverse("targets"), {"q": "\0"})


def ask_without_a_token(client):
    client.handler.enforce_csrf_checks = True
    return client.post(reverse("sign_out"))


def ask_without_a_slash(client):
    return client.get("/targets")


ERRORS = {
    "400 wrong host": (ask_the_wrong_host, 400),
    "400 NUL": (ask_with_nul, 400),
    "403 role": (lambda client: client.get(reverse("accounts")), 403),
    "403 no token": (ask_without_a_token, 403),
    "404 no page": (lambda client: client.get("/nothing/"), 404),
    "404 no unit": (lambda client: client.get("/units/nothing/"), 404),
    "405": (lambda client: client.get("/snapshots/revisions/1/lock/"), 405),
    "301 slash": (ask_without_a_slash, 301),
}


@pytest.mark.parametrize(("ask", "status"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_well_dressed(universe, ask, status):
    response = ask(signed_in(universe.executive))

    assert response.status_code == status
    assert_well_dressed(response)


@override_settings(DEBUG=False)
def test_a_failure_of_ours_shows_no_data_and_is_well_dressed(universe, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError("Nguyễn Văn Bí Mật")

    monkeypatch.setattr("workforce.web.targets.progress_of", fail)
    client = signed_in(universe.executive)
    client.raise_request_exception = False

    response = client.get(reverse("targets"))

    assert response.status_code == 500
    assert "Bí Mật" not in response.content.decode()
    assert_well_dressed(response)
    assert_kept_by_no_cache(response)


@pytest.mark.parametrize("name", ["400", "403", "404", "500"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_error_pages_speak_the_language_of_the_reader(universe, monkeypatch, name, language):
    asks = {"400": ask_with_nul, "403": ask_without_a_token, "404": lambda client: client.get("/nothing/")}
    monkeypatch.setattr("workforce.web.targets.progress_of", None)
    client = signed_in(universe.executive, language)
    client.raise_request_exception = False

    response = asks.get(name, lambda client: client.get(reverse("targets")))(client)

    assert response.status_code == int(name)
    assert f'<html lang="{language}">' in response.content.decode()
    assert "<style" not in response.content.decode()
