"""Indicators are rows of data: a share of two selections, a count, a flow, or a figure reported from outside."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workforce.models.dimensions import Value
from workforce.models.naming import Named, in_reader_language
from workforce.models.natural_keys import NaturalKey


class Selection(NaturalKey, Named):
    """A population as data: categories × sectors × leadership levels × the values of at most one dimension.

    An empty list restricts nothing.
    """

    code = models.SlugField(max_length=60, unique=True)
    categories = models.ManyToManyField(Value, related_name="+", blank=True)
    sectors = models.ManyToManyField(Value, related_name="+", blank=True)
    leaderships = models.ManyToManyField(Value, related_name="+", blank=True)
    values = models.ManyToManyField(Value, related_name="+", blank=True)

    class Meta:
        ordering = ["code"]


class Indicator(NaturalKey, Named):
    class Kind(models.TextChoices):
        STOCK_SHARE = "stock_share", _("share of people")
        STOCK_COUNT = "stock_count", _("number of people")
        REPORTED = "reported", _("reported from outside the register")

    class Unit(models.TextChoices):
        PERCENT = "percent", _("percent")
        PEOPLE = "people", _("people")

    class Direction(models.TextChoices):
        HIGHER = "higher", _("higher")
        LOWER = "lower", _("lower")

    code = models.SlugField(max_length=60, unique=True, allow_unicode=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    numerator = models.ForeignKey(Selection, models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey(Selection, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.PERCENT)
    decimals = models.PositiveSmallIntegerField(
        default=1, validators=[MaxValueValidator(6)], help_text=_("Shown on screen; comparisons never round.")
    )
    direction = models.CharField(max_length=6, choices=Direction.choices, default=Direction.HIGHER)
    definition_vi = models.TextField(blank=True)
    definition_en = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="indicator_has_the_selections_of_its_kind",
                condition=Q(kind="stock_share", numerator__isnull=False, denominator__isnull=False)
                | Q(kind="stock_count", numerator__isnull=False, denominator=None)
                | Q(kind="reported", numerator=None, denominator=None),
            ),
            models.CheckConstraint(name="indicator_decimals_at_most_six", condition=Q(decimals__lte=6)),
        ]

    @property
    def definition(self) -> str:
        return in_reader_language(self.definition_vi, self.definition_en)
