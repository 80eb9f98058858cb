"""Newsletters of an area: drafted from what happened there, edited, sent once, kept as a page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Municipality, User
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.models import Versioned, classify


class LetterQuerySet(models.QuerySet):
    """Newsletters."""

    def visible_to(self, user):
        """Those that were sent; and drafts for who writes about the area."""
        sent = Q(sent_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(sent)
        areas = areas_where(user, Permission.EDIT_PORTRAIT)
        return self.filter(sent if areas is None else sent | Q(area__in=areas))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)

    def sent(self):
        """Those that everyone may read, the newest on top."""
        return self.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")


class Letter(Versioned):
    """One newsletter of an area. Before it is sent it is a draft, one at a time per area."""

    class Audience(models.TextChoices):
        """Who gets it."""

        ASKED = "asked", _("wie om de nieuwsbrief vroeg")
        ALL = "all", _("iedereen die dit gebied volgt, behalve wie geen nieuwsbrief wil")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="letters")
    area = models.ForeignKey(Area, models.PROTECT, related_name="letters")
    title = models.CharField(_("titel"), max_length=120)
    text = models.TextField(_("tekst"), max_length=20_000)
    made_at = models.DateTimeField(default=now, editable=False)
    # What happened up to this moment stands in the draft; the next one begins there.
    until = models.DateTimeField(editable=False)
    audience = models.CharField(max_length=8, choices=Audience, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    # To how many addresses it went.
    receivers = models.PositiveIntegerField(default=0, editable=False)

    objects = LetterQuerySet.as_manager()
    privacy = classify(
        public="municipality area title text sent_at",
        internal="version made_at until audience sent_by receivers",
    )

    class Meta:
        verbose_name = _("nieuwsbrief")
        verbose_name_plural = _("nieuwsbrieven")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["area", "-sent_at"], name="letter_of_area")]
        constraints = [
            models.UniqueConstraint(
                fields=["area"], condition=Q(sent_at=None), name="letter_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None, audience="")
                | Q(sent_at__isnull=False, sent_by__isnull=False) & ~Q(audience=""),
                name="letter_sent_at_by_and_to",
            ),
        ]

    def __str__(self):
        # A draft is not named where others meet its row.
        return f"{_('nieuwsbrief')} {self.pk}"

    def get_absolute_url(self):
        """Its page."""
        return address("pages:letter", self.pk)
