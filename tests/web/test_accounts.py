"""Signing in and out, and the list of accounts."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.universe import PASSWORD, user
from tests.web.lists import (
    as_csv,
    assert_cells_stay_text,
    assert_exports_what_it_shows,
    assert_same_number_of_queries,
    assert_sorts_by_every_column,
)
from tests.web.portal import signed_in
from workforce.models import AuditEvent, User

ACCOUNTS = "/accounts/"


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


def test_the_list_costs_the_same_for_one_and_for_many(universe):
    client = signed_in(universe.system_admin)

    assert_same_number_of_queries(
        client, ACCOUNTS, lambda number: user("data_entry", unit=universe.hospital, username=f"clerk-{number}")
    )


def test_the_list_sorts_and_exports(universe):
    client = signed_in(universe.system_admin)

    assert_sorts_by_every_column(client, ACCOUNTS)
    assert_exports_what_it_shows(client, ACCOUNTS)


def test_whoever_never_signed_in_is_exported_without_a_time(universe):
    (row,) = [line for line in as_csv(signed_in(universe.system_admin), ACCOUNTS) if line[0] == "auditor"]

    assert row[-1] == ""


def test_cells_of_the_exported_list_stay_text(universe):
    def put(text, number):
        User.objects.filter(pk=user("auditor", username=f"auditor-{number}").pk).update(username=text)

    assert_cells_stay_text(signed_in(universe.system_admin), ACCOUNTS, put)


def account(universe, **fields):
    standard = {"username": "moi", "role": "data_entry", "unit": universe.hospital.pk, "is_active": "on"}
    return standard | {"last_name": "Nguyễn Văn", "first_name": "An", "password": PASSWORD} | fields


def test_a_new_account_can_sign_in_and_is_recorded(universe):
    response = signed_in(universe.system_admin).post(reverse("account_add"), account(universe))

    assert response.url == reverse("accounts")
    assert sign_in(Client(), "moi").status_code == 302
    assert AuditEvent.objects.filter(actor=universe.system_admin, action="create").exists()


@pytest.mark.parametrize("password", ["", "ngắn quá", "mười bốn ký tự"])
def test_a_new_account_needs_a_password_of_fifteen_characters(universe, password):
    response = signed_in(universe.system_admin).post(reverse("account_add"), account(universe, password=password))

    assert "password" in response.context["form"].errors
    assert not User.objects.filter(username="moi").exists()


def test_a_changed_password_ends_the_sessions_of_its_account(universe):
    client = signed_in(universe.executive)
    address = reverse("account_edit", args=[universe.executive.pk])

    signed_in(universe.system_admin).post(
        address, account(universe, username="executive", password="một mật khẩu khác")
    )

    assert client.get(reverse("dashboard")).status_code == 302


def test_editing_without_a_password_keeps_it(universe):
    address = reverse("account_edit", args=[universe.executive.pk])

    signed_in(universe.system_admin).post(address, account(universe, username="executive", password=""))

    assert sign_in(Client(), "executive").status_code == 302
