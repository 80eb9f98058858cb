"""Days that a royal decree names as holidays (Algemene termijnenwet, article 3 lid 3)."""

import time
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.clock import today
from config.lib.models import classify

# A decree comes every three years; other processes hear of a new row within the hour.
_READ_AGAIN = 3600
# What this process read, and when.
_read: list[tuple[float, frozenset[date]]] = []


class NamedDay(models.Model):
    """A day beside those of `config/terms/named_days.toml`, which come with a release.

    For the whole country, so for every municipality here; a superuser keeps them.
    """

    day = models.DateField(_("dag"), unique=True)
    source = models.CharField(
        _("bron"), max_length=200, help_text=_("Het koninklijk besluit, met het Staatsblad.")
    )
    checked_on = models.DateField(_("nagekeken op"), default=today)

    privacy = classify(public="day source checked_on")

    class Meta:
        verbose_name = _("vrije dag bij koninklijk besluit")
        verbose_name_plural = _("vrije dagen bij koninklijk besluit")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="named_day_has_a_source"),
        ]

    def __str__(self):
        return self.day.isoformat()

    def save(self, *args, **kwargs):
        """Write it down, and ask again."""
        super().save(*args, **kwargs)
        forget_named_days()

    def delete(self, *args, **kwargs):
        """Take it away, and ask again."""
        found = super().delete(*args, **kwargs)
        forget_named_days()
        return found


def named_days() -> frozenset[date]:
    """The days that were written down here; asked of the database once an hour."""
    if not _read or time.monotonic() - _read[0][0] > _READ_AGAIN:
        days = frozenset(NamedDay.objects.order_by().values_list("day", flat=True))
        _read[:] = [(time.monotonic(), days)]
    return _read[0][1]


def forget_named_days() -> None:
    """Ask the database again at the next term."""
    _read.clear()
