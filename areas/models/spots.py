"""A place on the map, and addresses to look one up."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.places import Municipality
from config.lib.models import classify


class Spot(models.Model):
    """A point in degrees (WGS84), both or neither, and words for it."""

    place = models.CharField(_("waar precies"), max_length=200, blank=True)
    lat = models.FloatField(_("breedtegraad"), null=True, blank=True)
    lon = models.FloatField(_("lengtegraad"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__gte=50, lat__lte=54, lon__gte=3, lon__lte=8),
                name="%(class)s_spot_in_the_netherlands",
                violation_error_message=_("Dit punt ligt niet in Nederland."),
            )
        ]


SPOT = "place lat lon"


class AddressPoint(models.Model):
    """Where an address is: the own table, for where no address service is set."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="address_points", verbose_name=_("gemeente")
    )
    postcode = models.CharField(_("postcode"), max_length=6)
    number = models.CharField(_("huisnummer"), max_length=12, blank=True)
    street = models.CharField(_("straat"), max_length=100, blank=True)
    lat = models.FloatField(_("breedtegraad"))
    lon = models.FloatField(_("lengtegraad"))

    privacy = classify(public="municipality postcode number street lat lon")

    class Meta:
        verbose_name = _("adres")
        verbose_name_plural = _("adressen")
        indexes = [models.Index(fields=["municipality", "street"], name="address_by_street")]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "postcode", "number"], name="address_point_once"
            )
        ]

    def __str__(self):
        return f"{self.postcode} {self.number}".strip()
