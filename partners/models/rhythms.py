"""What should happen every so many weeks in each area, and when it last did (domain C4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Level, Municipality, User
from areas.models.places import Provenance
from config.lib.clock import today
from config.lib.models import classify


class Rhythm(Provenance):
    """What has to come round in every area of a level: an alderman's visit, a talk with partners.

    How often tables meet stands with the kind of table.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="rhythms")
    name = models.CharField(_("wat"), max_length=120)
    who = models.CharField(_("wie"), max_length=120, blank=True)
    level = models.ForeignKey(
        Level, models.CASCADE, related_name="rhythms", verbose_name=_("in elk(e)")
    )
    weeks = models.PositiveSmallIntegerField(_("elke zoveel weken"))

    privacy = classify(public="code source assumed municipality name who level weeks")

    class Meta:
        verbose_name = _("ritme")
        verbose_name_plural = _("ritmes")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="rhythm_code_once")
        ]

    def __str__(self):
        return self.name


class RhythmVisit(models.Model):
    """One time that it happened in an area."""

    rhythm = models.ForeignKey(Rhythm, models.CASCADE, related_name="visits")
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="rhythm_visits", verbose_name=_("gebied")
    )
    on = models.DateField(_("op"), default=today)
    note = models.CharField(_("wat kwam eruit"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(internal="rhythm area on note by")

    class Meta:
        verbose_name = _("keer dat het gebeurde")
        verbose_name_plural = _("keren dat het gebeurde")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["rhythm", "area", "on"], name="rhythm_visit_last")]

    def __str__(self):
        return f"{self.rhythm_id} {self.area_id} {self.on}"
