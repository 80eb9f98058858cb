"""Work that goes from one colleague to another: for a leave, or for good."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality, User
from config.lib.clock import now, today
from config.lib.models import classify


class HandoverQuerySet(models.QuerySet):
    """Handovers."""

    def current(self):
        """Leaves that are on today."""
        day = today()
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Handover(models.Model):
    """One colleague takes over all work of another, on a day or for a while (domain A3).

    Without a last day it is for good.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="handovers", editable=False
    )
    leaver = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("wie draagt over")
    )
    stand_in = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("wie neemt over")
    )
    starts_on = models.DateField(_("vanaf"), default=today)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = HandoverQuerySet.as_manager()
    append_only = True
    privacy = classify(
        internal="municipality starts_on ends_on at",
        personal="leaver stand_in by",
        retention="person",
    )

    class Meta:
        verbose_name = _("overdracht")
        verbose_name_plural = _("overdrachten")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="handover_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=~Q(leaver=models.F("stand_in")),
                name="handover_to_another",
                violation_error_message=_("Kies iemand anders."),
            ),
        ]

    def __str__(self):
        return f"{self.leaver_id} {self.stand_in_id}"
