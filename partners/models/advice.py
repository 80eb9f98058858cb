"""What bodies of residents advise, what was done with it, and what they were told when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Plan, User
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify
from partners.models.meetings import inside
from partners.models.tables import Roundtable


class AdviceQuerySet(models.QuerySet):
    """Advice."""

    def visible_to(self, user):
        """Advice that was given and is public; all of bodies whose inside the person sees."""
        shown = Q(public=True, given_on__isnull=False, roundtable__kind__confidential=False)
        return self.filter(shown | inside(user, "roundtable__"))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(roundtable__kind__municipality=municipality)


class Advice(Versioned):
    """A piece of advice, asked or not: what it says, the answer with reasons, what came of it."""

    class Outcome(models.TextChoices):
        """What the college does with it."""

        TAKEN = "taken", _("overgenomen")
        PARTLY = "partly", _("voor een deel overgenomen")
        NOT = "not", _("niet overgenomen")

    roundtable = models.ForeignKey(
        Roundtable, models.PROTECT, related_name="advices", verbose_name=_("van wie")
    )
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="advices",
        verbose_name=_("over welk plan"),
    )
    topic = models.CharField(_("waarover"), max_length=150)
    question = models.TextField(_("wat is gevraagd"), max_length=2000, blank=True)
    asked_on = models.DateField(_("gevraagd op"), null=True, blank=True)
    due_on = models.DateField(_("advies nodig op"), null=True, blank=True)
    text = models.TextField(_("het advies"), max_length=5000, blank=True)
    given_on = models.DateField(_("gegeven op"), null=True, blank=True)
    outcome = models.CharField(_("wat doen we ermee"), max_length=10, choices=Outcome, blank=True)
    answer = models.TextField(_("het antwoord, met redenen"), max_length=5000, blank=True)
    answered_on = models.DateField(_("beantwoord op"), null=True, blank=True)
    done = models.TextField(_("wat is ermee gedaan"), max_length=2000, blank=True)
    actions = models.ManyToManyField(
        Action, blank=True, related_name="advices", verbose_name=_("acties die eruit kwamen")
    )
    public = models.BooleanField(_("iedereen mag dit lezen"), default=True)

    objects = AdviceQuerySet.as_manager()
    privacy = classify(
        public="version roundtable plan topic question asked_on due_on text given_on outcome"
        " answer answered_on done actions public"
    )

    class Meta:
        verbose_name = _("advies")
        verbose_name_plural = _("adviezen")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_on__isnull=True) | ~Q(text=""),
                name="advice_given_with_text",
                violation_error_message=_("Vul het advies in."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | (Q(given_on__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="advice_answered_with_reasons",
                violation_error_message=_("Zeg wat we ermee doen, en waarom."),
            ),
        ]

    def __str__(self):
        # What is not for everyone is not named where others meet its row, as in the admin.
        return self.topic if self.public and self.given_on else f"{_('advies')} {self.pk}"

    def get_absolute_url(self):
        """Its page."""
        return address("partners:advice", self.pk)

    @property
    def area_id(self) -> int | None:
        """The area of its body, for the trail."""
        return self.roundtable.area_id

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.answered_on:
            return str(self.get_outcome_display())
        if self.given_on:
            return str(_("wacht op antwoord"))
        return str(_("advies gevraagd"))

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        if self.answered_on:
            return "stopped" if self.outcome == self.Outcome.NOT else "done"
        return "late" if self.is_late else "waiting"

    @property
    def is_late(self) -> bool:
        """Whether it was needed before today and has not come."""
        return bool(not self.given_on and self.due_on and self.due_on < today())


class Briefing(models.Model):
    """What a body was told when: early and in confidence, or later (domain C10)."""

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="briefings")
    on = models.DateField(_("op"), default=today)
    about = models.CharField(_("waarover"), max_length=150)
    how = models.CharField(_("hoe"), max_length=10, choices=Roundtable.Informed)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(internal="roundtable on about how by")

    class Meta:
        verbose_name = _("verteld aan bewoners")
        verbose_name_plural = _("verteld aan bewoners")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.roundtable_id} {self.on}"

    @property
    def area_id(self) -> int | None:
        """The area of its body, for the trail."""
        return self.roundtable.area_id

    @property
    def is_as_promised(self) -> bool:
        """Whether it went as was agreed with the body."""
        return self.how == self.roundtable.informed
