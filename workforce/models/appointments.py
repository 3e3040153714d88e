"""Appointments: spells in a unit, ``[valid_from, valid_to)``; forms ask for "thôi từ ngày", the first day out."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workforce.models.accounts import User
from workforce.models.dimensions import Value
from workforce.models.naming import Named
from workforce.models.natural_keys import NaturalKey, NaturalKeyManager
from workforce.models.people import Person, Voidable, void_has_reason
from workforce.models.periods import DatePrecision, Valid, ValidQuerySet
from workforce.models.references import author, reference
from workforce.models.units import Unit


class Rank(NaturalKey, Valid, Named):
    """A rank or professional title (ngạch, chức danh nghề nghiệp); code lists change by circular."""

    natural_key_paths = ("code", "valid_from")

    code = models.CharField(max_length=12)
    group = models.ForeignKey(
        Value, models.PROTECT, null=True, blank=True, related_name="+", help_text="The column of the yearly forms"
    )
    source = models.CharField(max_length=200, blank=True)

    objects = NaturalKeyManager.from_queryset(ValidQuerySet)()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="rank_starts_once"),
            models.CheckConstraint(name="rank_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class OfPersonQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        return self.filter(person__in=Person.objects.visible_to(user))

    def standing(self):
        """Without mistaken ones."""
        return self.filter(voided_at=None)


class AppointmentQuerySet(OfPersonQuerySet, ValidQuerySet):
    def primary(self):
        return self.filter(kind=Appointment.Kind.PRIMARY, voided_at=None)


class Appointment(Voidable, Valid):
    """A spell in a unit. A person is counted once, where the *primary* appointment is: the unit of the quota post.

    Concurrent posts and secondments stand beside it and never add.
    """

    class Kind(models.TextChoices):
        PRIMARY = "primary", _("primary")
        CONCURRENT = "concurrent", _("concurrent post")
        SECONDMENT = "secondment", _("secondment")

    class StartReason(models.TextChoices):
        RECRUITMENT = "recruitment", _("recruited")
        TRANSFER = "transfer", _("transferred in")
        APPOINTMENT = "appointment", _("appointed to a leading post")
        ELECTION = "election", _("elected")
        SECONDMENT = "secondment", _("seconded")
        ROTATION = "rotation", _("rotated in")
        RETURN = "return", _("returned to service")
        CONVERSION = "conversion", _("changed category")
        REORGANISATION = "reorganisation", _("unit reorganised")
        OTHER = "other", _("other")

    class EndReason(models.TextChoices):
        TRANSFER = "transfer", _("transferred within the province")
        NEW_POST = "new_post", _("took another post")
        RETIREMENT = "retirement", _("retired")
        EARLY_RETIREMENT = "early_retirement", _("retired early")
        RESIGNATION = "resignation", _("resigned")
        DISMISSAL = "dismissal", _("dismissed")
        LEFT_PROVINCE = "left_province", _("left for another province or body")
        CONTRACT_END = "contract_end", _("contract ended")
        TERM_END = "term_end", _("term ended")
        DEATH = "death", _("died")
        REORGANISATION = "reorganisation", _("unit reorganised")
        OTHER = "other", _("other")

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments", verbose_name=_("Unit"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.PRIMARY)
    category = reference(Value, _("Category"))
    leadership = reference(Value, _("Leadership level"))
    leadership_phrase = models.CharField(_("Leadership level as the source words it"), max_length=200, blank=True)
    position = models.CharField(_("Position"), max_length=200, blank=True)
    rank = reference(Rank, _("Rank"), optional=True)
    from_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    start_reason = models.CharField(_("Reason"), max_length=14, choices=StartReason.choices, blank=True)
    start_decision = models.CharField(_("Decision number"), max_length=60, blank=True)
    contract_ends_on = models.DateField(_("Contract or term ends on"), null=True, blank=True)
    end_reason = models.CharField(_("Reason for leaving"), max_length=16, choices=EndReason.choices, blank=True)
    end_decision = models.CharField(_("Decision number (leaving)"), max_length=60, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    ended_recorded_at = models.DateTimeField(null=True, blank=True, help_text="When the end was put on record")
    recorded_by = author()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["person", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="appointment_has_a_day", condition=Q(valid_from__lt=F("valid_to"))),
            void_has_reason("appointment_void_has_reason"),
        ]

    def __str__(self):
        return f"{self.person}: {self.position or self.unit}"
