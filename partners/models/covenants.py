"""Covenants: what parties promised each other, who signed, and when it ends."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, User
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from partners.models.organisations import Organisation

SOON = timedelta(days=120)


class CovenantQuerySet(models.QuerySet):
    """Covenants."""

    def visible_to(self, user):
        """All of them are public; the names of who signed are not."""
        return self

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)


class Covenant(Versioned):
    """An agreement between parties for some years."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="covenants")
    title = models.CharField(_("titel"), max_length=150)
    text = models.TextField(_("waar gaat het over"), max_length=4000, blank=True)
    areas = models.ManyToManyField(
        Area, blank=True, related_name="covenants", verbose_name=_("gebieden")
    )
    starts_on = models.DateField(_("vanaf"))
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    evaluate_on = models.DateField(_("evalueren op"), null=True, blank=True)
    outcome = models.TextField(_("wat kwam uit de evaluatie"), max_length=2000, blank=True)
    document_url = models.URLField(_("adres van het document"), blank=True)
    keeper = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="covenants",
        verbose_name=_("wie houdt het bij"),
    )
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = CovenantQuerySet.as_manager()
    privacy = classify(
        public="version municipality title text areas starts_on ends_on evaluate_on outcome"
        " document_url",
        internal="keeper reminded_on",
    )

    class Meta:
        verbose_name = _("convenant")
        verbose_name_plural = _("convenanten")
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="covenant_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page."""
        return address("partners:covenant", self.pk)

    @property
    def state(self) -> tuple[str, str]:
        """How it stands: a shape and a word."""
        day = today()
        if self.ends_on and self.ends_on < day:
            return "stopped", str(_("afgelopen"))
        if self.ends_on and self.ends_on <= day + SOON:
            return "waiting", str(_("loopt bijna af"))
        if self.evaluate_on and self.evaluate_on <= day + SOON and not self.outcome:
            return "waiting", str(_("evaluatie nodig"))
        return "active", str(_("loopt"))


class CovenantDocumentQuerySet(models.QuerySet):
    """Documents of covenants."""

    def visible_to(self, user):
        """All of them: covenants are public."""
        return self


class CovenantDocument(models.Model):
    """A document of a covenant, such as the signed text: a PDF that is never changed."""

    covenant = models.ForeignKey(Covenant, models.PROTECT, related_name="documents")
    name = models.CharField(_("wat is het"), max_length=120)
    file = models.FileField(_("bestand"), upload_to="covenants/%Y/", max_length=200)
    at = models.DateTimeField(_("wanneer"), default=now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = CovenantDocumentQuerySet.as_manager()
    append_only = True
    privacy = classify(public="covenant name file at", internal="by")

    class Meta:
        verbose_name = _("document bij een convenant")
        verbose_name_plural = _("documenten bij een convenant")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The document itself."""
        return address("partners:covenant_document", self.pk)


class CovenantParty(Versioned):
    """A party to a covenant: what it promises, and its signature."""

    covenant = models.ForeignKey(
        Covenant, models.PROTECT, related_name="parties", verbose_name=_("convenant")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="covenants", verbose_name=_("organisatie")
    )
    promises = models.TextField(_("wat zegt zij toe"), max_length=1000, blank=True)
    actions = models.ManyToManyField(
        Action, blank=True, related_name="promises", verbose_name=_("acties die dit uitvoeren")
    )
    signed_on = models.DateField(_("ondertekend op"), null=True, blank=True)
    signed_as = models.CharField(_("in welke functie"), max_length=120, blank=True)

    privacy = classify(public="version covenant organisation promises actions signed_on signed_as")

    class Meta:
        verbose_name = _("partij bij een convenant")
        verbose_name_plural = _("partijen bij een convenant")
        ordering = ["covenant", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["covenant", "organisation"],
                name="covenant_party_once",
                violation_error_message=_("Deze partij staat al bij het convenant."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_as=""),
                name="covenant_signed_as",
                violation_error_message=_("Zeg in welke functie is ondertekend."),
            ),
        ]

    def __str__(self):
        return f"{self.covenant_id} {self.organisation_id}"

    def get_absolute_url(self):
        """The page of its covenant."""
        return self.covenant.get_absolute_url()
