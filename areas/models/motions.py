"""Motions and pledges: what the council asked or was promised, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.places import Area, Municipality
from config.lib.addresses import address
from config.lib.models import Versioned, classify


class MotionQuerySet(models.QuerySet):
    """Motions and pledges."""

    def visible_to(self, user):
        """All of them are public: they stand in papers of the council."""
        return self

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)


class Motion(Versioned):
    """What the council asked (motie) or was promised (toezegging)."""

    class Kind(models.TextChoices):
        """Who began it."""

        MOTION = "motion", _("motie")
        PLEDGE = "pledge", _("toezegging")

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="motions", verbose_name=_("gemeente")
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name=_("gebied"),
    )
    kind = models.CharField(_("soort"), max_length=10, choices=Kind)
    number = models.CharField(_("nummer"), max_length=40)
    on = models.DateField(_("datum"))
    title = models.CharField(_("titel"), max_length=200)
    text = models.TextField(_("wat is gevraagd of toegezegd"), max_length=4000, blank=True)
    paper_url = models.URLField(_("raadsstuk"), blank=True)
    outcome = models.TextField(_("wat is ermee gedaan"), max_length=2000, blank=True)
    settled_on = models.DateField(_("afgedaan op"), null=True, blank=True)

    objects = MotionQuerySet.as_manager()
    privacy = classify(
        public="version municipality area kind number on title text paper_url outcome settled_on"
    )

    class Meta:
        verbose_name = _("motie of toezegging")
        verbose_name_plural = _("moties en toezeggingen")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "number"],
                name="motion_number_once",
                violation_error_message=_("Dit nummer bestaat al."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=models.F("on")),
                name="motion_settled_after_start",
                violation_error_message=_("Afgedaan kan niet voor de datum zelf."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | ~Q(outcome=""),
                name="motion_settled_with_outcome",
                violation_error_message=_("Vertel ook wat ermee is gedaan."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}: {self.title}"

    def get_absolute_url(self):
        """Its page."""
        return address("areas:motion", self.pk)
