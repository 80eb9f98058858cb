"""Advice on a request for money, in words, by the role or body that the scheme names (E4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from config.lib.clock import now, today
from config.lib.models import classify
from partners.models import Roundtable


class Says(models.TextChoices):
    """What is advised."""

    GRANT = "grant", _("toekennen")
    REFUSE = "refuse", _("afwijzen")


class MoneyAdvice(models.Model):
    """What was advised on one request; never edited, and the last one counts.

    `body` is who advised, in the words of the scheme on that day. Everyone reads it once there is a
    decision (Awb 3:49), as the reasons of that rest on it.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="advices")
    body = models.CharField(_("wie adviseert"), max_length=200)
    roundtable = models.ForeignKey(
        Roundtable, models.PROTECT, null=True, blank=True, related_name="+"
    )
    says = models.CharField(_("advies"), max_length=10, choices=Says)
    amount_cents = models.PositiveBigIntegerField(_("bedrag"), default=0)
    reason = models.TextField(_("reden"), max_length=2000)
    given_on = models.DateField(_("gegeven op"), default=today)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(
        public="application body roundtable says amount_cents reason given_on at", internal="by"
    )

    class Meta:
        verbose_name = _("advies over een aanvraag")
        verbose_name_plural = _("adviezen over aanvragen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(says="grant", amount_cents__gt=0) | Q(says="refuse", amount_cents=0),
                name="money_advice_amount_fits",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="money_advice_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.says}"

    def get_absolute_url(self):
        """The page of its application."""
        return self.application.get_absolute_url()

    def is_followed_by(self, granted: bool, amount_cents: int) -> bool:
        """Whether a decision (an amount in cents) is what was advised."""
        if self.says == Says.REFUSE:
            return not granted
        return granted and amount_cents == self.amount_cents
