"""Places that one can go to, and networks that one can join: buurthuis, AED, buurtpreventie, …"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Municipality
from areas.models.places import Provenance
from areas.models.spots import SPOT, Spot
from config.lib.addresses import address
from config.lib.models import Versioned, classify
from partners.models.organisations import Organisation


class FacilityKind(Provenance):
    """What a municipality calls a kind of place or network (domain A5, C9)."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="facility_kinds")
    name = models.CharField(_("naam"), max_length=80)
    plural = models.CharField(_("meervoud"), max_length=80)
    network = models.BooleanField(_("een netwerk van bewoners, geen plek"), default=False)

    privacy = classify(public="code source assumed municipality name plural network")

    class Meta:
        verbose_name = _("soort plek of netwerk")
        verbose_name_plural = _("soorten plekken en netwerken")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="facility_kind_code_once")
        ]

    def __str__(self):
        return self.name


class FacilityQuerySet(models.QuerySet):
    """Places and networks."""

    def visible_to(self, user):
        """All of them are public; the number of a private person has no field here."""
        return self

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(kind__municipality=municipality)


class Facility(Spot, Provenance, Versioned):
    """A place with opening hours, or a network with how to join it."""

    kind = models.ForeignKey(
        FacilityKind, models.PROTECT, related_name="facilities", verbose_name=_("soort")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="facilities", verbose_name=_("gebied")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name=_("organisatie"),
    )
    name = models.CharField(_("naam"), max_length=120)
    text = models.TextField(_("toelichting"), max_length=1000, blank=True)
    hours = models.TextField(_("wanneer open of bereikbaar"), max_length=500, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    by_residents = models.BooleanField(_("gerund door bewoners"), default=False)

    objects = FacilityQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version kind area organisation name text hours phone email"
        " website by_residents " + SPOT
    )

    class Meta(Spot.Meta):
        abstract = False
        verbose_name = _("plek of netwerk")
        verbose_name_plural = _("plekken en netwerken")
        ordering = ["kind__name", "name", "pk"]
        constraints = [
            *Spot.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "code"], condition=~Q(code=""), name="facility_code_once"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The list, at its own place."""
        return f"{address('partners:facilities')}#plek-{self.pk}"
