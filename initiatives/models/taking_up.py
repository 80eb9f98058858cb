"""Who takes up an initiative that somebody else brought."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.clock import now
from config.lib.models import classify
from initiatives.models.initiatives import Initiative
from partners.models import Organisation


class TakeUp(models.Model):
    """An organisation that takes it up; or a new initiator, who goes on with an initiative of
    their own once they pressed the mailed link. It goes when the initiative is opened again.
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="take_up")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="taken_up",
        verbose_name=_("organisatie"),
    )
    email = models.EmailField(_("e-mailadres van de nieuwe indiener"), blank=True)
    # What the new initiator made of it: with contact data and talk of its own.
    continued = models.OneToOneField(
        Initiative, models.SET_NULL, null=True, blank=True, related_name="continues"
    )
    at = models.DateTimeField(default=now, editable=False)

    privacy = classify(
        public="initiative organisation continued at", personal="email", retention="take_ups"
    )

    class Meta:
        verbose_name = _("overname van een initiatief")
        verbose_name_plural = _("overnames van initiatieven")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(email="", continued__isnull=True),
                name="take_up_by_one",
            )
        ]

    def __str__(self):
        return str(self.initiative_id)
