"""Schemes: the rules of a pot of money."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import Level, Motion, Municipality
from areas.models.places import Provenance
from areas.roles import RoleKind
from budgets.models.rules import (
    Construction,
    Criterion,
    Division,
    KindLimit,
    Mandate,
    Rounding,
    SettlementRoute,
    role_name,
)
from budgets.models.terms import TermBasis, TermUnit
from config.lib.clock import today
from config.lib.models import Versioned, classify
from config.look.templatetags.gebiedswerk import date_nl, euro, number
from partners.models import Organisation, RoundtableKind


class SchemeQuerySet(models.QuerySet):
    """Schemes."""

    def visible_to(self, user):
        """Every scheme is public."""
        return self

    def of(self, municipality):
        """Schemes of one municipality."""
        return self.filter(municipality=municipality)

    def open_today(self):
        """Schemes that can be asked for today."""
        day = today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            can_apply=True,
        )


class Scheme(Provenance, Versioned):
    """The rules of a pot of money: in what way it goes out, to whom, how much, and who decides.

    A changed rule in the practice file makes a new row with a later `valid_from`. Lists of rules
    (areas by code, limits, mandates) are values of the row, so that a version is copied as a whole.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schemes")
    name = models.CharField(_("naam"), max_length=120)
    text = models.TextField(_("waarvoor"), max_length=2000, blank=True)
    construction = models.CharField(
        _("soort"), max_length=10, choices=Construction, default=Construction.SUBSIDY
    )
    # Who keeps the money for a group that cannot: an organisation, or in words (domain E13).
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("budgetbeheerder"),
    )
    holder_text = models.CharField(_("budgetbeheerder (tekst)"), max_length=120, blank=True)
    legal_basis = models.CharField(_("grondslag"), max_length=200, blank=True)
    # When the last report was published on what the subsidy brought about (Awb 4:24).
    evaluated_on = models.DateField(_("laatste evaluatie"), null=True, blank=True)
    # Grants before the budget is adopted are on condition that there is enough (Awb 4:34).
    budget_proviso = models.BooleanField(_("begrotingsvoorbehoud"), default=False)
    budget_adopted_on = models.DateField(_("begroting vastgesteld op"), null=True, blank=True)
    contact = models.CharField(_("hoofdcontact"), max_length=200, blank=True)
    audiences = models.JSONField(_("voor wie"), default=list, blank=True)
    area_codes = models.JSONField(
        _("alleen in deze gebieden"), default=list, blank=True, help_text=_("Leeg: overal.")
    )
    valid_from = models.DateField(_("geldig vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    asked_from = models.DateField(_("aanvragen vanaf"), null=True, blank=True)
    asked_until = models.DateField(_("aanvragen tot en met"), null=True, blank=True)
    can_apply = models.BooleanField(_("aan te vragen"), default=False)
    closed_note = models.CharField(
        _("waarom niet aan te vragen"),
        max_length=200,
        blank=True,
        help_text=_("Bijvoorbeeld: praktijk 2008."),
    )
    level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        help_text=_("Per welk niveau een budget; leeg = één pot voor de hele gemeente."),
    )
    motion = models.ForeignKey(
        Motion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        verbose_name=_("komt uit motie of toezegging"),
    )
    fixed_cents = models.PositiveBigIntegerField(_("vast bedrag per jaar"), null=True, blank=True)
    per_inhabitant = models.DecimalField(
        _("euro per inwoner per jaar"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    per_institution_cents = models.PositiveBigIntegerField(
        _("bedrag per instelling"), null=True, blank=True
    )
    institutions = models.PositiveIntegerField(_("aantal instellingen"), null=True, blank=True)
    counted_on = models.DateField(
        _("peildatum van het inwonertal"),
        null=True,
        blank=True,
        help_text=_("Leeg: het nieuwste inwonertal dat bekend is."),
    )
    rounding = models.CharField(
        _("afronding"), max_length=10, choices=Rounding, default=Rounding.CENT
    )
    partner = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner die meebetaalt"),
    )
    partner_share = models.DecimalField(
        _("deel van de partner"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    ceiling_cents = models.PositiveBigIntegerField(
        _("plafond per jaar, voor alles samen"), null=True, blank=True
    )
    limit_cents = models.PositiveBigIntegerField(
        _("hoogste bedrag per aanvraag"), null=True, blank=True
    )
    kind_limits = models.JSONField(_("hoogste bedrag per soort aanvraag"), default=list, blank=True)
    min_endorsements = models.PositiveSmallIntegerField(
        _("zoveel mensen steunen het"), null=True, blank=True
    )
    # Off: only people in the area count. Empty weeks: counted on the day of the request.
    support_everywhere = models.BooleanField(_("steun van elders telt mee"), default=False)
    support_weeks = models.PositiveSmallIntegerField(
        _("zoveel weken om steun te krijgen"), null=True, blank=True
    )
    endorsement_text = models.CharField(_("draagvlak (tekst)"), max_length=200, blank=True)
    own_share = models.DecimalField(
        _("eigen deel van de kosten"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    in_kind_text = models.CharField(_("in natura in plaats van geld"), max_length=200, blank=True)
    # With whom managers of areas say what goes first: then its budgets are free room (domain E10).
    room_with = models.CharField(_("vrije ruimte: samen met"), max_length=120, blank=True)
    room_rounds = models.PositiveSmallIntegerField(
        _("vrije ruimte: hoe vaak per jaar"), null=True, blank=True
    )
    advised_by = models.CharField(_("wie adviseert"), max_length=30, choices=RoleKind, blank=True)
    advised_by_text = models.CharField(_("wie adviseert (tekst)"), max_length=200, blank=True)
    # A body that gives its advice in words, without a ballot (budgets.models.votes has those).
    advice_kind = models.ForeignKey(
        RoundtableKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("soort tafel die adviseert"),
    )
    mandates = models.JSONField(_("wie beslist tot welk bedrag"), default=list, blank=True)
    decided_by = models.CharField(_("wie beslist"), max_length=30, choices=RoleKind, blank=True)
    decided_by_text = models.CharField(_("wie beslist (tekst)"), max_length=200, blank=True)
    term_length = models.PositiveSmallIntegerField(
        _("termijn"),
        null=True,
        blank=True,
        help_text=_("Leeg: acht weken (Algemene wet bestuursrecht, artikel 4:13)."),
    )
    term_unit = models.CharField(
        _("termijn in"), max_length=10, choices=TermUnit, default=TermUnit.WEEKS
    )
    term_basis = models.CharField(
        _("termijn volgt uit"), max_length=12, choices=TermBasis, default=TermBasis.AWB
    )
    awt_applies = models.BooleanField(
        _("Algemene termijnenwet geldt"),
        null=True,
        blank=True,
        help_text=_("Leeg: ja voor een wet, nee voor wat de gemeente zelf bepaalt."),
    )

    settlement = models.CharField(
        _("afhandeling"), max_length=10, choices=SettlementRoute, blank=True
    )
    division = models.CharField(
        _("verdeling bij te weinig geld"), max_length=10, choices=Division, blank=True
    )
    criteria = models.JSONField(_("punten bij een rangschikking"), default=list, blank=True)
    last_in_part = models.BooleanField(
        _("de laatste krijgt wat er nog is"),
        default=False,
        help_text=_("Bij een rangschikking. Anders krijgt die niets."),
    )
    advance_share = models.DecimalField(
        _("deel dat vooraf wordt betaald"), max_digits=5, decimal_places=4, null=True, blank=True
    )

    objects = SchemeQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version municipality name text construction holder holder_text"
        " legal_basis evaluated_on budget_proviso budget_adopted_on contact audiences area_codes"
        " valid_from valid_until"
        " asked_from asked_until can_apply closed_note level motion fixed_cents"
        " per_inhabitant per_institution_cents institutions counted_on rounding partner"
        " partner_share ceiling_cents limit_cents kind_limits min_endorsements"
        " support_everywhere support_weeks endorsement_text own_share in_kind_text"
        " advised_by advised_by_text advice_kind mandates decided_by decided_by_text"
        " term_length term_unit term_basis awt_applies settlement division criteria"
        " last_in_part advance_share room_with room_rounds"
    )

    class Meta:
        verbose_name = _("regeling")
        verbose_name_plural = _("regelingen")
        ordering = ["municipality", "name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "valid_from"],
                name="scheme_version_once",
            ),
            # SQLite counts two empty dates as different, so they have a rule of their own.
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=Q(valid_from__isnull=True),
                name="scheme_undated_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="scheme_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=Q(construction__in=Construction.values), name="scheme_construction_known"
            ),
            models.CheckConstraint(
                condition=Q(partner_share__isnull=True)
                | Q(partner_share__gt=0, partner_share__lt=1),
                name="scheme_partner_shares",
            ),
            models.CheckConstraint(
                condition=Q(advance_share__isnull=True)
                | Q(advance_share__gt=0, advance_share__lt=1),
                name="scheme_advance_is_a_part",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the scheme."""
        return reverse("budgets:scheme", args=[self.pk])

    @property
    def follows_awb(self) -> bool:
        """Whether a request is one for a subsidy, with the term and letter of the Awb."""
        return self.construction == Construction.SUBSIDY

    @property
    def decider(self) -> str:
        """Who decides, in words; empty when the source does not say."""
        return self.decided_by_text or role_name(self.decided_by)

    @property
    def advisor(self) -> str:
        """Who advises before a decision, in words."""
        if self.advised_by_text:
            return self.advised_by_text
        return self.advice_kind.name if self.advice_kind_id else role_name(self.advised_by)

    @property
    def wants_advice(self) -> bool:
        """Whether the scheme names somebody who advises in words."""
        return bool(self.advised_by or self.advised_by_text or self.advice_kind_id)

    @property
    def holder_name(self) -> str:
        """Who keeps the money, in words."""
        return self.holder.name if self.holder_id else self.holder_text

    @property
    def limits(self) -> list[KindLimit]:
        """The highest amounts of kinds of requests."""
        return [KindLimit(**row) for row in self.kind_limits]

    @property
    def scored_on(self) -> list[Criterion]:
        """On what requests are compared in a ranking, and for how many points each."""
        return [Criterion(**row) for row in self.criteria]

    @property
    def deciders(self) -> list[Mandate]:
        """Who decides up to which amount, the lowest first; above them `decided_by` does."""
        return [Mandate(**row) for row in self.mandates]

    def decider_of(self, cents: int) -> Mandate:
        """Who decides on a request of this amount."""
        fit = (one for one in self.deciders if cents <= one.up_to_cents)
        return next(fit, Mandate(cents, self.decided_by, self.decided_by_text))

    def limit_of(self, kind: str) -> int | None:
        """The highest amount in cents of a kind of request; that of the scheme for any other."""
        own = (one.cents for one in self.limits if one.kind == kind)
        return next(own, self.limit_cents)

    @property
    def has_formula(self) -> bool:
        """Whether the scheme says how large its budgets are."""
        parts = (self.fixed_cents, self.per_inhabitant, self.per_institution_cents)
        return any(part is not None for part in parts)

    def formula(self) -> str:
        """How large each budget is, in words; empty when the source does not say."""
        parts = []
        if self.fixed_cents is not None:
            parts.append(_say("%(amount)s vast") % {"amount": euro(self.fixed_cents)})
        if self.per_inhabitant is not None:
            parts.append(_say("€\xa0%(rate)s per inwoner") % {"rate": rate(self.per_inhabitant)})
        if self.per_institution_cents is not None:
            amount = {"amount": euro(self.per_institution_cents)}
            parts.append(_say("%(amount)s per instelling") % amount)
        return self.shared(" + ".join(parts))

    def shared(self, formula: str) -> str:
        """The formula, with what the municipality pays of it when a partner pays the rest."""
        if not formula or self.partner_share is None:
            return formula
        words = {"formula": formula, "share": share(1 - self.partner_share)}
        return _say("%(share)s van (%(formula)s)") % words

    def term(self) -> str:
        """Within how long is decided, in words: "8 weken"."""
        if self.term_length is None:
            return _say("8 weken")
        return f"{self.term_length} {self.get_term_unit_display()}"

    def period(self) -> str:
        """When the scheme holds, in words; empty when it always does."""
        start, end = date_nl(self.valid_from), date_nl(self.valid_until)
        if start and end:
            return _say("van %(start)s tot en met %(end)s") % {"start": start, "end": end}
        if start:
            return _say("vanaf %(start)s") % {"start": start}
        return _say("tot en met %(end)s") % {"end": end} if end else ""


def share(part) -> str:
    """Return a part of one as a percentage: 0.125 is "12,5%"."""
    return f"{rate(part * 100, least=0)}%"


def rate(value, least: int = 2) -> str:
    """Return a rate with all its decimals, and at least two: "1,50", "3,687"."""
    digits = format(value.normalize(), "f").partition(".")[2]
    return number(value, max(least, len(digits)))
