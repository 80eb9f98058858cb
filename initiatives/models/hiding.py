"""Hidings: a public text was taken off the site, why, and what its writer said to that."""

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
from initiatives.models.outcome import Outcome
from initiatives.models.pictures import Picture
from initiatives.models.story import Story


class HidingQuerySet(models.QuerySet):
    """Hidings."""

    def visible_to(self, user):
        """Those in areas where the person sees what residents bring; nobody else reads them."""
        areas = areas_where(user, Permission.SEE_INITIATIVES)
        return self.none() if areas is None else self.filter(about(areas, "initiative__"))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(initiative__municipality=municipality)

    def lasting(self):
        """Those of which the text is not back on the site."""
        return self.exclude(state=Hiding.State.RESTORED)

    def of_idea(self):
        """Those of the text of an idea itself."""
        return self.filter(story=None, picture=None, outcome=None)

    def appealed(self):
        """Those that a colleague is to look at again."""
        return self.filter(state=Hiding.State.APPEALED)


class Hiding(Versioned):
    """One time that a text was taken off the site: of an idea, or of the one thing that is named.

    The text itself stays where it is, for its writer and for colleagues of the area.
    """

    class State(models.TextChoices):
        """What became of it."""

        HIDDEN = "hidden", _("van de site gehaald")
        APPEALED = "appealed", _("de schrijver vraagt om nog eens te kijken")
        KEPT = "kept", _("blijft van de site")
        RESTORED = "restored", _("staat weer op de site")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="hidings")
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="hidings")
    picture = models.ForeignKey(Picture, models.CASCADE, null=True, related_name="hidings")
    outcome = models.ForeignKey(Outcome, models.CASCADE, null=True, related_name="hidings")
    state = models.CharField(max_length=10, choices=State, default=State.HIDDEN, editable=False)
    reason = models.TextField(max_length=2000, blank=True)
    hidden_at = models.DateTimeField(_("van de site gehaald op"), default=now, editable=False)
    hidden_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    # When an idea came on the site first: put back, it is no news.
    released_at = models.DateTimeField(null=True, editable=False)
    appeal = models.TextField(_("wat de schrijver ervan vindt"), max_length=2000, blank=True)
    appealed_at = models.DateTimeField(_("bezwaar gemaakt op"), null=True, editable=False)
    answer = models.TextField(max_length=2000, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    moved_at = models.DateTimeField(default=now, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    objects = HidingQuerySet.as_manager()
    privacy = classify(
        internal="version initiative story picture outcome state hidden_at hidden_by released_at"
        " appealed_at decided_by moved_at erased_at",
        personal="reason appeal answer",
        retention="hidings",
    )

    class Meta:
        verbose_name = _("afgeschermde tekst")
        verbose_name_plural = _("afgeschermde teksten")
        ordering = ["-hidden_at", "-pk"]
        indexes = [
            models.Index(
                fields=["appealed_at"], name="hiding_to_look_at", condition=Q(state="appealed")
            ),
        ]

    def __str__(self):
        return f"{_('afgeschermde tekst')} {self.pk}"

    def get_absolute_url(self):
        """Its page for colleagues."""
        return address("stories:hiding", self.pk)

    @property
    def about(self) -> Initiative | Story | Picture | Outcome:
        """What was taken off the site."""
        return self.story or self.picture or self.outcome or self.initiative

    @property
    def what(self) -> str:
        """What it is, as its writer calls it."""
        if self.story_id:
            return str(_("uw verhaal"))
        if self.picture_id:
            return str(_("uw foto"))
        return str(_("wat u schreef over hoe het is gegaan") if self.outcome_id else _("uw idee"))

    @property
    def words(self) -> str:
        """The text as it is stored."""
        return self.picture.alt if self.picture_id else self.about.text

    @property
    def area_id(self) -> int:
        """The area that it is about, for rights and for the trail."""
        return self.initiative.area_id

    @property
    def municipality_id(self) -> int:
        """The municipality, for the trail."""
        return self.initiative.municipality_id
