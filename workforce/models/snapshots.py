"""The headcounts of a province at one date, collected unit by unit, locked, and corrected by numbered revisions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workforce.models.documents import Clause, Document
from workforce.models.natural_keys import NaturalKey
from workforce.models.units import Unit


class Snapshot(NaturalKey):
    """A collection round and what came of it: the headcounts of a province (``unit``) on ``as_of``."""

    natural_key_paths = ("unit__key", "as_of")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="snapshots")
    as_of = models.DateField()

    class Meta:
        ordering = ["unit", "-as_of"]
        constraints = [models.UniqueConstraint(fields=["unit", "as_of"], name="snapshot_once_per_date")]

    def __str__(self):
        return f"{self.unit} {self.as_of:%d/%m/%Y}"


class SnapshotUnit(NaturalKey):
    """A unit that owes data to the round."""

    natural_key_paths = ("snapshot__unit__key", "snapshot__as_of", "unit__key")

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="owed_units")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "unit"], name="snapshot_unit_owes_once")]

    def __str__(self):
        return f"{self.snapshot}: {self.unit}"


class Revision(NaturalKey):
    """One edition of a snapshot. Revision 1 is the collection itself; later ones are corrections (đính chính).

    Once ``locked_at`` is set, neither the revision nor its headcounts can change: triggers see to it.
    """

    natural_key_paths = ("snapshot__unit__key", "snapshot__as_of", "number")

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["snapshot", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "number"], name="revision_number_unique"),
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(locked_at=None), name="revision_one_open_per_snapshot"
            ),
            models.CheckConstraint(name="revision_correction_has_reason", condition=Q(number=1) | ~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.snapshot} #{self.number}"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


class Submission(NaturalKey):
    """What one unit reported to one revision; replaced, never edited: the newest ``is_current`` one counts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        LOCKED = "locked", _("locked")

    code = models.SlugField(max_length=80, unique=True, null=True, blank=True, help_text="Only for fixtures")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    covers_subordinates = models.BooleanField(
        default=True, help_text="The figures include the unit's subordinate units; those, if reported too, do not add"
    )
    is_current = models.BooleanField(default=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    batch = models.ForeignKey("ImportBatch", models.PROTECT, null=True, blank=True, related_name="submissions")
    batch_row = models.PositiveIntegerField(null=True, blank=True, help_text="First row of the unit in the file")
    clause = models.ForeignKey(
        Clause,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submissions",
        help_text="The sentence of a publication the figures were taken from",
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "unit"], condition=Q(is_current=True), name="submission_one_current_per_unit"
            ),
            models.CheckConstraint(
                name="submission_has_a_second_approver",
                condition=Q(approved_by=None) | Q(submitted_by=None) | ~Q(approved_by=models.F("submitted_by")),
            ),
        ]

    def __str__(self):
        return f"{self.revision}: {self.unit}"
