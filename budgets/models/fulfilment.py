"""What was done for a grant that is not a subsidy (domain E13): the end of its own route."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from config.lib.clock import now
from config.lib.models import classify


class Fulfilment(models.Model):
    """Carried out by the municipality, delivered in kind, or spent by the budget holder.

    Never edited or deleted. What it did not cost is available again in the budget.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="fulfilment")
    granted_cents = models.PositiveBigIntegerField(_("toegekend"))
    amount_cents = models.PositiveBigIntegerField(_("wat het kostte"))
    on = models.DateField(_("klaar op"))
    text = models.TextField(_("wat er is gedaan"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(public="application granted_cents amount_cents on text at", internal="by")

    class Meta:
        verbose_name = _("uitvoering")
        verbose_name_plural = _("uitvoeringen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__lte=F("granted_cents")),
                name="fulfilment_within_the_grant",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="fulfilment_says_what"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.amount_cents}"
