"""What organisations bring to actions, and the partners in plans."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Plan
from config.lib.models import Versioned, classify
from partners.models.organisations import Organisation


class Commitment(Versioned):
    """What an organisation brings to an action: it leads, or gives money, hours or goods."""

    class Role(models.TextChoices):
        """What the organisation is for the action."""

        LEAD = "lead", _("trekt de actie")
        PARTNER = "partner", _("doet mee")

    class Brings(models.TextChoices):
        """What it gives."""

        NOTHING = "", _("nog niets afgesproken")
        MONEY = "money", _("geld")
        HOURS = "hours", _("uren")
        GOODS = "goods", _("spullen of ruimte")

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="commitments", verbose_name=_("actie")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commitments", verbose_name=_("organisatie")
    )
    role = models.CharField(_("rol"), max_length=10, choices=Role, default=Role.PARTNER)
    brings = models.CharField(_("wat brengt zij in"), max_length=10, choices=Brings, blank=True)
    amount_cents = models.PositiveBigIntegerField(_("bedrag"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("uren"), null=True, blank=True)
    text = models.CharField(_("toelichting"), max_length=200, blank=True)
    sure = models.BooleanField(_("toegezegd"), default=False)

    privacy = classify(
        public="version action organisation role brings amount_cents hours text sure"
    )

    class Meta:
        verbose_name = _("inbreng van een partner")
        verbose_name_plural = _("inbreng van partners")
        ordering = ["role", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(role="lead"), name="commitment_one_lead"
            ),
            models.UniqueConstraint(
                fields=["action", "organisation", "brings"],
                name="commitment_once",
                violation_error_message=_("Dit staat er al: verander die regel."),
            ),
            models.CheckConstraint(
                condition=Q(brings="money", amount_cents__gt=0, hours__isnull=True)
                | Q(brings="hours", hours__gt=0, amount_cents__isnull=True)
                | Q(brings__in=["", "goods"], hours__isnull=True, amount_cents__isnull=True),
                name="commitment_amount_fits_what_it_brings",
                violation_error_message=_("Vul bij geld een bedrag in, en bij uren een aantal."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.action_id}"

    @property
    def area_id(self) -> int:
        """The area of its action, for the trail."""
        return self.action.area_id


class PlanParty(Versioned):
    """A partner in a plan, who signs it where the kind of plan is signed (buurtcontract)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="parties", verbose_name=_("plan"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name=_("organisatie")
    )
    promises = models.CharField(_("wat zegt zij toe"), max_length=300, blank=True)
    signed_on = models.DateField(_("ondertekend op"), null=True, blank=True)
    signed_as = models.CharField(_("in welke functie"), max_length=120, blank=True)

    privacy = classify(public="version plan organisation promises signed_on signed_as")

    class Meta:
        verbose_name = _("partner in een plan")
        verbose_name_plural = _("partners in een plan")
        ordering = ["plan", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                name="plan_party_once",
                violation_error_message=_("Deze partner staat al bij het plan."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_as=""),
                name="plan_party_signed_as",
                violation_error_message=_("Zeg in welke functie is ondertekend."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.plan_id}"

    @property
    def area_id(self) -> int:
        """The area of its plan, for the trail."""
        return self.plan.area_id
