"""Letters about a request for a subsidy, kept as they were sent, and objections to them (E5)."""

import json
from hashlib import sha256

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import User
from areas.rights import areas_where
from areas.roles import Permission
from budgets.models.applications import Application
from config.lib.clock import now, today
from config.lib.models import Versioned, classify


class LetterKind(models.TextChoices):
    """What a letter says."""

    GRANTED = "granted", _("toegekend")
    PARTLY = "partly", _("voor een deel toegekend")
    REFUSED = "refused", _("afgewezen")
    UNTREATED = "untreated", _("niet in behandeling genomen")
    EXTENDED = "extended", _("besluit uitgesteld")
    SETTLED = "settled", _("vastgesteld")
    RECLAIMED = "reclaimed", _("teruggevraagd")
    REVOKED = "revoked", _("gewijzigd of ingetrokken")


class Channel(models.TextChoices):
    """How the addressee got to know of a letter."""

    MAIL = "mail", _("per mail, met een link")
    PAPER = "paper", _("op papier")


_TITLES = {
    LetterKind.EXTENDED: _("Wij beslissen later over uw aanvraag"),
    LetterKind.SETTLED: _("Uw subsidie is vastgesteld"),
    LetterKind.REVOKED: _("Uw subsidie is gewijzigd of ingetrokken"),
    LetterKind.RECLAIMED: _("U betaalt subsidie terug"),
}


class LetterQuerySet(models.QuerySet):
    """Which letters somebody may read."""

    def visible_to(self, user):
        """Of one's own request, and those in areas where the user may see the money."""
        mine = Q(application__initiative__submitter=user) if user.is_authenticated else Q(pk=None)
        areas = areas_where(user, Permission.SEE_MONEY)
        if areas is not None:
            mine |= Q(application__budget__area__in=areas)
        return self.filter(mine)


class Letter(models.Model):
    """A letter as it was sent: never edited. What was wrong is put right by a new letter.

    `body` is a list of [heading, text] as JSON, `digest` its SHA-256: with that the PDF is made
    again, byte by byte, and not at all when the text is another one. It names nobody: the name of
    the addressee is asked of the initiative when it is shown, and goes when that is erased. Of an
    account number it has the last four signs, as the law asks of a letter about paying.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    on = models.DateField(_("verstuurd op"), default=today)
    # Awb 6:7, 6:8; empty for what no objection is open to (6:3).
    objection_until = models.DateField(_("bezwaar tot en met"), null=True, blank=True)
    # Of the activity, in words.
    period = models.CharField(_("periode"), max_length=200, blank=True)
    # The last day to tell what came of the money, where a grant asks that.
    account_by = models.DateField(_("verantwoorden tot en met"), null=True, blank=True)
    channel = models.CharField(
        _("hoe verstuurd"), max_length=5, choices=Channel, default=Channel.MAIL
    )
    signed_for = models.CharField(_("namens wie"), max_length=150)
    signed_as = models.CharField(_("functie"), max_length=150)
    contact = models.CharField(_("voor vragen"), max_length=200)
    objection_post = models.CharField(_("postadres voor bezwaar"), max_length=200)
    objection_digital = models.CharField(_("digitaal adres voor bezwaar"), max_length=200)
    body = models.TextField()
    digest = models.CharField(max_length=64)
    template_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = LetterQuerySet.as_manager()
    append_only = True
    privacy = classify(
        internal="application kind on objection_until period account_by channel signed_for"
        " signed_as contact objection_post objection_digital body digest template_version at by"
    )

    class Meta:
        verbose_name = _("brief")
        verbose_name_plural = _("brieven")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LetterKind.values), name="letter_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="letter_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", objection_until__isnull=True)
                | (~Q(kind="extended") & Q(objection_until__gt=F("on"))),
                name="letter_of_a_decision_has_its_objection_term",
            ),
        ]

    def __str__(self):
        return f"{self.application_id}-{self.pk}"

    def get_absolute_url(self):
        """Its page, for who asked and for colleagues."""
        return reverse("budgets:letter", args=[self.pk])

    @property
    def parts(self) -> list[list[str]]:
        """The headings with their texts."""
        return json.loads(self.body)

    @property
    def title(self):
        """What stands above it."""
        kind = LetterKind(self.kind)
        if kind in _TITLES:
            return _TITLES[kind]
        return _("Besluit op uw aanvraag: %(what)s") % {"what": kind.label}

    @property
    def is_whole(self) -> bool:
        """Whether its text is the one that was sent."""
        return self.digest == digest_of(self.body)


def digest_of(body: str) -> str:
    """The SHA-256 of a text, in hexadecimal digits."""
    return sha256(body.encode()).hexdigest()


class ObjectionState(models.TextChoices):
    """What came of an objection."""

    OPEN = "open", _("nog te beslissen")
    FOUNDED = "founded", _("gegrond")
    PARTLY = "partly", _("voor een deel gegrond")
    UNFOUNDED = "unfounded", _("ongegrond")
    INADMISSIBLE = "inadmissible", _("niet-ontvankelijk")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Objection(Versioned):
    """An objection to a letter: its days and what came of it.

    `text` is what the initiator wrote here; of what came on paper, text and writer are elsewhere.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="objections")
    reference = models.CharField(_("zaaknummer"), max_length=60)
    text = models.TextField(_("waarom"), max_length=5000, blank=True)
    received_on = models.DateField(_("ontvangen op"))
    decide_by = models.DateField(_("beslissen uiterlijk"), editable=False)
    state = models.CharField(
        _("uitkomst"), max_length=12, choices=ObjectionState, default=ObjectionState.OPEN
    )
    decided_on = models.DateField(_("beslist op"), null=True, blank=True)

    privacy = classify(
        personal="text",
        internal="version letter reference received_on decide_by state decided_on",
        retention="objection-words",
    )

    class Meta:
        verbose_name = _("bezwaar")
        verbose_name_plural = _("bezwaren")
        ordering = ["decide_by", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "reference"], name="objection_once"),
            models.CheckConstraint(
                condition=Q(state="open", decided_on__isnull=True)
                | (
                    Q(state__in=ObjectionState.values)
                    & ~Q(state="open")
                    & Q(decided_on__isnull=False)
                ),
                name="objection_ends_on_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.letter_id} {self.reference}"

    def get_absolute_url(self):
        """The letter it is about."""
        return self.letter.get_absolute_url()

    @property
    def is_in_time(self) -> bool:
        """Whether it came within the term of the letter (Awb 6:7)."""
        return self.received_on <= self.letter.objection_until
