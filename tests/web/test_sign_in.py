"""Signing in and out, what locks a name, and the own password."""

import unicodedata

import pytest
from django.test import Client
from django.urls import reverse

from tests.universe import PASSWORD
from tests.web.portal import signed_in
from workforce.models import AuditEvent, User

OWN = "một câu chỉ mình tôi biết"


def sign_in(client, username="executive", password=PASSWORD, **more):
    return client.post(reverse("sign_in"), {"username": username, "password": password, **more})


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("executive", "dashboard"),
        ("data_admin", "snapshots"),
        ("data_entry", "work"),
        ("auditor", "audit"),
        ("system_admin", "accounts"),
    ],
)
def test_each_role_starts_where_its_work_is(universe, role, home):
    response = sign_in(Client(), role)

    assert response.url == reverse("home")
    assert signed_in(getattr(universe, role)).get(response.url).url == reverse(home)


def test_a_sign_in_and_a_sign_out_are_recorded(universe):
    client = Client()

    sign_in(client)
    client.post(reverse("sign_out"))

    events = AuditEvent.objects.filter(actor=universe.executive).order_by("id")
    assert [event.action for event in events] == ["sign_in", "sign_out"]


def test_the_session_is_another_one_after_signing_in(universe):
    client = Client()
    session = client.session
    session["kept"] = "before"
    session.save()
    client.cookies["sessionid"] = before = session.session_key

    sign_in(client)

    assert client.cookies["sessionid"].value != before


def test_a_signed_out_session_opens_nothing(universe):
    client = Client()
    sign_in(client)
    stolen = client.cookies["sessionid"].value

    client.post(reverse("sign_out"))

    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get(reverse("dashboard")).url.startswith(reverse("sign_in"))


def test_five_wrong_passwords_lock_the_name_on_this_address_and_nobody_else(universe):
    office = Client(REMOTE_ADDR="192.0.2.7")

    statuses = [sign_in(office, password="sai mật khẩu").status_code for _attempt in range(5)]

    assert statuses == [200, 200, 200, 200, 429]
    assert sign_in(office).status_code == 429
    assert sign_in(office, "auditor").status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.8")).status_code == 302


def test_four_wrong_passwords_lock_nobody(universe):
    client = Client()
    for _attempt in range(4):
        sign_in(client, password="sai mật khẩu")

    assert sign_in(client).status_code == 302


def test_the_lock_ends_by_itself(universe, settings):
    client = Client()
    for _attempt in range(5):
        sign_in(client, password="sai mật khẩu")

    settings.AXES_COOLOFF_TIME = 0.0000001

    assert sign_in(client).status_code == 302


def test_a_wrong_password_an_unknown_name_and_a_closed_account_read_the_same(universe):
    User.objects.filter(pk=universe.auditor.pk).update(is_active=False)

    pages = [
        sign_in(Client(), username, password).content.decode()
        for username, password in [("executive", "sai mật khẩu"), ("nobody", PASSWORD), ("auditor", PASSWORD)]
    ]

    told = [page.partition('role="alert">')[2].partition("</div>")[0] for page in pages]
    assert told[0]
    assert told == [told[0]] * 3


@pytest.mark.parametrize(("username", "status"), [("x" * 5000, 200), ("đ" * 300, 200), ("'; --", 200), ("a\0b", 200)])
def test_an_odd_user_name_is_only_a_wrong_one(universe, username, status):
    assert sign_in(Client(), username).status_code == status


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere_after_signing_in_or_choosing_a_language(universe, elsewhere):
    signed = sign_in(Client(), next=elsewhere)
    chosen = Client().post(reverse("set_language"), {"language": "en", "next": elsewhere})

    assert signed.url == reverse("home")
    assert "elsewhere" not in chosen.url
    assert "javascript" not in chosen.url


def test_a_closed_account_is_out_at_once(universe):
    client = signed_in(universe.executive)

    User.objects.filter(pk=universe.executive.pk).update(is_active=False)

    assert client.get(reverse("dashboard")).url.startswith(reverse("sign_in"))


def test_users_behind_a_proxy_do_not_lock_each_other(universe, settings):
    settings.PROXY_COUNT = 1
    guesser = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    owner = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.10")

    for _attempt in range(5):
        sign_in(guesser, password="sai mật khẩu")

    assert sign_in(guesser).status_code == 429
    assert sign_in(owner).status_code == 302


def test_a_guesser_does_not_get_away_by_inventing_addresses(universe, settings):
    settings.PROXY_COUNT = 1
    statuses = [
        sign_in(
            Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=f"192.0.2.{attempt}, 203.0.113.9"), password="sai"
        ).status_code
        for attempt in range(5)
    ]

    assert statuses[-1] == 429


def with_one_time_password(account):
    account.must_change_password = True
    account.save()
    return signed_in(account)


def choose(client, old=PASSWORD, new=OWN, again=None):
    return client.post(
        reverse("password_change"), {"old_password": old, "new_password1": new, "new_password2": again or new}
    )


@pytest.mark.parametrize("name", ["home", "dashboard", "units", "accounts", "method"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_one_time_password_opens_nothing_but_the_choice_of_an_own_one(universe, name, method):
    client = with_one_time_password(universe.executive)

    assert client.generic(method, reverse(name)).url == reverse("password_change")


def test_whoever_has_to_choose_a_password_can_read_the_page_and_leave(universe):
    client = with_one_time_password(universe.executive)

    assert client.get(reverse("password_change")).status_code == 200
    assert client.post(reverse("set_language"), {"language": "en", "next": "/password/"}).url == "/password/"
    assert client.post(reverse("sign_out")).url == reverse("sign_in")


def test_after_the_choice_the_portal_is_open_and_the_old_password_is_not(universe):
    client = with_one_time_password(universe.executive)

    assert choose(client).url == reverse("home")

    assert client.get(reverse("dashboard")).status_code == 200
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password=OWN).status_code == 302


def test_the_choice_is_recorded_without_the_password(universe):
    choose(signed_in(universe.executive))

    event = AuditEvent.objects.get(action="change")
    assert (event.actor, event.subject) == (universe.executive, f"user:{universe.executive.pk}")
    assert event.details == {"changes": {"password": [None, None]}}


def test_a_password_matches_however_its_letters_are_composed(universe):
    choose(
        signed_in(universe.executive), new=unicodedata.normalize("NFD", OWN), again=unicodedata.normalize("NFC", OWN)
    )

    assert sign_in(Client(), password=unicodedata.normalize("NFD", OWN)).status_code == 302
    assert sign_in(Client(), password=unicodedata.normalize("NFC", OWN)).status_code == 302


def test_the_other_sessions_end_with_the_old_password(universe):
    elsewhere, here = signed_in(universe.executive), signed_in(universe.executive)

    choose(here)

    assert here.get(reverse("dashboard")).status_code == 200
    assert elsewhere.get(reverse("dashboard")).url.startswith(reverse("sign_in"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"old": "không phải mật khẩu này"}, "old_password"),
        ({"new": "mười bốn ký tự"}, "new_password2"),
        ({"again": "một câu khác, không giống"}, "new_password2"),
        ({"new": PASSWORD}, "new_password1"),
    ],
    ids=["wrong old one", "too short", "not the same twice", "the present one"],
)
def test_a_bad_choice_is_refused_and_changes_nothing(universe, fields, field):
    response = choose(signed_in(universe.executive), **fields)

    assert field in response.context["form"].errors
    assert sign_in(Client()).status_code == 302
