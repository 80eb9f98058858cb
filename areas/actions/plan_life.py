"""The life of a plan: the way it has to go, what was done, and what follows when it begins."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.plan_versions import keep_version
from areas.models import Deed, Plan, PlanDeed, PlanPhase, PlanState, RouteStep
from areas.models.plans import PLAN_MACHINE
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today


@dataclass
class Stage:
    """A step on the way of a plan, with what was done for it; `step` is None beside the route."""

    deed: str
    step: RouteStep | None = None
    deeds: list[PlanDeed] = field(default_factory=list)
    # The last day of the signatures, where signing by all partners is this step.
    signed_on: object = None
    is_next: bool = False

    @property
    def label(self) -> str:
        """What is done in this step."""
        return Deed(self.deed).label

    @property
    def is_done(self) -> bool:
        """Whether it was done at least once."""
        return bool(self.deeds) or self.signed_on is not None

    @property
    def is_asked(self) -> bool:
        """Whether a plan cannot begin without it: on the route, in any case, and not afterwards."""
        return bool(self.step) and not self.step.only_if and self.deed != Deed.EVALUATION


def stages(plan: Plan, parties: list | None = None) -> list[Stage]:
    """The route of the plan's kind in its order, and then what was done besides (domain B1, B4).

    `parties` are the partners of the plan, where they were read already.
    """
    found = {step.deed: Stage(step.deed, step) for step in plan.kind.route.all()}
    for deed in plan.deeds.all():
        found.setdefault(deed.deed, Stage(deed.deed)).deeds.append(deed)
    if Deed.PARTNERS in found and plan.kind.signed:
        parties = list(plan.parties.all()) if parties is None else parties
        found[Deed.PARTNERS].signed_on = _all_signed_on(parties)
    rows = list(found.values())
    coming = (row for row in rows if row.step and not row.step.only_if and not row.is_done)
    following = next(coming, None)
    if following:
        following.is_next = _is_due(plan, following.deed)
    return rows


def _is_due(plan: Plan, deed: str) -> bool:
    """Whether a step can be next now: looking back comes when a plan is at its end."""
    if deed != Deed.EVALUATION:
        return plan.state in (PlanState.DRAFT, PlanState.RUNNING)
    over = plan.state == PlanState.RUNNING and plan.ends_on and plan.ends_on < today()
    return bool(over) or plan.state == PlanState.ENDED


def _all_signed_on(parties: list):
    """The day of the last signature; None while one is missing, or where nobody is to sign."""
    days = [party.signed_on for party in parties]
    return max(days) if days and all(days) else None


def obstacles(plan: Plan) -> list[str]:
    """Why a plan in preparation cannot begin yet, each as a sentence; [] when it can.

    The promise to residents comes before the plan (domain B5), its kind's route too (B1, B4), and
    a plan that partners sign waits for all of them (B1: the buurtcontract).
    """
    found = []
    if not plan.has_promise:
        found.append(
            _(
                "Vul eerst in hoe bewoners meedoen, wat zij bepalen, en wat vaststaat en waarom. "
                "Dat doet u bij “Plan bewerken”."
            )
        )
    parties = list(plan.parties.select_related("organisation"))
    for stage in stages(plan, parties):
        if stage.is_asked and not stage.is_done:
            found.append(_("Deze stap is nog niet gezet: %(step)s.") % {"step": stage.label})
    return found + (_unsigned(parties) if plan.kind.signed else [])


def _unsigned(parties: list) -> list[str]:
    names = [party.organisation.name for party in parties if not party.signed_on]
    if names:
        return [_("Nog niet ondertekend door: %(names)s.") % {"names": ", ".join(names)}]
    if parties:
        return []
    return [_("Partners ondertekenen dit soort plan. Voeg eerst de partners toe.")]


@transaction.atomic
def record_deed(plan: Plan, *, deed: str, on, by, **told) -> PlanDeed:
    """Write down a step in the life of a plan, on the day it was done (a date).

    `told` may hold body, with_whom, changed, reference, paper_title and paper_url. A correction is
    one more row: what was told stays.
    Raises PermissionDenied, or Refused for a day in the future.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.record_deed(by, plan))
    if on > today():
        raise Refused(_("Deze datum ligt in de toekomst. Noteer een stap als hij is gezet."))
    done = PlanDeed.objects.create(plan=plan, deed=deed, on=on, by=by, **told)
    changes = {"deed": deed, "on": on.isoformat()}
    record(plan, "plan.deed", by=by, changes=changes)
    return done


@transaction.atomic
def open_phase(plan: Plan, *, phase: str, by) -> PlanPhase:
    """The row of a phase of an integral approach, made when it is written about first (domain B8).

    Raises PermissionDenied, or Refused for a plan of a kind without phases.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.edit_plan(by, plan))
    if not plan.kind.integral:
        raise Refused(_("Dit soort plan heeft geen fasen."))
    row, made = PlanPhase.objects.get_or_create(plan=plan, phase=phase)
    if made:
        record(row, "planphase.created", by=by)
    return row


def begin(plan: Plan, *, by) -> None:
    """What follows when a plan begins: what it replaces makes room, and version 1 is kept.

    The caller holds the plan and the transaction, and has asked whether it may begin.
    """
    ids = list(plan.replaces.order_by().values_list("pk", flat=True))
    for old in Plan.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        if old.state in (PlanState.RUNNING, PlanState.ENDED):
            require(permissions.move_plan(by, old))
            PLAN_MACHINE.check(old.state, PlanState.REPLACED, pressed=False)
            before, old.state = old.state, PlanState.REPLACED
            old.version += 1
            old.save(update_fields=["state", "version"])
            record(old, "plan.replaced", by=by, changes={"state": [before, old.state]})
    keep_version(plan, note="", by=by)
