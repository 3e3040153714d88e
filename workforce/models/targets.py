"""A target is a clause made measurable; revised by a new row, never overwritten."""

from django.db import models
from django.db.models import Q

from workforce.indicators.goals import Operator as GoalOperator
from workforce.indicators.pace import Band
from workforce.models.documents import Clause
from workforce.models.indicators import Indicator
from workforce.models.naming import Named, in_reader_language
from workforce.models.natural_keys import NaturalKey
from workforce.models.periods import DatePrecision
from workforce.models.units import Unit


class Target(NaturalKey, Named):
    """``name`` is the short title. What the document leaves open (due date, baseline) stays null."""

    Operator = models.TextChoices("Operator", {each.name: each.value for each in GoalOperator})

    code = models.SlugField(max_length=80, unique=True)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    operator = models.CharField(max_length=20, choices=Operator.choices)
    value = models.DecimalField(max_digits=16, decimal_places=6)
    tolerance = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    value_is_derived = models.BooleanField(default=False)
    formula = models.CharField(max_length=300, blank=True)
    other_reading_vi = models.TextField(blank=True)
    other_reading_en = models.TextField(blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_value = models.DecimalField(
        max_digits=16,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="Only where the document states it; else the snapshot of baseline_on answers",
    )
    due_on = models.DateField(null=True, blank=True)
    due_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    due_is_derived = models.BooleanField(default=False, help_text="No date in the clause: the document's period ends")
    responsible_vi = models.CharField(max_length=300, blank=True)
    responsible_en = models.CharField(max_length=300, blank=True)
    note_vi = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    revises = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="revised_by")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["clause__document", "position", "code"]
        constraints = [
            models.CheckConstraint(
                name="target_derived_has_formula", condition=Q(value_is_derived=False) | ~Q(formula="")
            ),
            models.CheckConstraint(
                name="target_baseline_value_is_dated", condition=Q(baseline_value=None) | Q(baseline_on__isnull=False)
            ),
            models.CheckConstraint(
                name="target_baseline_before_due",
                condition=Q(baseline_on=None) | Q(due_on=None) | Q(baseline_on__lt=models.F("due_on")),
            ),
            models.CheckConstraint(
                name="target_tolerance_only_about",
                condition=Q(tolerance=None) | Q(operator="about", tolerance__gt=0),
            ),
        ]

    @property
    def other_reading(self):
        return in_reader_language(self.other_reading_vi, self.other_reading_en)

    @property
    def responsible(self):
        return in_reader_language(self.responsible_vi, self.responsible_en)

    @property
    def note(self):
        return in_reader_language(self.note_vi, self.note_en)


class Milestone(NaturalKey):
    natural_key_paths = ("target__code", "on")

    target = models.ForeignKey(Target, models.CASCADE, related_name="milestones")
    on = models.DateField()
    value = models.DecimalField(max_digits=16, decimal_places=6)

    class Meta:
        ordering = ["target", "on"]
        constraints = [models.UniqueConstraint(fields=["target", "on"], name="milestone_once_per_date")]

    def __str__(self):
        return f"{self.target}: {self.value} ({self.on:%d/%m/%Y})"


class PaceThreshold(NaturalKey):
    """From which p (achieved ÷ scheduled change since the baseline) a pace counts as this band."""

    natural_key_paths = ("band",)

    band = models.CharField(max_length=8, unique=True, choices=[(band.value, band.value) for band in Band])
    minimum = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        ordering = ["-minimum"]

    def __str__(self):
        return f"{self.band} ≥ {self.minimum}"
