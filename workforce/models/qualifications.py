"""Qualifications: the real diploma is stored; what it counts as is a dated table, because the law changes."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workforce.models.appointments import OfPersonQuerySet
from workforce.models.dimensions import Value
from workforce.models.documents import Document
from workforce.models.naming import Named
from workforce.models.natural_keys import NaturalKey, NaturalKeyManager
from workforce.models.people import Person, Voidable, void_has_reason
from workforce.models.periods import Valid, ValidQuerySet
from workforce.models.references import author, reference


class DiplomaType(NaturalKey, Named):
    """What is printed on the diploma: doctor, specialist level II, engineer, …"""

    code = models.SlugField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    aliases = models.JSONField(default=list, blank=True, help_text="Other words for it in files")

    class Meta:
        ordering = ["position", "code"]


class Equivalence(NaturalKey, Valid):
    """The education level a diploma type counts as, while it does: "PhD and equivalent" changed with the law."""

    natural_key_paths = ("diploma__code", "valid_from")

    diploma = models.ForeignKey(DiplomaType, models.CASCADE, related_name="equivalences")
    level = models.ForeignKey(Value, models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=300, blank=True)

    objects = NaturalKeyManager.from_queryset(ValidQuerySet)()

    class Meta:
        ordering = ["diploma", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["diploma", "valid_from"], name="equivalence_starts_once"),
            models.CheckConstraint(name="equivalence_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
        ]

    def __str__(self):
        return f"{self.diploma} = {self.level}"


class TrainingField(NaturalKey, Named):
    """A two-digit field of training."""

    code = models.CharField(max_length=2, unique=True)

    class Meta:
        ordering = ["code"]


class AwardPrecision(models.TextChoices):
    """A month- or year-only award counts from the last day of it; LATEST: held on that day, since when is unknown."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    LATEST = "latest", _("at the latest")


class Awarded(Voidable):
    """Something a person was awarded. It counts from ``awarded_on`` on."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)ss")
    awarded_on = models.DateField(_("Awarded on"), null=True, blank=True)
    awarded_precision = models.CharField(max_length=6, choices=AwardPrecision.choices, default=AwardPrecision.DAY)
    institution = models.CharField(_("Institution"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = author()

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        abstract = True


class Qualification(Awarded):
    class Mode(models.TextChoices):
        REGULAR = "regular", _("full-time (chính quy)")
        WORK_STUDY = "work_study", _("work-study (vừa làm vừa học)")
        IN_SERVICE = "in_service", _("in-service (tại chức)")
        DISTANCE = "distance", _("distance (từ xa)")
        CONCENTRATED = "concentrated", _("concentrated (tập trung)")

    diploma = models.ForeignKey(DiplomaType, models.PROTECT, related_name="+", verbose_name=_("Diploma"))
    in_progress = models.BooleanField(_("Still studying"), default=False)
    field = reference(TrainingField, _("Field of training"), optional=True)
    major = models.CharField(_("Major"), max_length=200, blank=True)
    country = models.CharField(_("Country"), max_length=100, blank=True)
    mode = models.CharField(_("Mode of study"), max_length=12, choices=Mode.choices, blank=True)
    verified_by = author()
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person", "awarded_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="qualification_is_awarded_or_in_progress",
                condition=Q(in_progress=True, awarded_on=None) | Q(in_progress=False, awarded_on__isnull=False),
            ),
            void_has_reason("qualification_void_has_reason"),
        ]

    def __str__(self):
        return f"{self.person}: {self.diploma}"


class Certificate(Awarded):
    """Political theory, state management, IT, foreign languages: ``value`` belongs to one of these dimensions.

    "Not trained yet" is a value too: it tells a "no" from a blank.
    """

    value = reference(Value, _("Level"))
    name = models.CharField(_("Certificate"), max_length=200, blank=True)

    class Meta:
        ordering = ["person", "awarded_on", "id"]
        constraints = [
            models.CheckConstraint(name="certificate_is_awarded", condition=Q(awarded_on__isnull=False)),
            void_has_reason("certificate_void_has_reason"),
        ]

    def __str__(self):
        return f"{self.person}: {self.value}"


class Scan(models.Model):
    """The scanned diploma: sensitive, kept in the database so that one backup has everything."""

    qualification = models.OneToOneField(Qualification, models.CASCADE, related_name="scan")
    file_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=60)
    content = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.file_name
