"""Nobody can take away the last account that manages accounts, not even two at once."""

import threading

import pytest
from django.db import connection

from tests.universe import user
from workforce.models import User
from workforce.services.accounts import set_active
from workforce.services.snapshots import NotAllowed


@pytest.mark.django_db
def test_whoever_was_suspended_meanwhile_cannot_suspend_the_last_administrator():
    first, second = user("system_admin", username="first"), user("system_admin", username="second")
    set_active(account=second, active=False, by=first)

    with pytest.raises(NotAllowed, match="last_administrator"):
        set_active(account=first, active=False, by=second)

    assert User.objects.get(username="first").is_active


@pytest.mark.django_db
def test_the_own_account_is_left_to_somebody_else():
    only, _second = user("system_admin", username="only"), user("system_admin", username="second")

    with pytest.raises(NotAllowed, match="own_account"):
        set_active(account=only, active=False, by=only)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_suspend_each_other_at_once_leave_one():
    accounts = [user("system_admin", username="first"), user("system_admin", username="second")]
    together, refused = threading.Barrier(2), []

    def suspend(account, by):
        try:
            together.wait(20)
            set_active(account=account, active=False, by=by)
        except NotAllowed as error:
            refused.append(error.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=suspend, args=pair) for pair in [accounts, accounts[::-1]]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == ["last_administrator"]
    assert User.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db
def test_a_form_that_was_opened_before_a_reset_does_not_undo_it():
    administrator, clerk = user("system_admin"), user("data_entry")
    opened = User.objects.get(pk=clerk.pk)
    User.objects.filter(pk=clerk.pk).update(session_serial=7, must_change_password=True, password="new")

    set_active(account=opened, active=True, by=administrator)

    stored = User.objects.get(pk=clerk.pk)
    assert (stored.session_serial, stored.must_change_password, stored.password) == (7, True, "new")
