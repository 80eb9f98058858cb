"""How a body assesses a request for money: the rule of a scheme, a ballot, and its votes (E4)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import User
from areas.rights import areas_where
from areas.roles import Permission
from budgets.models.applications import Application
from budgets.models.schemes import Scheme
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from partners.models import Roundtable, RoundtableKind
from partners.rights import tables_of

_MOST = MaxValueValidator(99)


class Standing(models.TextChoices):
    """On what it rests that a body has a say."""

    ADVISES = "advises", _("adviseert")
    MANDATE = "mandate", _("beslist in mandaat")
    HOLDER = "holder", _("besteedt geld van een budgetbeheerder")


class Tie(models.TextChoices):
    """What holds when as many are for as against."""

    AGAINST = "against", _("verworpen")
    LEADS = "leads", _("stem van wie leidt")
    AGAIN = "again", _("opnieuw stemmen")


class Voting(models.Model):
    """How is voted. A ballot keeps a copy of the rule of its scheme as it was that day."""

    standing = models.CharField(_("wat de tafel mag"), max_length=10, choices=Standing)
    # Awb 10:3, 10:4: a mandate to who is no subordinate needs a paper and consent.
    mandate = models.CharField(_("mandaatbesluit"), max_length=200, blank=True)
    consent = models.CharField(_("instemming met het mandaat"), max_length=200, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(
        _("meer dan dit deel stemt mee (procent)"), default=50, validators=[_MOST]
    )
    majority_percent = models.PositiveSmallIntegerField(
        _("meer dan dit deel is voor (procent)"), default=50, validators=[_MOST]
    )
    tie = models.CharField(
        _("bij gelijke stemmen"), max_length=10, choices=Tie, default=Tie.AGAINST
    )
    secret = models.BooleanField(_("geheim"), default=False)
    days = models.PositiveSmallIntegerField(
        _("zoveel dagen om te stemmen"), default=14, validators=[_MOST]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(standing="mandate") | (~Q(mandate="") & ~Q(consent="")),
                name="%(class)s_mandate_is_stated",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values, tie__in=Tie.values),
                name="%(class)s_rule_known",
            ),
            models.CheckConstraint(
                condition=Q(quorum_percent__lte=99, majority_percent__lte=99),
                name="%(class)s_parts_can_be",
            ),
        ]

    @property
    def binds(self) -> bool:
        """Whether the body decides, so that no other decision can follow."""
        return self.standing != Standing.ADVISES


_RULE = "standing mandate consent quorum_percent majority_percent tie secret days"
RULE_FIELDS = tuple(_RULE.split())


class BallotRule(Voting):
    """The rule of a scheme: at which kind of table is voted on a request, and how."""

    scheme = models.OneToOneField(Scheme, models.PROTECT, related_name="ballot_rule")
    kind = models.ForeignKey(RoundtableKind, models.PROTECT, related_name="+")

    privacy = classify(public=f"scheme kind {_RULE}")

    class Meta(Voting.Meta):
        verbose_name = _("stemregel")
        verbose_name_plural = _("stemregels")

    def __str__(self):
        return f"{self.scheme} {self.standing}"


class Outcome(models.TextChoices):
    """What came of a ballot."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")
    TIED = "tied", _("stemmen staken")
    NO_QUORUM = "no_quorum", _("te weinig stemmen")


SAYS_SOMETHING = (Outcome.FOR, Outcome.AGAINST)


class BallotQuerySet(models.QuerySet):
    """Which ballots somebody may see."""

    def visible_to(self, user):
        """Of tables where one sits, and those in areas where the user may see the money."""
        mine = Q(roundtable__in=tables_of(user))
        areas = areas_where(user, Permission.SEE_MONEY)
        if areas is not None:
            mine |= Q(application__budget__area__in=areas)
        return self.filter(mine)


class Ballot(Voting, Versioned):
    """A vote of a body on one request; closing writes its tally, which never changes after."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="ballots")
    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="ballots")
    opened_at = models.DateTimeField(default=now, editable=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    # The last day on which can be voted; the daily job closes it after that.
    until = models.DateField(_("stemmen tot en met"), default=today, editable=False)
    # When members who had not voted were reminded; once.
    reminded_on = models.DateField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True, editable=False)
    voters = models.PositiveSmallIntegerField(default=0, editable=False)
    votes_for = models.PositiveSmallIntegerField(default=0, editable=False)
    votes_against = models.PositiveSmallIntegerField(default=0, editable=False)
    abstained = models.PositiveSmallIntegerField(default=0, editable=False)
    stood_aside = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BallotQuerySet.as_manager()
    privacy = classify(
        public="application roundtable until closed_at outcome voters votes_for votes_against"
        f" abstained stood_aside {_RULE}",
        internal="version opened_at opened_by reminded_on closed_by",
    )

    class Meta(Voting.Meta):
        verbose_name = _("stemming")
        verbose_name_plural = _("stemmingen")
        ordering = ["-pk"]
        constraints = [
            *Voting.Meta.constraints,
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome=""), name="ballot_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True)
                | Q(outcome__in=Outcome.values, closed_at__isnull=False),
                name="ballot_closes_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(voters__gte=F("votes_for") + F("votes_against") + F("abstained")),
                name="ballot_counts_voters_once",
            ),
        ]

    def __str__(self):
        return f"{self.application_id} {self.pk}"

    def get_absolute_url(self):
        """The page where members vote."""
        return reverse("budgets:ballot", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether can still be voted."""
        return not self.outcome


class Choice(models.TextChoices):
    """What a member says."""

    FOR = "for", _("voor")
    AGAINST = "against", _("tegen")
    ABSTAIN = "abstain", _("onthouding")
    ASIDE = "aside", _("ik heb er zelf belang bij en doe niet mee")


class Vote(models.Model):
    """One word of a member; never edited. The last one counts, and who stood aside stays aside.

    A secret vote has its voter here too, or nobody could change their mind; no page shows it.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="votes")
    choice = models.CharField(_("wat stemt u?"), max_length=10, choices=Choice)
    reason = models.TextField(_("waarom?"), max_length=1000, blank=True)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(internal="ballot choice reason at by")

    class Meta:
        verbose_name = _("stem")
        verbose_name_plural = _("stemmen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_choice_known"),
            models.CheckConstraint(
                condition=Q(choice="aside") | ~Q(reason=""), name="vote_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.ballot_id} {self.pk}"
