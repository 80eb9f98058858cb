"""What a municipality calls things of its agenda: themes, kinds of plans and their route."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from areas.models.places import Municipality, Provenance
from config.lib.models import classify


class Theme(Provenance):
    """What it is about: schoon, heel, veilig, sociaal, … as the municipality names it."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="themes", verbose_name=_("gemeente")
    )
    name = models.CharField(_("naam"), max_length=60)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    privacy = classify(public="code source assumed municipality name order")

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ["municipality", "order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="theme_code_once")
        ]

    def __str__(self):
        return self.name


class PlanKind(Provenance):
    """A kind of plan with its length and the kind it follows from (gebiedsprofiel → jaarplan)."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="plan_kinds", verbose_name=_("gemeente")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("volgt uit")
    )
    name = models.CharField(_("naam"), max_length=80)
    plural = models.CharField(_("meervoud"), max_length=80)
    months = models.PositiveSmallIntegerField(_("looptijd in maanden"), null=True, blank=True)
    rolling = models.BooleanField(
        _("doorlopend"),
        default=False,
        help_text=_("Het plan heeft geen einddatum en wordt steeds bijgewerkt."),
    )
    signed = models.BooleanField(_("partners ondertekenen"), default=False)
    integral = models.BooleanField(
        _("aanpak in fasen"),
        default=False,
        help_text=_("Eén gebied en één thema: probleem, doel, aanpak, uitvoering, evaluatie."),
    )
    adopted_by = models.CharField(_("vastgesteld door"), max_length=200, blank=True)
    note = models.CharField(_("opmerking"), max_length=300, blank=True)

    privacy = classify(
        public="code source assumed municipality parent name plural months rolling signed integral"
        " adopted_by note"
    )

    class Meta:
        verbose_name = _("soort plan")
        verbose_name_plural = _("soorten plannen")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="plan_kind_code_once")
        ]

    def __str__(self):
        return self.name


class Deed(models.TextChoices):
    """What can be done with a plan on its way, each time by somebody on a day."""

    SURVEY = "survey", _("onderzoek in het gebied")
    RESIDENTS = "residents", _("besproken met bewoners")
    PARTNERS = "partners", _("ondertekend door partners")
    BODY = "body", _("vastgesteld door bewoners")
    COLLEGE = "college", _("vastgesteld door het college")
    COUNCIL = "council", _("vastgesteld door de raad")
    EVALUATION = "evaluation", _("geëvalueerd")


class RouteStep(models.Model):
    """One step on the way of a kind of plan; with `only_if` it is needed in that case only."""

    kind = models.ForeignKey(
        PlanKind, models.CASCADE, related_name="route", verbose_name=_("soort plan")
    )
    order = models.PositiveSmallIntegerField(_("volgorde"))
    deed = models.CharField(_("stap"), max_length=20, choices=Deed)
    body = models.CharField(_("door wie"), max_length=200, blank=True)
    only_if = models.CharField(_("alleen als"), max_length=200, blank=True)

    privacy = classify(public="kind order deed body only_if")

    class Meta:
        verbose_name = _("stap van een soort plan")
        verbose_name_plural = _("stappen van een soort plan")
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "order"], name="route_step_order_once"),
            models.UniqueConstraint(fields=["kind", "deed"], name="route_step_deed_once"),
        ]

    def __str__(self):
        return self.get_deed_display()


class TemplateGoal(models.Model):
    """A goal that a new plan of this kind begins with."""

    kind = models.ForeignKey(
        PlanKind, models.CASCADE, related_name="template_goals", verbose_name=_("soort plan")
    )
    theme = models.ForeignKey(Theme, models.CASCADE, verbose_name=_("thema"))
    title = models.CharField(_("doel"), max_length=200)
    order = models.PositiveSmallIntegerField(_("volgorde"))

    privacy = classify(public="kind theme title order")

    class Meta:
        verbose_name = _("doel van een sjabloon")
        verbose_name_plural = _("doelen van een sjabloon")
        ordering = ["kind", "order"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "order"], name="template_goal_order_once")
        ]

    def __str__(self):
        return self.title


class TemplateAction(models.Model):
    """An action that a new plan begins with; days are counted from the first day of the plan."""

    goal = models.ForeignKey(
        TemplateGoal, models.CASCADE, related_name="actions", verbose_name=_("doel")
    )
    title = models.CharField(_("actie"), max_length=150)
    order = models.PositiveSmallIntegerField(_("volgorde"))
    starts_after = models.PositiveSmallIntegerField(_("begint na (dagen)"), null=True, blank=True)
    ends_after = models.PositiveSmallIntegerField(_("klaar na (dagen)"), null=True, blank=True)

    privacy = classify(public="goal title order starts_after ends_after")

    class Meta:
        verbose_name = _("actie van een sjabloon")
        verbose_name_plural = _("acties van een sjabloon")
        ordering = ["goal", "order"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "order"], name="template_action_order_once")
        ]

    def __str__(self):
        return self.title
