"""What keeps data entry from losing or doubling anything."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """What somebody typed and has not saved yet; it outlives the web session. Only its author ever sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60, help_text="Which form: person:new, person:42, …")
    data = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="draft_once_per_form")]

    def __str__(self):
        return f"{self.user}: {self.form}"


class SubmittedForm(models.Model):
    """A form that was saved, by the one-time token it carried: a second click or a retry finds what the first did."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=200, help_text="The subject that was written: person:42")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self):
        return f"{self.token}: {self.outcome}"
