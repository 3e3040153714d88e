"""Who signs in, and as what."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccountManager(UserManager):
    def create_superuser(self, username, email=None, password=None, **extra):
        """The first account of a new portal makes the others."""
        return super().create_superuser(username, email, password, **{"role": User.Role.SYSTEM_ADMIN, **extra})


class User(AbstractUser):
    class Role(models.TextChoices):
        EXECUTIVE = "executive", _("Executive viewer")
        DATA_ADMIN = "data_admin", _("Data administrator")
        DATA_ENTRY = "data_entry", _("Data-entry staff")
        AUDITOR = "auditor", _("Auditor")
        SYSTEM_ADMIN = "system_admin", _("System administrator")

    role = models.CharField(max_length=12, choices=Role.choices, default=Role.EXECUTIVE)
    unit = models.ForeignKey(
        "workforce.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        help_text="The user sees this unit's subtree; empty: everything the portal holds",
    )

    may_see_people = models.BooleanField(default=False, help_text="An audited grant for executives who appoint")
    must_change_password = models.BooleanField(default=False)
    session_serial = models.PositiveIntegerField(default=0, help_text="A higher number ends every session")

    objects = AccountManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_of_the_whole_portal_has_no_unit",
                condition=~models.Q(role__in=["auditor", "system_admin"]) | models.Q(unit=None),
            ),
            models.CheckConstraint(
                name="user_grant_is_for_executives",
                condition=models.Q(may_see_people=False) | models.Q(role="executive"),
            ),
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def get_full_name(self):
        """The Vietnamese way: family and middle name first."""
        return f"{self.last_name} {self.first_name}".strip()

    def _get_session_auth_hash(self, secret=None):
        """What a session must carry; overridden here, because it also answers for SECRET_KEY_FALLBACKS."""
        return f"{super()._get_session_auth_hash(secret=secret)}-{self.session_serial}"

    @property
    def sees_dashboards(self) -> bool:
        return self.role in {self.Role.EXECUTIVE, self.Role.DATA_ADMIN, self.Role.DATA_ENTRY, self.Role.AUDITOR}

    @property
    def enters_data(self) -> bool:
        return self.role == self.Role.DATA_ENTRY

    @property
    def edits_people(self) -> bool:
        return self.role in {self.Role.DATA_ADMIN, self.Role.DATA_ENTRY}

    @property
    def sees_people(self) -> bool:
        return self.edits_people or (self.role == self.Role.EXECUTIVE and self.may_see_people)

    @property
    def manages_data(self) -> bool:
        return self.role == self.Role.DATA_ADMIN

    @property
    def manages_definitions(self) -> bool:
        """Indicators and populations are one for everybody: a unit's own administrator does not change them."""
        return self.manages_data and self.unit_id is None

    @property
    def reads_audit(self) -> bool:
        return self.role == self.Role.AUDITOR

    @property
    def manages_accounts(self) -> bool:
        return self.role == self.Role.SYSTEM_ADMIN
