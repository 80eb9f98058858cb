"""Reasons for which an initiative stops, in the words of the municipality (practice file)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality
from areas.models.places import Provenance
from config.lib.models import classify


class StopReasonQuerySet(models.QuerySet):
    """Reasons."""

    def to_choose(self, municipality):
        """Those of a municipality that are in use."""
        return self.filter(municipality=municipality, retired=False)


class StopReason(Provenance):
    """One reason from the list; its text goes to the initiator, with what the advisor adds."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="stop_reasons")
    name = models.CharField(_("naam"), max_length=80)
    text = models.TextField(_("uitleg voor de indiener"), max_length=500)
    retired = models.BooleanField(_("niet meer in gebruik"), default=False)

    objects = StopReasonQuerySet.as_manager()
    privacy = classify(public="code source assumed municipality name text retired")

    class Meta:
        verbose_name = _("reden om te stoppen")
        verbose_name_plural = _("redenen om te stoppen")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="stop_reason_code_once")
        ]

    def __str__(self):
        return self.name
