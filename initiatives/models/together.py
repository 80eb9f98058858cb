"""Who brings an initiative together with its initiator: neighbours who said yes by mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import User
from config.lib.clock import now
from config.lib.models import classify
from initiatives.models.initiatives import Initiative


class CoInitiatorQuerySet(models.QuerySet):
    """Who was asked to bring an initiative together."""

    def taking_part(self):
        """Those who said yes."""
        return self.filter(confirmed_at__isnull=False)

    def invited_before(self, moment):
        """Asked before this moment, and no answer."""
        return self.filter(confirmed_at__isnull=True, at__lt=moment)


class CoInitiator(models.Model):
    """Somebody who was asked, by mail address; with an account once they pressed the link."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="together")
    email = models.EmailField(_("e-mailadres"))
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="together", editable=False
    )
    at = models.DateTimeField(default=now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CoInitiatorQuerySet.as_manager()
    privacy = classify(
        internal="initiative at confirmed_at",
        personal="email user",
        retention="co_initiators",
    )

    class Meta:
        verbose_name = _("mede-indiener")
        verbose_name_plural = _("mede-indieners")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "email"], name="co_initiator_once")
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.pk}"
