"""Dimensions cut a headcount; their values form a tree, so that forms that cut differently meet at common values."""

from django.db import models

from workforce.models.naming import Named
from workforce.models.natural_keys import NaturalKey


class Dimension(NaturalKey, Named):
    """Something people are counted by: education level, sex, age, …

    ``category``, ``sector`` and ``leadership`` say *which* people a headcount row is about; every other
    dimension says of what kind they are. ``total`` has one value and stands for no cut at all.
    """

    class Role(models.TextChoices):
        POPULATION = "population"
        ATTRIBUTE = "attribute"

    code = models.SlugField(max_length=60, unique=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.ATTRIBUTE)
    position = models.PositiveSmallIntegerField(default=0)
    aliases = models.JSONField(default=list, blank=True, help_text="Headings of files that mean this dimension")
    sensitive = models.BooleanField(default=False, help_text="Sensitive personal data (Law 91/2025/QH15)")
    parts_cover_total = models.BooleanField(
        default=True, help_text="Each person has exactly one value, so the parts of a file must add up to its total"
    )
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    second = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="dimension_crosses_two_or_none",
                condition=models.Q(first=None, second=None)
                | (models.Q(first__isnull=False, second__isnull=False) & ~models.Q(first=models.F("second"))),
            )
        ]


class Value(NaturalKey, Named):
    natural_key_paths = ("dimension__code", "code")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary"
        NOT_BROKEN_DOWN = "not_broken_down"
        NO_INFORMATION = "no_information"

    dimension = models.ForeignKey(Dimension, models.PROTECT, related_name="values")
    code = models.SlugField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.ORDINARY)
    position = models.PositiveSmallIntegerField(default=0)
    aliases = models.JSONField(default=list, blank=True, help_text="Other words for it in files")
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    second = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["dimension", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="value_code_unique_in_dimension"),
            models.CheckConstraint(name="value_is_not_its_own_parent", condition=~models.Q(parent=models.F("id"))),
        ]
