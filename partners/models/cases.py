"""Questions of people, shared at a confidential table without their names (domain C5).

What is written is sealed (config.lib.sealing). Who asks for a case says for whom: the members of
its table see it, by their seat of today, and no role and no superuser right opens it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from config.lib.addresses import address
from config.lib.clock import now, today
from config.lib.models import classify
from partners.models.organisations import Organisation
from partners.models.tables import Roundtable, Seat
from partners.rights import tables_of

READINGS_KEPT_YEARS = 2


class AskedWithoutMember(Exception):
    """Cases were asked for without saying who reads them."""


class CaseQuerySet(models.QuerySet):
    """Cases of somebody's tables."""

    def visible_to(self, user):
        """The cases of the tables where this person has a seat today."""
        return self.filter(roundtable__in=tables_of(user))

    def open(self):
        """Those that wait for a next step."""
        return self.filter(closed_on__isnull=True)


class CaseManager(models.Manager.from_queryset(CaseQuerySet)):
    """Gives cases to a member of their table, and to nobody else."""

    def get_queryset(self):
        """Refuse: there is no "all cases" for anybody. Raises AskedWithoutMember."""
        raise AskedWithoutMember

    def visible_to(self, user) -> CaseQuerySet:
        """The only way in: the cases of the tables where this person has a seat today."""
        return CaseQuerySet(self.model, using=self._db).visible_to(user)

    def none(self) -> CaseQuerySet:
        """No case."""
        return CaseQuerySet(self.model, using=self._db).none()


class SupportCase(models.Model):
    """A question of a resident that several organisations know; a number instead of a name."""

    class Informed(models.TextChoices):
        """Whether the resident knows that it is discussed here."""

        YES = "yes", _("ja, de inwoner weet het en vindt het goed")
        KNOWS = "knows", _("ja, de inwoner weet het")
        NO = "no", _("nee")

    class Outcome(models.TextChoices):
        """How it ended."""

        HELPED = "helped", _("er is hulp")
        ELSEWHERE = "elsewhere", _("overgedragen")
        UNNEEDED = "unneeded", _("niet meer nodig")
        DECLINED = "declined", _("de inwoner wil het niet")

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("nummer"))
    informed = models.CharField(
        _("weet de inwoner hiervan"), max_length=10, choices=Informed, default=Informed.YES
    )
    # Who takes the next step, and by when; what it is stands sealed in a note.
    taker = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("wie doet het"),
    )
    step_on = models.DateField(_("klaar op"), null=True, blank=True)
    opened_on = models.DateField(_("ingebracht op"), default=today)
    closed_on = models.DateField(_("afgesloten op"), null=True, blank=True)
    outcome = models.CharField(_("hoe liep het af"), max_length=10, choices=Outcome, blank=True)

    objects = CaseManager()
    privacy = classify(
        confidential="roundtable number informed taker step_on opened_on closed_on outcome",
        retention="cases",
    )

    class Meta:
        verbose_name = _("vraag aan een vertrouwelijke tafel")
        verbose_name_plural = _("vragen aan een vertrouwelijke tafel")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "number"], name="support_case_once"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="support_case_closed_with_outcome",
            ),
        ]

    def __str__(self):
        # Named by its row only: this word appears where others may meet it.
        return f"{_('vraag')} {self.pk}"

    def get_absolute_url(self):
        """Its page, on which the text waits behind a button."""
        return address("partners:case", self.pk)

    @property
    def name(self) -> str:
        """What it is called at the table."""
        return str(_("Vraag %(number)s") % {"number": self.number})

    @property
    def is_late(self) -> bool:
        """Whether the next step was to be done before today."""
        return bool(not self.closed_on and self.step_on and self.step_on < today())


class CaseNote(models.Model):
    """Something written of a case: sealed, and never changed."""

    class Kind(models.TextChoices):
        """What it is."""

        QUESTION = "question", _("de vraag")
        REASON = "reason", _("waarom de inwoner het niet weet")
        NOTE = "note", _("notitie")
        STEP = "step", _("volgende stap")
        OUTCOME = "outcome", _("hoe het afliep")

    case = models.ForeignKey(SupportCase, models.CASCADE, related_name="notes")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind, default=Kind.NOTE)
    sealed = models.TextField(_("tekst, verzegeld"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("wie"))
    at = models.DateTimeField(_("wanneer"), default=now)

    privacy = classify(confidential="case kind sealed seat at", retention="cases")

    class Meta:
        verbose_name = _("tekst bij een vraag")
        verbose_name_plural = _("teksten bij een vraag")
        ordering = ["case", "pk"]

    def __str__(self):
        return f"{self.case_id} {self.pk}"


class CaseReference(models.Model):
    """An organisation that knows the question, and under what mark in its own records."""

    case = models.ForeignKey(SupportCase, models.CASCADE, related_name="references")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sealed = models.TextField(_("kenmerk, verzegeld"), blank=True)

    privacy = classify(confidential="case organisation sealed", retention="cases")

    class Meta:
        verbose_name = _("kenmerk bij een vraag")
        verbose_name_plural = _("kenmerken bij een vraag")
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "organisation"], name="case_reference_once")
        ]

    def __str__(self):
        return f"{self.case_id} {self.pk}"


class CaseReading(models.Model):
    """Who read which case, when. A chain per table: every row carries a mark over the one before.

    The mark is made with the key of the cases, so that who can change rows cannot make it right.
    """

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField(_("hoeveelste"))
    number = models.PositiveIntegerField(_("vraag"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("wie"))
    at = models.DateTimeField(_("wanneer"), default=now)
    previous = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64)

    append_only = True
    append_only_until = ("at", READINGS_KEPT_YEARS)
    privacy = classify(
        internal="place previous mark",
        confidential="roundtable number at",
        personal="user",
        retention="case-readings",
    )

    class Meta:
        verbose_name = _("inzage van een vraag")
        verbose_name_plural = _("inzagen van vragen")
        ordering = ["roundtable", "-place"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "place"], name="case_reading_once")
        ]

    def __str__(self):
        return f"{self.roundtable_id} {self.place}"


class CaseTally(models.Model):
    """How many questions a table took in a year: what is left when the cases have gone."""

    FEW = 5  # fewer than this are not told: they could point at a person

    roundtable = models.ForeignKey(Roundtable, models.CASCADE, related_name="case_tallies")
    year = models.PositiveSmallIntegerField(_("jaar"))
    number = models.PositiveIntegerField(_("aantal"), default=0)

    privacy = classify(internal="roundtable year number")

    class Meta:
        verbose_name = _("aantal vragen")
        verbose_name_plural = _("aantallen vragen")
        ordering = ["roundtable", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "year"], name="case_tally_once")
        ]

    def __str__(self):
        return f"{self.roundtable_id} {self.year}"

    @property
    def in_words(self) -> str:
        """The number as it may be told."""
        return str(self.number) if self.number >= self.FEW else str(_("minder dan 5"))
