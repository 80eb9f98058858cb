"""People: a user, the roles that a municipality names, and who works for which area."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models.places import Area, Municipality, Provenance
from areas.roles import RoleKind, kinds_with
from config.lib.clock import now, today
from config.lib.models import classify


class UserManager(BaseUserManager):
    """Makes users; an address is stored in lower case and nobody needs a password."""

    def create_user(self, email: str, password: str | None = None, **fields):
        """Make a user of a confirmed address; without a password it cannot log in by one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        """Make the first administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        """Find by address, whatever its case."""
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a confirmed mail address; what they may do follows from roles and seats."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("naam"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    is_staff = models.BooleanField(_("mag in het beheer"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    joined_at = models.DateTimeField(_("sinds"), default=now, editable=False)
    erased_at = models.DateTimeField(_("gewist op"), null=True, blank=True, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    privacy = classify(
        internal="password is_staff is_superuser is_active joined_at erased_at"
        " groups user_permissions",
        personal="email name phone last_login",
        retention="person",
    )

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="user_email_lower_case"
            )
        ]

    def __str__(self):
        return self.name or _("Persoon %(number)s") % {"number": self.pk}

    def get_full_name(self):
        """The name as shown to colleagues."""
        return self.name

    def get_short_name(self):
        """The name as shown in the page header."""
        return self.name

    @property
    def initials(self) -> str:
        """Two letters for where a face would be."""
        words = [word for word in self.name.split() if word[0].isupper()] or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


class Role(Provenance):
    """What this municipality calls a kind of role: gebiedsregisseur, wijkcoördinator, …"""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="roles", verbose_name=_("gemeente")
    )
    kind = models.CharField(_("soort"), max_length=30, choices=RoleKind)
    name = models.CharField(_("naam"), max_length=80)

    privacy = classify(public="code source assumed municipality kind name")

    class Meta:
        verbose_name = _("rol")
        verbose_name_plural = _("rollen")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="role_code_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Roles have no page of their own; they show on the area page."""
        return reverse("areas:list")


class AssignmentQuerySet(models.QuerySet):
    """Who works for which area."""

    def current(self):
        """Assignments that hold today."""
        day = today()
        return self.filter(
            Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            user__is_active=True,
        )

    def managing(self, area_id: int):
        """Who is a manager today for an area or for one above it; the nearest first."""
        rows = self.current().filter(role__kind=RoleKind.MANAGER)
        rows = rows.filter(area__descendant_rows__area=area_id)
        return rows.order_by("area__descendant_rows__distance", "pk")

    def giving(self, permission: str):
        """Assignments whose role carries the permission."""
        return self.filter(role__kind__in=kinds_with(permission))


class Assignment(models.Model):
    """A person has a role for an area and all below it, from–until (the last day included)."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="assignments", verbose_name=_("persoon")
    )
    role = models.ForeignKey(
        Role, models.PROTECT, related_name="assignments", verbose_name=_("rol")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="assignments", verbose_name=_("gebied")
    )
    starts_on = models.DateField(_("vanaf"), default=today)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    in_public = models.BooleanField(_("naam, telefoon en mail op de gebiedspagina"), default=False)

    objects = AssignmentQuerySet.as_manager()
    privacy = classify(
        internal="in_public starts_on ends_on", personal="user role area", retention="person"
    )

    class Meta:
        verbose_name = _("inzet")
        verbose_name_plural = _("inzet")
        ordering = ["area", "role", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area", "starts_on"], name="assignment_once"
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.area}"
