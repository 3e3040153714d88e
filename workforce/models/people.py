"""People: one record for life; whoever left and came back is the same person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workforce.models.accounts import User
from workforce.models.dimensions import Value
from workforce.models.periods import DatePrecision
from workforce.models.references import author, reference
from workforce.models.scopes import units_seen_by
from workforce.models.units import Unit
from workforce.vietnam.text import clean, person_sort_key, search_key

# Sensitive personal data (Law 91/2025/QH15; Decree 356/2025/NĐ-CP, article 4). Party membership is treated as a
# political view. Pages show them to those who need them, the trail says only that they changed, lists leave them out.
SENSITIVE_FIELDS = frozenset(
    {"ethnicity", "religion", "party_joined_on", "party_official_on", "party_left_on", "never_in_party", "health"}
)


class Voidable(models.Model):
    """Records of people are never deleted: a mistaken one is voided with a reason, and counts nowhere."""

    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None


def void_has_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(voided_at=None, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason=""))
    )


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user: User):
        """Those whose current or last primary appointment lies in the user's units; nobody for whom no people are."""
        if not user.sees_people:
            return self.none()
        seen = units_seen_by(user)
        return self if seen is None else self.filter(unit__in=seen)

    def in_register(self):
        """Without mistaken and merged records."""
        return self.exclude(status=Person.Status.VOID)


class Person(Voidable):
    """Who somebody is. Where they work is in appointments, what they learned in qualifications and certificates.

    A year-only birth date is stored as 1 January of the year, as Decree 135/2020/NĐ-CP, article 3, counts it.
    ``party_joined_on`` makes a member from that day; without it ``never_in_party`` tells a "no" from a blank.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    class Status(models.TextChoices):
        IN_SERVICE = "in_service", _("in service")
        LEFT = "left", _("left")
        VOID = "void", _("void")

    full_name = models.CharField(_("Full name"), max_length=150)
    other_name = models.CharField(_("Other name"), max_length=150, blank=True)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex.choices, blank=True)
    ethnicity = reference(Value, _("Ethnicity"), optional=True)
    religion = reference(Value, _("Religion"), optional=True)
    identity_number = models.CharField(_("Personal identification number"), max_length=12, blank=True)
    identity_issued_on = models.DateField(_("Issued on"), null=True, blank=True)
    social_insurance_number = models.CharField(_("Social insurance number"), max_length=12, blank=True)
    birth_place = models.CharField(_("Place of birth"), max_length=200, blank=True)
    home_town = models.CharField(_("Home town"), max_length=200, blank=True)
    address = models.CharField(_("Present address"), max_length=300, blank=True)
    phone = models.CharField(_("Phone"), max_length=30, blank=True)
    email = models.EmailField(_("E-mail"), max_length=200, blank=True)
    health = models.CharField(_("Health"), max_length=200, blank=True)
    party_joined_on = models.DateField(_("Joined the Party on"), null=True, blank=True)
    party_official_on = models.DateField(_("Full member since"), null=True, blank=True)
    party_left_on = models.DateField(_("Left the Party on"), null=True, blank=True)
    never_in_party = models.BooleanField(_("Not a Party member"), default=False)
    recruited_on = models.DateField(_("First recruited on"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts the changes; who saves an older one is asked")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = author()

    # Derived by services.register from the name and the appointments, as of the day of the last change or refresh
    search_name = models.CharField(max_length=160, editable=False)
    sort_name = models.CharField(max_length=700, editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.LEFT, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, editable=False, related_name="people", db_index=False)
    sector = reference(Value, optional=True)
    category = reference(Value, optional=True)
    leadership = reference(Value, optional=True)
    education = reference(Value, optional=True)
    retires_on = models.DateField(null=True, editable=False)
    refresh_on = models.DateField(null=True, editable=False, help_text="The next day on which the columns above change")

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_number"],
                condition=~Q(identity_number="") & ~Q(status="void"),
                name="person_identity_number_unique",
            ),
            models.CheckConstraint(name="person_is_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
            models.CheckConstraint(name="person_merged_is_void", condition=Q(merged_into=None) | Q(status="void")),
            models.CheckConstraint(
                name="person_party_dates_agree",
                condition=(Q(never_in_party=False) | Q(party_joined_on=None))
                & (Q(party_official_on=None) | Q(party_joined_on__isnull=False))
                & (Q(party_left_on=None) | Q(party_left_on__gt=F("party_joined_on"))),
            ),
            void_has_reason("person_void_has_reason"),
        ]
        indexes = [
            models.Index(fields=["status", "sort_name", "id"], name="person_list"),
            models.Index(fields=["unit", "status", "sort_name", "id"], name="person_list_of_unit"),
            models.Index(fields=["status", "retires_on"], name="person_retirements"),
            models.Index(fields=["refresh_on"], name="person_refresh", condition=Q(refresh_on__isnull=False)),
            models.Index(fields=["birth_date"], name="person_birth_date"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def subject(self) -> str:
        """How the audit trail names the record."""
        return f"person:{self.pk}"

    def name_keys(self) -> dict[str, str]:
        return name_keys(self.full_name)


def name_keys(full_name: str) -> dict[str, str]:
    """The derived columns of a name, for searching without accents and sorting as staff lists do."""
    name = clean(full_name)
    return {"search_name": search_key(name)[:160], "sort_name": person_sort_key(name)[:700]}


def name_words(*names: str) -> set[str]:
    return {word[:60] for name in names for word in search_key(name).split()}


class NameWord(models.Model):
    """Derived: the words of a name without accents, so that a beginning of any word finds a person by index."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "person"], name="name_word_unique")]

    def __str__(self):
        return self.word


class PersonMerge(models.Model):
    """Two records that were one person. ``moved`` holds what it takes to undo it."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved = models.JSONField(help_text="Ids of the rows that changed hands, and the kept record as it was")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="merge_is_of_two_people", condition=~Q(kept=F("merged"))),
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merge_of_a_person_once"),
        ]

    def __str__(self):
        return f"{self.merged} → {self.kept}"


class DistinctPeople(models.Model):
    """Somebody looked at two similar records and found two people: they are not proposed again."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once"),
            models.CheckConstraint(name="distinct_people_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
