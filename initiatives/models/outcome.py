"""What came of it: asked four weeks and a year after an initiative is done (domain D4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from config.lib.models import classify
from initiatives.models.initiatives import Initiative


class OutcomeQuerySet(models.QuerySet):
    """What initiators said."""

    def said(self):
        """Those with an answer."""
        return self.exclude(result="")


class Outcome(models.Model):
    """Whether it became what the initiator wanted: one row per moment, answered once for ever."""

    class Moment(models.TextChoices):
        """When it was asked."""

        WEEKS = "weeks", _("na vier weken")
        YEAR = "year", _("na een jaar")

    class Result(models.TextChoices):
        """In the words of who brought it."""

        YES = "yes", _("ja")
        PARTLY = "partly", _("deels")
        NO = "no", _("nee")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="outcomes")
    moment = models.CharField(max_length=10, choices=Moment)
    asked_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(_("is het gelukt"), max_length=10, choices=Result, blank=True)
    text = models.TextField(_("wilt u er iets bij vertellen"), max_length=1000, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    # The words are for everyone once an advisor has read them.
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # The words were taken off the site (models.hiding).
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()
    privacy = classify(
        public="initiative moment result said_at released_at",
        internal="asked_at released_by hidden_at",
        personal="text",
        retention="initiative_contact",
    )

    class Meta:
        verbose_name = _("wat ervan kwam")
        verbose_name_plural = _("wat ervan kwam")
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "moment"], name="outcome_once"),
            models.CheckConstraint(
                condition=Q(result="", said_at__isnull=True)
                | (~Q(result="") & Q(said_at__isnull=False)),
                name="outcome_said_with_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.moment}"

    @property
    def is_shown(self) -> bool:
        """Whether the words are for everyone."""
        return bool(self.released_at and not self.hidden_at)

    @property
    def municipality_id(self) -> int:
        """The municipality, for the trail."""
        return self.initiative.municipality_id

    @property
    def area_id(self) -> int:
        """The area that it is about, for the trail."""
        return self.initiative.area_id
