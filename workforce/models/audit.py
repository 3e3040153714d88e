"""The append-only trail: guarded by triggers on both engines (``models.guards``)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workforce.vietnam.text import search_key


class AuditEvent(models.Model):
    class Action(models.TextChoices):
        SIGN_IN = "sign_in", _("signed in")
        SIGN_OUT = "sign_out", _("signed out")
        LOCKED_OUT = "locked_out", _("was locked out")
        IMPORT = "import", _("imported")
        UNDO = "undo", _("undid an import")
        CANCEL = "cancel", _("cancelled an import")
        APPROVE = "approve", _("approved")
        LOCK = "lock", _("locked")
        REVISE = "revise", _("opened a revision")
        EXPORT = "export", _("exported")
        CREATE = "create", _("created")
        CHANGE = "change", _("changed")
        VIEW = "view", _("opened a personal record")
        VOID = "void", _("voided")
        MERGE = "merge", _("merged")
        SPLIT = "split", _("undid a merge")
        CLOSE = "close", _("closed a headcount")
        SUSPEND = "suspend", _("suspended")
        RESET = "reset", _("reset a password")
        SIGN_OFF = "sign_off", _("signed off")

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="audit_events")
    actor_name = models.CharField(max_length=200, help_text="As it was then; a command line has no account")
    action = models.CharField(max_length=10, choices=Action.choices)
    object = models.CharField(max_length=300)
    details = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True, help_text="Where the request came from")
    subject = models.CharField(max_length=60, blank=True, help_text="What the event is about, as in person:42")
    search_text = models.CharField(max_length=510, help_text="Who and what without accents and case, to search in")

    class Meta:
        ordering = ["-id"]
        # Each ends with the order in which the trail is read, so that a page of 25 reads 25 rows
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_by_subject"),
            models.Index(fields=["action", "id"], name="audit_by_action"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.object}"

    def save(self, *args, **kwargs):
        self.search_text = searched(self.actor_name, self.object)
        super().save(*args, **kwargs)


def searched(actor_name: str, object: str) -> str:
    """Stored beside its sources, because the two engines fold accents and case differently or not at all."""
    # each by itself: names repeat, and their keys are kept
    return f"{search_key(actor_name)} {search_key(object)}"[:510]


class AuditSeal(models.Model):
    """A link of the chain over the trail (``services.audit_seals``): the events since the seal before.

    Events are numbers and not foreign keys: a seal must outlive the event that somebody removed.
    """

    FIRST_PREVIOUS = "0" * 64

    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField(unique=True)
    events = models.PositiveBigIntegerField()
    previous = models.CharField(
        max_length=64, unique=True, help_text="The digest of the seal before; zeros in the first"
    )
    digest = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="audit_seal_holds_events",
                condition=models.Q(events__gt=0, first_event__lte=models.F("last_event")),
            )
        ]

    def __str__(self):
        return f"seal {self.pk}, events {self.first_event}–{self.last_event}"
