"""The accounts of the portal: the list, the form, suspension and reset."""

import re

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
    column,
)
from tests.web.portal import signed_in
from workforce.models import AuditEvent, User

ACCOUNTS = "/accounts/"


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


@pytest.mark.parametrize("typed", ["nguyen", "NGUYỄN VĂN", "van an", "clerk"])
def test_the_list_finds_names_with_or_without_accents(universe, typed):
    clerk = user("data_entry", unit=universe.hospital, username="clerk")
    User.objects.filter(pk=clerk.pk).update(last_name="Nguyễn Văn", first_name="An")

    found = column(signed_in(universe.system_admin), ACCOUNTS, "username", q=typed)

    assert "clerk" in found
    assert "executive" not in found


def test_the_list_says_who_sees_personal_records(universe):
    User.objects.filter(pk=universe.executive.pk).update(may_see_people=True)

    granted = {line[0]: line[4] for line in as_csv(signed_in(universe.system_admin), ACCOUNTS)}

    assert granted["executive"] != granted["auditor"]


def account(universe, **fields):
    standard = {"username": "moi", "role": "data_entry", "unit": universe.hospital.pk, "is_active": "on"}
    return standard | {"last_name": "Nguyễn Văn", "first_name": "An"} | fields


def form_of(account, **fields):
    """What the form of an account holds, as a browser sends it."""
    held = {name: getattr(account, name) for name in ["username", "last_name", "first_name", "role"]}
    boxes = {name: "on" for name in ["may_see_people", "is_active"] if getattr(account, name)}
    sent = held | boxes | {"unit": account.unit_id or ""} | fields
    return {name: value for name, value in sent.items() if value is not None}


def edit(universe, account, by=None, **fields):
    address = reverse("account_edit", args=[account.pk])
    return signed_in(by or universe.system_admin).post(address, form_of(account, **fields))


def post(universe, name, account, by=None):
    return signed_in(by or universe.system_admin).post(reverse(name, args=[account.pk]), follow=True)


def shown_password(response):
    return re.search('<strong translate="no">(.*?)</strong>', response.content.decode())[1]


def sign_in(username, password=PASSWORD):
    client = Client()
    return client, client.post(reverse("sign_in"), {"username": username, "password": password})


def is_signed_in(client):
    return not client.get(reverse("home")).url.startswith(reverse("sign_in"))


def test_a_new_account_signs_in_with_the_password_shown_once_and_chooses_its_own(universe):
    response = signed_in(universe.system_admin).post(reverse("account_add"), account(universe))

    client, answer = sign_in("moi", shown_password(response))
    assert answer.status_code == 302
    assert client.get(reverse("work")).url == reverse("password_change")
    assert response["Cache-Control"] == "private, no-store"


def test_a_new_account_is_recorded_with_what_it_may_do(universe):
    signed_in(universe.system_admin).post(reverse("account_add"), account(universe))

    event = AuditEvent.objects.get(actor=universe.system_admin, action="create")
    assert event.subject == f"user:{User.objects.get(username='moi').pk}"
    assert event.details["changes"]["role"] == ["", "data_entry"]
    assert event.details["changes"]["unit"] == [None, universe.hospital.key]


def test_two_accounts_get_different_passwords(universe):
    client = signed_in(universe.system_admin)
    passwords = {
        shown_password(client.post(reverse("account_add"), account(universe, username=name))) for name in ["a1", "a2"]
    }

    assert len(passwords) == 2
    assert all(len(password) >= 15 for password in passwords)


def test_each_change_is_recorded_with_what_was_and_what_is(universe):
    edit(universe, universe.executive, role="executive", may_see_people="on", unit=universe.hospital.pk)

    event = AuditEvent.objects.get(action="change")
    assert event.details == {"changes": {"unit": ["minh-hoa", "benh-vien"], "may_see_people": [False, True]}}
    assert User.objects.get(pk=universe.executive.pk).sees_people


def test_saving_without_a_change_records_none(universe):
    edit(universe, universe.executive)

    assert not AuditEvent.objects.filter(action="change").exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "auditor"}, "unit"),
        ({"role": "data_entry", "may_see_people": "on"}, "may_see_people"),
        ({"username": "auditor"}, "username"),
        ({"role": "king"}, "role"),
    ],
)
def test_what_a_role_cannot_have_is_refused_at_its_field(universe, fields, field):
    response = edit(universe, universe.executive, **fields)

    assert field in response.context["form"].errors
    assert form_of(User.objects.get(pk=universe.executive.pk)) == form_of(universe.executive)


