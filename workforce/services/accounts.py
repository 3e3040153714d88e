"""Accounts: made, scoped, suspended and reset by a system administrator; the password is the owner's own.

Sessions carry ``User.session_serial``: raising it ends them all, and they stay ended if the account lives again.
"""

import secrets

from django.db import transaction
from django.db.models import Q

from workforce.models import AuditEvent, User
from workforce.services.audit import record
from workforce.services.snapshots import NotAllowed

Action = AuditEvent.Action
FIELDS = ["username", "last_name", "first_name", "role", "unit", "may_see_people", "is_active"]
# Read aloud or copied by hand: nothing that looks like something else
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 5


@transaction.atomic
def create_account(*, account: User, by: User) -> str:
    """Store a new account; return the password it signs in with once, to choose its own."""
    password = give_one_time_password(account)
    account.save(force_insert=True)
    blank = User(role="", is_active=False)
    record_account(Action.CREATE, account, by, {"changes": changes(state(blank), state(account))})
    return password


@transaction.atomic
def save_account(*, account: User, by: User) -> None:
    """Store what the form of an account holds. A suspended account is signed out for good.

    Raises ``NotAllowed`` when somebody suspends or demotes themselves, or nobody would be left to manage accounts.
    """
    before = hold(account)
    if before.manages_accounts and not (account.is_active and account.manages_accounts):
        refuse_without_administrator(before, by)
    changed = changes(state(before), state(account))
    suspended = before.is_active and not account.is_active
    if suspended:
        account.session_serial = before.session_serial + 1
    account.save(update_fields=[*FIELDS, "session_serial"] if suspended else FIELDS)
    if changed:
        record_account(Action.SUSPEND if suspended else Action.CHANGE, account, by, {"changes": changed})


def set_active(*, account: User, active: bool, by: User) -> None:
    account.is_active = active
    save_account(account=account, by=by)


@transaction.atomic
def reset_password(*, account: User, by: User) -> str:
    """End every session of the account; return the password it signs in with once, to choose its own."""
    if account.pk == by.pk:
        raise NotAllowed("own_account")
    before = hold(account)
    password = give_one_time_password(account)
    account.session_serial = before.session_serial + 1
    account.save(update_fields=["password", "must_change_password", "session_serial"])
    record_account(Action.RESET, account, by, {})
    return password


@transaction.atomic
def change_password(*, account: User, password: str) -> None:
    """The owner's own choice, already validated; it ends the other sessions of the account."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record_account(Action.CHANGE, account, account, {"changes": {"password": [None, None]}})


def hold(account: User) -> User:
    """The account as it is stored, and every administrator: whoever changes one of them meanwhile waits."""
    held = User.objects.select_for_update().filter(Q(role=User.Role.SYSTEM_ADMIN) | Q(pk=account.pk)).order_by("pk")
    return next(each for each in held if each.pk == account.pk)


def refuse_without_administrator(account: User, by: User) -> None:
    if account.pk == by.pk:
        raise NotAllowed("own_account")
    others = User.objects.filter(role=User.Role.SYSTEM_ADMIN, is_active=True).exclude(pk=account.pk)
    if account.is_active and not others.exists():
        raise NotAllowed("last_administrator")


def give_one_time_password(account: User) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _letter in range(GROUP_LENGTH)) for _group in range(GROUPS))
    account.set_password(password)
    account.must_change_password = True
    return password


def state(account: User) -> dict:
    return {field: getattr(account, field) for field in FIELDS} | {"unit": account.unit.key if account.unit else None}


def changes(before: dict, after: dict) -> dict[str, list]:
    return {field: [before[field], after[field]] for field in FIELDS if before[field] != after[field]}


def record_account(action: str, account: User, by: User, details: dict) -> None:
    record(actor=by, action=action, object=f"account {account.username}", details=details, subject=f"user:{account.pk}")
