"""Units: a stable identity whose name, kind, parent and code are versions in time."""

from django.db import models
from django.db.models import F, Q

from workforce.models.dimensions import Value
from workforce.models.naming import Named
from workforce.models.natural_keys import NaturalKey, NaturalKeyManager
from workforce.models.periods import Valid, ValidQuerySet


class Unit(NaturalKey):
    natural_key_paths = ("key",)

    key = models.SlugField(max_length=80, unique=True, help_text="Stable name for fixtures and addresses")
    snapshot_only = models.BooleanField(default=False, help_text="Another body keeps its personal records (Party)")
    invented = models.BooleanField(default=False, help_text="Made up for demonstration; never a real province")
    register_from = models.DateField(
        null=True,
        blank=True,
        help_text="Since when the register holds everybody of the unit; empty: as the unit above, or not at all",
    )

    def __str__(self):
        return self.key


class UnitVersion(NaturalKey, Valid, Named):
    natural_key_paths = ("unit__key", "valid_from")

    class Kind(models.TextChoices):
        PROVINCE = "province"
        CENTRAL_CITY = "central_city"
        PROVINCE_LEVEL = "province_level"  # a former province whose type (tỉnh / thành phố) our sources do not state
        DISTRICT = "district"
        COMMUNE = "commune"
        AGENCY = "agency"
        PUBLIC_SERVICE_UNIT = "public_service_unit"
        PARTY_BODY = "party_body"
        MASS_ORGANISATION = "mass_organisation"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="child_versions")
    code = models.CharField(max_length=20, blank=True, help_text="Official code in this period; codes are reused")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    sector = models.ForeignKey(Value, models.PROTECT, null=True, blank=True, related_name="+")
    field = models.ForeignKey(Value, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    objects = NaturalKeyManager.from_queryset(ValidQuerySet)()

    class Meta:
        ordering = ["position", "name_vi"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_starts_once"),
            models.UniqueConstraint(fields=["code", "valid_from"], condition=~Q(code=""), name="unit_code_starts_once"),
            models.CheckConstraint(name="unit_version_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
            models.CheckConstraint(name="unit_is_not_its_own_parent", condition=~Q(parent=F("unit"))),
        ]
        indexes = [models.Index(fields=["valid_from", "valid_to"])]


class UnitAlias(NaturalKey):
    """Another name of a unit: a former one whose dates no source states, or a common short form."""

    natural_key_paths = ("unit__key", "name")

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_alias_unique")]

    def __str__(self):
        return self.name


class Reorganisation(NaturalKey, Named):
    """A dated event by which units merge, split, absorb others, move, are renamed, re-coded or dissolved."""

    class Kind(models.TextChoices):
        MERGE = "merge"
        SPLIT = "split"
        ABSORB = "absorb"
        RENAME = "rename"
        MOVE = "move"
        DISSOLVE = "dissolve"
        RECODE = "recode"

    code = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    effective_on = models.DateField()
    document = models.ForeignKey("Document", models.PROTECT, null=True, blank=True, related_name="reorganisations")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["effective_on", "code"]


class ReorganisationLink(NaturalKey):
    natural_key_paths = ("reorganisation__code", "predecessor__key", "successor__key")

    reorganisation = models.ForeignKey(Reorganisation, models.CASCADE, related_name="links")
    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="predecessor_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "successor"], name="reorganisation_link_unique"
            ),
            models.CheckConstraint(name="unit_does_not_succeed_itself", condition=~Q(predecessor=F("successor"))),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor}"