def test_a_suspended_account_is_out_at_once_and_cannot_sign_in(universe):
    client, _answer = sign_in("executive")

    post(universe, "account_suspend", universe.executive)

    assert not is_signed_in(client)
    assert sign_in("executive")[1].status_code == 200


@pytest.mark.parametrize("ended_by", ["button", "form"])
def test_a_session_of_before_the_suspension_stays_closed_after_it(universe, ended_by):
    client, _answer = sign_in("executive")

    if ended_by == "button":
        post(universe, "account_suspend", universe.executive)
    else:
        edit(universe, universe.executive, is_active=None)
    post(universe, "account_reactivate", universe.executive)

    assert not is_signed_in(client)
    assert sign_in("executive")[1].status_code == 302


def test_a_session_of_before_stays_closed_with_an_older_secret_key_too(universe, settings):
    client, _answer = sign_in("executive")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-of-the-tests-" * 3

    post(universe, "account_suspend", universe.executive)
    post(universe, "account_reactivate", universe.executive)

    assert not is_signed_in(client)


def test_a_session_outlives_a_new_secret_key_while_the_older_one_is_kept(universe, settings):
    client, _answer = sign_in("executive")

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key-of-the-tests-" * 3

    assert is_signed_in(client)


def test_suspension_and_reactivation_are_recorded(universe):
    post(universe, "account_suspend", universe.executive)
    post(universe, "account_reactivate", universe.executive)

    events = AuditEvent.objects.filter(subject=f"user:{universe.executive.pk}").order_by("id")
    assert [(event.action, event.details["changes"]["is_active"]) for event in events] == [
        ("suspend", [True, False]),
        ("change", [False, True]),
    ]


def test_a_reset_ends_the_sessions_and_shows_a_password_that_works_once(universe):
    client, _answer = sign_in("executive")

    response = post(universe, "account_reset", universe.executive)

    assert not is_signed_in(client)
    assert sign_in("executive")[1].status_code == 200
    returned, answer = sign_in("executive", shown_password(response))
    assert answer.status_code == 302
    assert returned.get(reverse("dashboard")).url == reverse("password_change")
    event = AuditEvent.objects.get(action="reset")
    assert shown_password(response) not in str(vars(event))


def test_a_reset_does_not_reactivate(universe):
    post(universe, "account_suspend", universe.executive)

    response = post(universe, "account_reset", universe.executive)

    assert sign_in("executive", shown_password(response))[1].status_code == 200


def own_account_stays(universe, response):
    assert "own account" in refusal_of(response)
    stored = User.objects.get(pk=universe.system_admin.pk)
    return stored.is_active and stored.manages_accounts and stored.session_serial == 0


def refusal_of(response):
    return " ".join(str(message) for message in response.context["messages"])


@pytest.mark.parametrize("name", ["account_suspend", "account_reset"])
def test_nobody_suspends_or_resets_the_own_account(universe, name):
    user("system_admin", username="second")
    client = signed_in(universe.system_admin, "en")

    response = client.post(reverse(name, args=[universe.system_admin.pk]), follow=True)

    assert own_account_stays(universe, response)


@pytest.mark.parametrize("fields", [{"is_active": None}, {"role": "auditor"}])
def test_nobody_suspends_or_demotes_the_own_account_in_the_form(universe, fields):
    user("system_admin", username="second")
    client = signed_in(universe.system_admin, "en")

    response = client.post(
        reverse("account_edit", args=[universe.system_admin.pk]), form_of(universe.system_admin, **fields)
    )

    assert own_account_stays(universe, response)


def test_an_administrator_suspends_another_one(universe):
    second = user("system_admin", username="second")

    post(universe, "account_suspend", second)

    assert not User.objects.get(pk=second.pk).is_active


@pytest.mark.parametrize("name", ["account_suspend", "account_reactivate", "account_reset"])
def test_an_account_that_is_not_there_is_not_found(universe, name):
    assert signed_in(universe.system_admin).post(reverse(name, args=[10**9])).status_code == 404
