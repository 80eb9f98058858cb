"""Free room for upkeep: what goes first, by area managers with the managing department (E10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, User
from budgets.models.budgets import Budget
from config.lib.clock import now
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step


class RoomState(models.TextChoices):
    """Where the money for an action from the free room is."""

    AGREED = "agreed", _("afgesproken")
    DONE = "done", _("gedaan en betaald")
    DROPPED = "dropped", _("gaat niet door")


ROOM_MACHINE = Machine(
    RoomState,
    {
        RoomState.AGREED: {
            RoomState.DONE: Step(_("Gedaan"), pressed=False),
            RoomState.DROPPED: Step(_("Gaat niet door"), pressed=False),
        }
    },
    start=RoomState.AGREED,
    final={RoomState.DONE, RoomState.DROPPED},
)


class RoomQuerySet(models.QuerySet):
    """Agreed actions from the free room."""

    def visible_to(self, user):
        """Those of actions that this person may read."""
        return self.filter(action__in=Action.objects.visible_to(user).order_by())


class RoomPriority(Versioned):
    """An action that was put on the list of a round, and the amount (cents) kept for it.

    The department it was agreed with is that of the scheme (`room_with`).
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="room_priorities")
    action = models.ForeignKey(
        Action, models.PROTECT, related_name="room_priorities", verbose_name=_("actie")
    )
    round = models.PositiveSmallIntegerField(_("ronde"), default=1)
    rank = models.PositiveSmallIntegerField(_("plaats op de lijst"))
    amount_cents = models.PositiveBigIntegerField(_("bedrag"))
    agreed_on = models.DateField(_("afgesproken op"))
    state = models.CharField(
        max_length=10, choices=RoomState, default=RoomState.AGREED, editable=False
    )
    spent_cents = models.PositiveBigIntegerField(null=True, editable=False)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = RoomQuerySet.as_manager()
    privacy = classify(
        public="version budget action round rank amount_cents agreed_on state spent_cents",
        internal="at by",
    )

    class Meta:
        verbose_name = _("prioriteit in de vrije ruimte")
        verbose_name_plural = _("prioriteiten in de vrije ruimte")
        ordering = ["-round", "rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, rank__gt=0, round__gt=0), name="room_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(state="done", spent_cents__gt=0, spent_cents__lte=F("amount_cents"))
                | Q(state__in=["agreed", "dropped"], spent_cents__isnull=True),
                name="room_done_says_what_it_cost",
            ),
            models.UniqueConstraint(
                fields=["budget", "round", "rank"],
                condition=~Q(state="dropped"),
                name="room_one_on_each_place",
            ),
            models.UniqueConstraint(
                fields=["budget", "action"],
                condition=~Q(state="dropped"),
                name="room_action_once",
            ),
        ]

    def __str__(self):
        return f"{self.budget_id} {self.round}.{self.rank}"

    def get_absolute_url(self):
        """Its place on the page of the budget."""
        return f"{self.budget.get_absolute_url()}#vrije-ruimte-{self.pk}"
