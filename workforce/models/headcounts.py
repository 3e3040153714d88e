"""The atom: (submission, category, sector, leadership level, value of a dimension) → people."""

from django.db import models
from django.db.models import F, Q

from workforce.models.dimensions import Value
from workforce.models.documents import Document
from workforce.models.indicators import Selection
from workforce.models.naming import in_reader_language
from workforce.models.natural_keys import NaturalKey, NaturalKeyManager
from workforce.models.periods import DatePrecision, Valid, ValidQuerySet
from workforce.models.snapshots import Revision, Submission
from workforce.models.units import Unit


class Headcount(NaturalKey):
    """People of one unit, counted once, at the finest cut its report gives.

    ``category``, ``sector`` and ``leadership`` may be inner nodes of their trees ("not broken down"). A zero is
    stored as zero; what the report does not state has no row. Nothing looks a row up by its values alone, and a
    province's year loads in half the time without those indexes.
    """

    natural_key_paths = (
        "submission__code",
        "category__code",
        "sector__code",
        "leadership__code",
        "value__dimension__code",
        "value__code",
    )

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="headcounts")
    category = models.ForeignKey(Value, models.PROTECT, related_name="+", db_index=False)
    sector = models.ForeignKey(Value, models.PROTECT, related_name="+", db_index=False)
    leadership = models.ForeignKey(Value, models.PROTECT, related_name="+", db_index=False)
    value = models.ForeignKey(Value, models.PROTECT, related_name="+", db_index=False)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "category", "sector", "leadership", "value"], name="headcount_cell_unique"
            ),
            models.CheckConstraint(name="headcount_not_negative", condition=Q(people__gte=0)),
        ]

    def __str__(self):
        return f"{self.submission}: {self.people}"


class RolledHeadcount(models.Model):
    """Derived: the people of a selection in a unit's whole subtree, written once with the revision.

    ``people`` is null when any part is unknown; ``known_people`` adds up the parts that are known.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="rolled")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    selection = models.ForeignKey(Selection, models.CASCADE, related_name="+")
    people = models.PositiveIntegerField(null=True)
    known_people = models.PositiveIntegerField()
    no_information = models.PositiveIntegerField(default=0, help_text="People whose value nobody knows")
    units_owed = models.PositiveIntegerField()
    units_received = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "revision", "selection"], name="rolled_headcount_unique"),
        ]

    def __str__(self):
        return f"{self.revision} {self.unit} {self.selection}: {self.people}"


class StaffingQuota(NaturalKey, Valid):
    """Posts assigned to a unit (biên chế được giao): kept beside the people present, never a share's denominator."""

    natural_key_paths = ("unit__key", "category__code", "label_vi", "valid_from")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quotas")
    category = models.ForeignKey(Value, models.PROTECT, related_name="+")
    label_vi = models.CharField(max_length=200, blank=True, help_text="The part of the unit it is for, if not all")
    label_en = models.CharField(max_length=200, blank=True)
    posts = models.PositiveIntegerField()
    stated_on_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="quotas")
    source = models.CharField(max_length=500, blank=True)

    objects = NaturalKeyManager.from_queryset(ValidQuerySet)()

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "category", "label_vi", "valid_from"], name="staffing_quota_starts_once"
            ),
            models.CheckConstraint(name="staffing_quota_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
        ]

    def __str__(self):
        return f"{self.unit}: {self.posts}"

    @property
    def label(self) -> str:
        return in_reader_language(self.label_vi, self.label_en)
