"""Gatherings: evenings, talks and walks in an area, who comes, and what came of it (D9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify
from initiatives.models.initiatives import Initiative

MOST_PEOPLE = 6


class GatheringQuerySet(models.QuerySet):
    """Gatherings."""

    def visible_to(self, user):
        """All of them: what is planned is for everyone (`user` makes no difference)."""
        return self.all()

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)

    def within(self, area):
        """Those of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def coming(self):
        """Those that are still to come or are going on, also when called off, the first on top."""
        return self.filter(ends_at__gte=now()).order_by("starts_at", "pk")

    def past(self):
        """Those that are over, the last on top."""
        return self.filter(ends_at__lt=now()).order_by("-starts_at", "-pk")

    def untold(self):
        """Those that went on and are over, of which nobody told what came of it."""
        return self.filter(ends_at__lt=now(), cancelled_at=None, outcome="")


class Gathering(Versioned):
    """A moment to meet in an area. Everything of it is for everyone; who comes is not."""

    class Kind(models.TextChoices):
        """What it is."""

        EVENING = "evening", _("bewonersavond")
        TALK = "talk", _("buurtgesprek")
        VISIT = "visit", _("wijkbezoek")
        GARDENING = "gardening", _("optuindag")
        INSPECTION = "inspection", _("schouw")
        OTHER = "other", _("iets anders")

    class SignUps(models.TextChoices):
        """Whether one tells beforehand that one comes."""

        OPEN = "open", _("aanmelden kan")
        CLOSED = "closed", _("aanmelden is gesloten")
        NONE = "none", _("aanmelden hoeft niet")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="gatherings")
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="gatherings", verbose_name=_("gebied")
    )
    kind = models.CharField(_("wat voor bijeenkomst"), max_length=12, choices=Kind)
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("waar gaat het over"), max_length=4000)
    place = models.CharField(_("waar"), max_length=200)
    starts_at = models.DateTimeField(_("begin"))
    ends_at = models.DateTimeField(_("einde"))
    audience = models.CharField(_("voor wie"), max_length=150, blank=True)
    sign_up = models.CharField(_("aanmelden"), max_length=8, choices=SignUps, default=SignUps.OPEN)
    seats = models.PositiveIntegerField(_("hoeveel plekken"), null=True, blank=True)
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("hoort bij actie"),
    )
    initiative = models.ForeignKey(
        Initiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("hoort bij initiatief"),
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("waarom gaat het niet door"), max_length=500, blank=True)
    outcome = models.TextField(_("wat kwam eruit"), max_length=4000, blank=True)
    turnout = models.PositiveIntegerField(_("hoeveel mensen kwamen er"), null=True, blank=True)
    led_to_action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings_before",
        verbose_name=_("welke actie kwam eruit"),
    )
    led_to_initiative = models.ForeignKey(
        Initiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings_before",
        verbose_name=_("welk initiatief kwam eruit"),
    )
    moved_at = models.DateTimeField(default=now, editable=False)

    objects = GatheringQuerySet.as_manager()
    privacy = classify(
        public="municipality area kind title text place starts_at ends_at audience sign_up seats"
        " action initiative cancelled_at reason outcome turnout led_to_action led_to_initiative",
        internal="version moved_at",
    )

    class Meta:
        verbose_name = _("bijeenkomst")
        verbose_name_plural = _("bijeenkomsten")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["municipality", "starts_at"], name="gathering_by_day"),
            models.Index(fields=["area", "ends_at"], name="gathering_in_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1), name="gathering_has_seats"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(reason=""),
                name="gathering_off_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page."""
        return address("gatherings:gathering", self.pk)

    @property
    def has_begun(self) -> bool:
        """Whether it is going on or over."""
        return self.starts_at <= now()

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at < now()

    @property
    def shape(self) -> str:
        """The shape that goes with the word of how it stands."""
        if self.cancelled_at:
            return "stopped"
        return "done" if self.is_over else "active"

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        if self.cancelled_at:
            return _("gaat niet door")
        return _("geweest") if self.is_over else _("gaat door")


class SignUpQuerySet(models.QuerySet):
    """Sign-ups."""

    def with_address(self):
        """Those that were confirmed and can be mailed: with a seat or waiting."""
        return self.filter(confirmed_at__isnull=False).exclude(email="")

    def seated(self):
        """Those that have a seat."""
        return self.filter(seated_at__isnull=False)

    def waiting(self):
        """Those on the waiting list, who came first on top."""
        waits = self.filter(confirmed_at__isnull=False, seated_at__isnull=True)
        return waits.order_by("confirmed_at", "pk")


class SignUp(models.Model):
    """Somebody comes to a gathering with so many people. It counts once the mailed link was
    pressed; how many they were stays when the address goes.
    """

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="sign_ups")
    email = models.EmailField(_("uw e-mailadres"), blank=True)
    people = models.PositiveSmallIntegerField(_("met hoeveel mensen komt u"))
    at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    seated_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SignUpQuerySet.as_manager()
    privacy = classify(
        internal="gathering people at confirmed_at seated_at reminded_at",
        personal="email",
        retention="sign_ups",
    )

    class Meta:
        verbose_name = _("aanmelding")
        verbose_name_plural = _("aanmeldingen")
        ordering = ["confirmed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "email"], condition=~Q(email=""), name="sign_up_once"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1) & Q(people__lte=MOST_PEOPLE), name="sign_up_one_to_six"
            ),
            models.CheckConstraint(
                condition=Q(seated_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="sign_up_seated_after_confirming",
            ),
        ]

    def __str__(self):
        return f"{self.gathering_id} {self.pk}"
