"""Reports: somebody says that a text or picture of a resident should not stand on the site."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify
from initiatives.models.initiatives import Initiative, about
from initiatives.models.pictures import Picture
from initiatives.models.story import Story

# Of a picture: what of a text is something about a person.
RECOGNISED = _("er staat iemand herkenbaar op")


class ReportQuerySet(models.QuerySet):
    """Reports."""

    def visible_to(self, user):
        """Those in areas where the person sees what residents bring; nobody else reads them."""
        areas = areas_where(user, Permission.SEE_INITIATIVES)
        return self.none() if areas is None else self.filter(about(areas, "initiative__"))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(initiative__municipality=municipality)

    def open(self):
        """Those that nobody decided on."""
        return self.filter(state=Report.State.OPEN)


class Report(Versioned):
    """What is wrong with the public text of an initiative, or with the story or picture named."""

    class Reason(models.TextChoices):
        """What is wrong with it."""

        PERSON = "person", _("er staat iets in over een persoon")
        HURTS = "hurts", _("het kwetst of beledigt")
        UNTRUE = "untrue", _("het klopt niet")
        ADVERT = "advert", _("het is reclame")
        OTHER = "other", _("iets anders")

    class State(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("wacht op de gebiedsadviseur")
        LEFT = "left", _("blijft op de site")
        HIDDEN = "hidden", _("van de site gehaald")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="reports")
    story = models.ForeignKey(Story, models.CASCADE, null=True, blank=True, related_name="reports")
    picture = models.ForeignKey(
        Picture, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    reason = models.CharField(_("wat is er mis"), max_length=10, choices=Reason)
    text = models.TextField(_("uitleg"), max_length=1000, blank=True)
    contact_email = models.EmailField(_("uw e-mailadres"), blank=True)
    received_at = models.DateTimeField(default=now, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    moved_at = models.DateTimeField(default=now, editable=False)
    answer = models.TextField(max_length=2000, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()
    privacy = classify(
        internal="version initiative story picture reason received_at state moved_at decided_by"
        " erased_at",
        personal="text contact_email answer",
        retention="reports",
    )

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["received_at"], name="report_to_decide", condition=Q(state="open")
            ),
        ]

    def __str__(self):
        return f"{_('melding')} {self.pk}"

    def get_absolute_url(self):
        """Its page for colleagues."""
        return address("stories:report", self.pk)

    @property
    def about(self) -> Initiative | Story | Picture:
        """What it is about."""
        return self.picture or self.story or self.initiative

    @property
    def wrong(self) -> str:
        """What is wrong with it, in words for a text or for a picture."""
        if self.picture_id and self.reason == self.Reason.PERSON:
            return str(RECOGNISED)
        return self.get_reason_display()

    @property
    def area_id(self) -> int:
        """The area that it is about, for rights and for the trail."""
        return self.initiative.area_id

    @property
    def municipality_id(self) -> int:
        """The municipality, for the trail."""
        return self.initiative.municipality_id
