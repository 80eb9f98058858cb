"""The portrait of an area: dated versions of what is strong there and what asks attention."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.people import User
from areas.models.places import Area
from config.lib.clock import now, today
from config.lib.models import classify


class Portrait(models.Model):
    """One dated version; never edited, the newest one counts (gebiedsprofiel, source 000).

    Strengths follow ABCD: people, places, organisations. Worries are for colleagues until the day
    on which they were discussed in the area.
    """

    area = models.ForeignKey(
        Area, models.PROTECT, related_name="portraits", verbose_name=_("gebied")
    )
    text = models.TextField(_("over dit gebied"), max_length=5000)
    people = models.TextField(_("sterk: mensen"), max_length=2000, blank=True)
    places = models.TextField(_("sterk: plekken"), max_length=2000, blank=True)
    organisations = models.TextField(_("sterk: organisaties"), max_length=2000, blank=True)
    worries = models.TextField(_("zorgen"), max_length=2000, blank=True)
    discussed_on = models.DateField(_("zorgen besproken in het gebied op"), null=True, blank=True)
    fictitious = models.BooleanField(_("verzonnen"), default=False, editable=False)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("door")
    )

    append_only = True
    privacy = classify(
        public="area text people places organisations discussed_on fictitious at",
        internal="worries by",
    )

    class Meta:
        verbose_name = _("portret van een gebied")
        verbose_name_plural = _("portretten van gebieden")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.area_id} {self.at:%Y-%m-%d}"

    @property
    def public_worries(self) -> str:
        """The worries, once they were discussed in the area; else nothing."""
        discussed = self.discussed_on and self.discussed_on <= today()
        return self.worries if discussed else ""
