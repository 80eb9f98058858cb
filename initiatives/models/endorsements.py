"""Endorsements: who supports an initiative, each person once (domain D3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.clock import now
from config.lib.models import classify
from initiatives.models.initiatives import Initiative


class Endorsement(models.Model):
    """One person supports an initiative. It counts once the mailed link was pressed; the count
    itself stands with the initiative, and stays when the address goes.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="endorsements")
    email = models.EmailField(_("uw e-mailadres"), blank=True)
    inside = models.BooleanField(_("woont in het gebied"))
    at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    privacy = classify(
        internal="initiative inside at confirmed_at", personal="email", retention="endorsements"
    )

    class Meta:
        verbose_name = _("steun")
        verbose_name_plural = _("steun")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "email"], condition=~Q(email=""), name="endorsement_once"
            )
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.pk}"
