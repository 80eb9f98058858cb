"""Agreements of a table: who does what, and when; they come back until they are done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from partners.models.meetings import AgendaItem, inside
from partners.models.tables import Roundtable, Seat
from partners.rights import tables_of


class AgreementState(models.TextChoices):
    """How far an agreement is."""

    OPEN = "open", _("open")
    DONE = "done", _("gedaan")
    DROPPED = "dropped", _("vervallen")


AGREEMENT_MACHINE = Machine(
    AgreementState,
    {
        AgreementState.OPEN: {
            AgreementState.DONE: Step(_("Gedaan")),
            AgreementState.DROPPED: Step(_("Laten vervallen"), needs_reason=True),
        },
        AgreementState.DONE: {AgreementState.OPEN: Step(_("Weer open"), needs_reason=True)},
    },
    start=AgreementState.OPEN,
    final={AgreementState.DROPPED},
)


class AgreementQuerySet(models.QuerySet):
    """Agreements."""

    def visible_to(self, user):
        """Those of tables whose inside the person sees; of a closed point only at the table."""
        mine = Q(roundtable__in=tables_of(user))
        open_part = Q(item__isnull=True) | Q(item__closed=False)
        return self.filter(mine | (inside(user, "roundtable__") & open_part))

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(roundtable__kind__municipality=municipality)

    def open(self):
        """Those that still have to be done."""
        return self.filter(state=AgreementState.OPEN)

    def late(self):
        """Open and past their day."""
        return self.open().filter(due_on__lt=today())


class Agreement(Versioned):
    """Who will do what, and when: one owner, one day. It comes back until it is done."""

    roundtable = models.ForeignKey(
        Roundtable, models.PROTECT, related_name="agreements", verbose_name=_("tafel")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        editable=False,
        verbose_name=_("agendapunt"),
    )
    owner = models.ForeignKey(
        Seat, models.PROTECT, related_name="agreements", verbose_name=_("wie doet het")
    )
    what = models.CharField(_("wat"), max_length=300)
    due_on = models.DateField(_("klaar op"))
    # The day that was agreed first: a rate that moves with each delay says nothing.
    first_due_on = models.DateField(_("eerst afgesproken dag"), editable=False)
    state = models.CharField(
        _("stand"), max_length=10, choices=AgreementState, default=AgreementState.OPEN
    )
    settled_on = models.DateField(_("afgedaan op"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("wat is ermee gedaan"), max_length=1000, blank=True)
    made_on = models.DateField(_("afgesproken op"), default=today, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()
    privacy = classify(
        internal="version roundtable item owner what due_on first_due_on state settled_on outcome"
        " made_on reminded_at"
    )

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="agreement_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_on__isnull=True)
                | (~Q(state="open") & Q(settled_on__isnull=False)),
                name="agreement_settled_on_a_day",
                violation_error_message=_("Wat is afgedaan, heeft een dag."),
            )
        ]

    def __str__(self):
        return f"{self.roundtable_id} {self.pk}"

    def get_absolute_url(self):
        """The page of its table, at the agreements."""
        return f"{address('partners:roundtable', self.roundtable_id)}#afspraken"

    @property
    def area_id(self) -> int | None:
        """The area of its table, for the trail."""
        return self.roundtable.area_id

    @property
    def is_late(self) -> bool:
        """Whether it is open and past its day (as AgreementQuerySet.late)."""
        return self.state == AgreementState.OPEN and self.due_on < today()

    @property
    def state_shape(self) -> str:
        """The shape that goes with the word of its state."""
        if self.is_late:
            return "late"
        return {"open": "active", "done": "done", "dropped": "stopped"}[self.state]
