"""The compass: the kinds of initiative of a municipality with their phases and questions, and
where one initiative stands in them (domain D2; uitdaagrecht is one such kind, domain D12).
"""

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality, User
from areas.models.places import Provenance
from config.lib.clock import now
from config.lib.models import Versioned, classify
from initiatives.models.initiatives import Initiative
from initiatives.models.notes import Note
from initiatives.models.states import State


class InitiativeKind(Provenance):
    """A kind of initiative, as the practice file has it: a way with phases, one after the other.

    `answer_days` are days between coming in and the decision that is promised; empty is no promise.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="initiative_kinds")
    name = models.CharField(_("naam"), max_length=80)
    text = models.TextField(_("uitleg"), max_length=1000, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("dagen tot besluit"), null=True, blank=True)
    advised_by = models.CharField(_("wie adviseert"), max_length=120, blank=True)
    decided_by = models.CharField(_("wie beslist"), max_length=120, blank=True)

    privacy = classify(
        public="code source assumed municipality name text answer_days advised_by decided_by"
    )

    class Meta:
        verbose_name = _("soort initiatief")
        verbose_name_plural = _("soorten initiatieven")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="initiative_kind_once")
        ]

    def __str__(self):
        return self.name


class CompassPhaseQuerySet(models.QuerySet):
    """Phases of kinds of initiative."""

    def in_use(self):
        """Those that the practice file names, in their order."""
        return self.filter(active=True).order_by("order")

    def with_help(self):
        """Fetch the questions that are in use and the ready-made messages along."""
        questions = CompassQuestion.objects.filter(active=True)
        return self.prefetch_related(Prefetch("questions", questions), "messages")


class CompassPhase(models.Model):
    """One phase: what to think of, whom to ask, and which permit or scheme may apply.

    What left the practice file is not `active` any more: answers that hang on it stay.
    """

    kind = models.ForeignKey(InitiativeKind, models.CASCADE, related_name="phases")
    code = models.SlugField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("volgorde"))
    active = models.BooleanField(_("in gebruik"), default=True)
    name = models.CharField(_("naam"), max_length=80)
    text = models.TextField(_("uitleg"), max_length=1000, blank=True)
    tips = models.TextField(_("tips"), max_length=1000, blank=True)
    ask_whom = models.CharField(_("aan wie vraagt u hulp"), max_length=200, blank=True)
    permit = models.CharField(_("vergunning of regeling"), max_length=300, blank=True)
    # The code of a scheme; schemes belong to budgets, which builds on initiatives.
    scheme_code = models.SlugField(_("code van de regeling"), max_length=60, blank=True)

    objects = CompassPhaseQuerySet.as_manager()
    privacy = classify(public="kind code order active name text tips ask_whom permit scheme_code")

    class Meta:
        verbose_name = _("fase van het kompas")
        verbose_name_plural = _("fasen van het kompas")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="compass_phase_once")]

    def __str__(self):
        return self.name


class CompassQuestion(models.Model):
    """A question that belongs to a phase; the initiator or the advisor fills in the answer."""

    phase = models.ForeignKey(CompassPhase, models.CASCADE, related_name="questions")
    code = models.SlugField(_("code"), max_length=60)
    order = models.PositiveSmallIntegerField(_("volgorde"))
    active = models.BooleanField(_("in gebruik"), default=True)
    text = models.CharField(_("vraag"), max_length=200)
    help_text = models.CharField(_("uitleg"), max_length=300, blank=True)

    privacy = classify(public="phase code order active text help_text")

    class Meta:
        verbose_name = _("vraag van het kompas")
        verbose_name_plural = _("vragen van het kompas")
        ordering = ["phase", "order"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "code"], name="compass_question_once")
        ]

    def __str__(self):
        return self.text


class CompassMessage(models.Model):
    """A ready-made message that an advisor adapts and sends."""

    phase = models.ForeignKey(CompassPhase, models.CASCADE, related_name="messages")
    order = models.PositiveSmallIntegerField(_("volgorde"))
    name = models.CharField(_("naam"), max_length=80)
    text = models.TextField(_("tekst"), max_length=Note._meta.get_field("text").max_length)

    privacy = classify(public="phase order name text")

    class Meta:
        verbose_name = _("bericht van het kompas")
        verbose_name_plural = _("berichten van het kompas")
        ordering = ["phase", "order"]

    def __str__(self):
        return self.name


class CompassQuerySet(models.QuerySet):
    """Compasses."""

    def undecided(self, until):
        """Those with a decision that was promised for this day or before, and is not taken."""
        waits = (State.RECEIVED, State.IN_PROGRESS)
        return self.filter(due_on__lte=until, initiative__state__in=waits)


class Compass(Versioned):
    """Where one initiative stands: its kind and phase, and before when a decision is promised.

    Who is to move and what is next stand with the initiative (`next_step`, `next_step_by`).
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="compass")
    kind = models.ForeignKey(
        InitiativeKind, models.PROTECT, related_name="compasses", verbose_name=_("soort")
    )
    phase = models.ForeignKey(
        CompassPhase, models.PROTECT, related_name="compasses", verbose_name=_("fase")
    )
    moved_at = models.DateTimeField(default=now, editable=False)
    due_on = models.DateField(_("besluit uiterlijk"), null=True, blank=True, editable=False)

    objects = CompassQuerySet.as_manager()
    privacy = classify(public="version initiative phase moved_at", internal="kind due_on")

    class Meta:
        verbose_name = _("kompas")
        verbose_name_plural = _("kompassen")
        ordering = ["-pk"]
        indexes = [
            # What Mijn werk asks: the few with a promised day, whatever the number of initiatives.
            models.Index(fields=["due_on"], name="compass_due", condition=Q(due_on__isnull=False)),
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.phase_id}"

    def get_absolute_url(self):
        """The page of its initiative."""
        return self.initiative.get_absolute_url()


class CompassAnswer(Versioned):
    """What initiator and advisor together know so far about one question."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="compass_answers")
    question = models.ForeignKey(CompassQuestion, models.PROTECT, related_name="answers")
    text = models.TextField(_("antwoord"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    privacy = classify(
        internal="version initiative question at by",
        personal="text",
        retention="initiative_contact",
    )

    class Meta:
        verbose_name = _("antwoord in het kompas")
        verbose_name_plural = _("antwoorden in het kompas")
        ordering = ["question__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["initiative", "question"], name="compass_answer_once")
        ]

    def __str__(self):
        return f"{self.initiative_id} {self.question_id}"

    def get_absolute_url(self):
        """The page of its initiative."""
        return self.initiative.get_absolute_url()


class StandstillNotice(models.Model):
    """That the initiator was told that an initiative without movement is not forgotten.

    It counts until the initiative moves (`Initiative.moved_at` is later than `at`).
    """

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="standstill_notice")
    at = models.DateTimeField(default=now, editable=False)

    privacy = classify(internal="initiative at")

    class Meta:
        verbose_name = _("bericht dat een initiatief niet is vergeten")
        verbose_name_plural = _("berichten dat een initiatief niet is vergeten")

    def __str__(self):
        return f"{self.initiative_id} {self.at}"
