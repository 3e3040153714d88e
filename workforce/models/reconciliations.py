"""Signed explanations of differences between a closed headcount and the register."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from workforce.models.dimensions import Value
from workforce.models.people import Person
from workforce.models.snapshots import Revision
from workforce.models.units import Unit


class SignOff(models.Model):
    """Somebody looked at one line of a reconciliation. A line that changes afterwards is open again."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sign_offs")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    category = models.ForeignKey(Value, models.PROTECT, related_name="+")
    value = models.ForeignKey(Value, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=30)
    difference = models.IntegerField()
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "unit", "category", "value", "person", "cause"],
                condition=models.Q(person__isnull=False),
                name="sign_off_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["revision", "unit", "category", "value", "cause"],
                condition=models.Q(person=None),
                name="sign_off_once_per_cell",
            ),
        ]

    def __str__(self):
        return f"{self.revision}: {self.cause}"
