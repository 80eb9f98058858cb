"""A spreadsheet that is coming in: kept between its steps, then gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.people import User
from areas.models.places import Municipality
from areas.models.plans import Plan
from config.lib.clock import now
from config.lib.models import classify


class SheetQuerySet(models.QuerySet):
    """Spreadsheets."""

    def visible_to(self, user):
        """One's own."""
        return self.filter(by=user) if user.is_authenticated else self.none()


class Sheet(models.Model):
    """The rows of an uploaded sheet, and which column is what."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="sheets")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sheets", verbose_name=_("plan"))
    by = models.ForeignKey(User, models.CASCADE, related_name="sheets")
    name = models.CharField(_("bestand"), max_length=200)
    header = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    # Per field of an action the number of its column; per unclear word what was chosen for it.
    columns = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    at = models.DateTimeField(default=now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SheetQuerySet.as_manager()
    privacy = classify(
        internal="municipality plan columns at done_at",
        personal="by name header rows choices",
        retention="sheets",
    )

    class Meta:
        verbose_name = _("rekenblad")
        verbose_name_plural = _("rekenbladen")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.municipality_id} {self.pk}"
