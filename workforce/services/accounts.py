"""Accounts: made and changed by a system administrator."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from workforce.models import AuditEvent, User
from workforce.services.audit import record
from workforce.services.snapshots import NotAllowed


@transaction.atomic
def save_account(*, account: User, password: str, by: User) -> User:
    """Store an account; an empty password keeps the one it has. A suspended account is signed out for good.

    Raises ``NotAllowed`` when nobody would be left to manage accounts.
    """
    others = User.objects.filter(role=User.Role.SYSTEM_ADMIN, is_active=True).exclude(pk=account.pk)
    if not (account.is_active and account.manages_accounts) and not others.exists():
        raise NotAllowed("last_administrator")
    action = AuditEvent.Action.CHANGE if account.pk else AuditEvent.Action.CREATE
    if password:
        account.set_password(password)
    account.save()
    if not account.is_active:
        end_sessions(account)
    details = {"role": account.role, "unit": account.unit.key if account.unit else None, "active": account.is_active}
    record(actor=by, action=action, object=f"account {account.username}", details=details)
    return account


def end_sessions(account: User) -> None:
    """Remove the rows: a session left behind would live again if the account did."""
    open_sessions = Session.objects.filter(expire_date__gte=timezone.now())
    for session in open_sessions:
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
