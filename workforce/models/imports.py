"""Every file that was given to the portal, byte for byte, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workforce.models.people import Person
from workforce.models.snapshots import Revision
from workforce.models.units import Unit


class ImportBatch(models.Model):
    class State(models.TextChoices):
        CHECKED = "checked", _("waiting for confirmation")
        REFUSED = "refused", _("has errors")
        APPLIED = "applied", _("imported")
        UNDONE = "undone", _("undone")

    class Kind(models.TextChoices):
        HEADCOUNT = "headcount", _("headcount")
        PEOPLE = "people", _("people")

    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.HEADCOUNT)
    state = models.CharField(max_length=8, choices=State.choices)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="batches")
    as_of = models.DateField(null=True, blank=True)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="batches")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    summary = models.JSONField(default=dict, help_text="Counts: units, rows, people, created, changed, unchanged")
    matches = models.JSONField(default=dict, help_text="Unit names matched by hand: name in the file → unit key")
    decisions = models.JSONField(
        default=dict, help_text="Rows that may be somebody on record: sheet:row → id of the person, or new"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="import_applied_names_its_revision",
                condition=~Q(state__in=["applied", "undone"], kind="headcount") | Q(revision__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.file_name} #{self.pk}"


class ImportedPerson(models.Model):
    """Whom an import of people added or changed, and what it takes to undo it."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    created = models.BooleanField()
    version = models.PositiveIntegerField(help_text="Of the record after the import; a later one was changed since")
    before = models.JSONField(default=dict, help_text="The facts and rows as they were, and the ids of the new rows")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "person"], name="imported_person_once"),
            models.CheckConstraint(name="imported_person_has_a_version", condition=Q(version__gt=0)),
        ]

    def __str__(self):
        return f"{self.batch}: {self.person}"


class RememberedMatch(models.Model):
    """A unit name in files that a sender writes differently; matched once, remembered for that sender's next file."""

    sender = models.CharField(max_length=200)
    name_key = models.CharField(max_length=300, help_text="The name as compared: see vietnam.text.compare_key")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "name_key"], name="remembered_match_once")]

    def __str__(self):
        return f"{self.sender}: {self.name_key} → {self.unit}"
