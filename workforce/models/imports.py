"""Every file that was given to the portal, byte for byte, and what became of it."""

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
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
        QUEUED = "queued", _("being imported")
        CANCELLED = "cancelled", _("import cancelled")
        APPLIED = "applied", _("imported")
        UNDONE = "undone", _("undone")

    class Kind(models.TextChoices):
        HEADCOUNT = "headcount", _("headcount")
        PEOPLE = "people", _("people")

    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.HEADCOUNT)
    state = models.CharField(max_length=9, choices=State.choices)
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
    choices = models.JSONField(
        default=dict,
        help_text="How the sender had the file read, by sheet: see services.imports.choices",
    )
    decisions = models.JSONField(
        default=dict, help_text="Rows that may be somebody on record: sheet:row → id of the person, or new"
    )
    refusal = models.JSONField(
        default=dict,
        encoder=DjangoJSONEncoder,
        help_text="Why the import in the background came to nothing: reason and params of NotAllowed",
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

    @property
    def is_waiting(self) -> bool:
        """Nothing of it is stored, and it may be confirmed."""
        return self.state in {self.State.CHECKED, self.State.REFUSED, self.State.CANCELLED}


class ImportJobs(models.QuerySet):
    def abandoned(self, now: datetime):
        """Those that nobody took in time, or whose worker was not heard of any more."""
        return self.filter(lease_until__lt=now)

    def at_work(self, now: datetime):
        return self.exclude(worker="").filter(lease_until__gte=now)


class ImportJob(models.Model):
    """A confirmed file that waits for a worker or is being imported by one: exists as long as its batch is queued.

    Apart from the batch for two reasons: its row changes every second, and on SQLite a change writes the whole row
    again, the file with it; and whoever imports holds rows of the batch, while progress has to be told meanwhile.
    """

    class Phase(models.TextChoices):
        WAITING = "waiting", _("waiting for its turn")
        READING = "reading", _("being read and checked")
        SAVING = "saving", _("being saved")

    batch = models.OneToOneField(ImportBatch, models.PROTECT, related_name="job")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=45, blank=True, help_text="Where the confirmation came from, for the trail")
    at = models.DateTimeField(auto_now_add=True)
    worker = models.CharField(max_length=64, blank=True, help_text="Who is at it; empty: nobody")
    attempt = models.PositiveSmallIntegerField(default=0, help_text="How many times it was taken")
    lease_until = models.DateTimeField(help_text="By when somebody takes it, or its worker is heard of again")
    phase = models.CharField(max_length=7, choices=Phase.choices, default=Phase.WAITING)
    done = models.PositiveIntegerField(default=0, help_text="Rows of the phase")
    total = models.PositiveIntegerField(default=0, help_text="Rows of the phase; 0: not known")

    objects = ImportJobs.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="import_job_at_work_was_taken", condition=Q(worker="") | Q(attempt__gt=0)),
        ]

    def __str__(self):
        return f"{self.batch_id} ({self.phase})"


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


class RememberedColumn(models.Model):
    """What a heading means in the files of a sender; settled once by hand, remembered for that sender's next file."""

    sender = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=ImportBatch.Kind.choices)
    heading_key = models.CharField(max_length=300, help_text="The headings above the column as compared")
    meaning = models.CharField(max_length=100, blank=True, help_text="Its code; empty: leave the column out")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "kind", "heading_key"], name="remembered_column_once"),
        ]

    def __str__(self):
        return f"{self.sender}: {self.heading_key} → {self.meaning}"
