"""Partners: organisations, the tables where people meet, and who has a seat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Municipality, User
from areas.models.places import Provenance
from config.lib.clock import today
from config.lib.models import Versioned, classify


class Organisation(Provenance, Versioned):
    """Police, housing corporation, welfare, school, department, residents' group, …"""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=80, blank=True)
    of_residents = models.BooleanField(_("van bewoners"), default=False)
    website = models.URLField(_("website"), blank=True)

    privacy = classify(
        public="code source assumed version municipality name kind of_residents website"
    )

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="organisation_code_once")
        ]

    def __str__(self):
        return self.name


class RoundtableKind(Provenance):
    """A kind of table: its word, who sits, its level, whether it decides or is confidential.

    The same word means different things in different municipalities, so all of it is data.
    """

    class Sits(models.TextChoices):
        """Who sits at the table."""

        RESIDENTS = "residents", _("bewoners")
        PROFESSIONALS = "professionals", _("professionals")
        BOTH = "both", _("bewoners en professionals")

    class Says(models.TextChoices):
        """What its word is worth."""

        CONSULTS = "consults", _("overlegt")
        ADVISES = "advises", _("adviseert")
        DECIDES = "decides", _("beslist")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="roundtable_kinds")
    name = models.CharField(_("naam"), max_length=80)
    plural = models.CharField(_("meervoud"), max_length=80)
    sits = models.CharField(_("wie zitten er"), max_length=20, choices=Sits)
    level = models.CharField(_("niveau"), max_length=40, blank=True)
    says = models.CharField(_("wat doet de tafel"), max_length=20, choices=Says)
    confidential = models.BooleanField(_("vertrouwelijk"), default=False)
    times_a_year = models.PositiveSmallIntegerField(_("keer per jaar"), null=True, blank=True)

    privacy = classify(
        public="code source assumed municipality name plural sits level says confidential"
        " times_a_year"
    )

    class Meta:
        verbose_name = _("soort tafel")
        verbose_name_plural = _("soorten tafels")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], name="roundtable_kind_code_once"
            )
        ]

    def __str__(self):
        return self.name


class Roundtable(Provenance, Versioned):
    """People who meet for an area, at a place. (`Table` is django-tables2's word.)"""

    kind = models.ForeignKey(RoundtableKind, models.PROTECT, related_name="roundtables")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="roundtables"
    )
    name = models.CharField(_("naam"), max_length=120)
    place = models.CharField(_("plek"), max_length=200, blank=True)
    note = models.CharField(_("opmerking"), max_length=300, blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="roundtables")

    privacy = classify(public="code source assumed version kind area name place note organisations")

    class Meta:
        verbose_name = _("tafel")
        verbose_name_plural = _("tafels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="roundtable_code_once")
        ]

    def __str__(self):
        return self.name


class SeatQuerySet(models.QuerySet):
    """Seats."""

    def current(self):
        """Seats that are taken today."""
        day = today()
        return self.filter(
            Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            user__is_active=True,
        )


class Seat(models.Model):
    """A person sits at a table, for an organisation or as a resident, from–until."""

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(_("rol aan tafel"), max_length=80, blank=True)
    votes = models.BooleanField(_("stemt mee"), default=False)
    starts_on = models.DateField(_("vanaf"), default=today)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    privacy = classify(
        internal="votes starts_on ends_on role organisation",
        personal="roundtable user",
        retention="person",
    )

    class Meta:
        verbose_name = _("zetel")
        verbose_name_plural = _("zetels")
        ordering = ["roundtable", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="seat_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.UniqueConstraint(fields=["roundtable", "user", "starts_on"], name="seat_once"),
        ]

    def __str__(self):
        return f"{self.roundtable} {self.pk}"
