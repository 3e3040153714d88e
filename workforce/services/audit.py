"""Every change leaves an event in the same transaction as the change."""

from django.db.models import Model

from workforce.models import AuditEvent, User


def record(*, actor: User | None, action: str, object: Model | str, details: dict | None = None, actor_name: str = ""):
    """Append an event. Without an account (a command line), ``actor_name`` says who acted."""
    AuditEvent.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else actor_name or "manage.py",
        action=action,
        object=str(object)[:300],
        details=details or {},
    )
