"""The append-only trail: guarded by triggers on both engines (``models.guards``)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    class Action(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        SIGN_OUT = "sign_out", _("signed out")
        LOCKED_OUT = "locked_out", _("was locked out")
        IMPORT = "import", _("imported")
        UNDO = "undo", _("undid an import")
        APPROVE = "approve", _("approved")
        LOCK = "lock", _("locked")
        REVISE = "revise", _("opened a revision")
        EXPORT = "export", _("exported")
        CREATE = "create", _("created")
        CHANGE = "change", _("changed")

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="audit_events")
    actor_name = models.CharField(max_length=200, help_text="As it was then; a command line has no account")
    action = models.CharField(max_length=10, choices=Action.choices)
    object = models.CharField(max_length=300)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.object}"
