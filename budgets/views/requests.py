"""The steps of a request: asking, deciding, withdrawing; and opening the budgets of a year."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgets.actions import applications
from budgets.actions.advice import adviser_of, can_deviate
from budgets.actions.checks import check_application
from budgets.actions.opening import open_budgets
from budgets.actions.support import frozen_support
from budgets.actions.votes import body_of, rule_of
from budgets.conditions import how_paid
from budgets.forms import ApplyForm, DecideForm, OnlyKeyForm, OpenForm
from budgets.letter_text import kinds_of
from budgets.models import Application, ApplicationState, Division, Outcome, Scheme
from budgets.penalty_clock import penalty_of
from budgets.permissions import (
    may_advise,
    may_apply,
    may_complete,
    may_decide,
    may_judge_penalty,
    may_keep_term,
    may_leave_untreated,
    may_open_budgets,
    may_rank,
    may_run_ballot,
    may_see_ballot,
    may_see_internal,
    may_withdraw,
    may_write_letter,
)
from budgets.term_clock import clock_of, untreated_days
from budgets.views.after import after_decision
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.public import public_page
from initiatives.models import Initiative
from initiatives.permissions.initiatives import may_see_contact


def visible_application(request, pk) -> Application:
    """A request of this municipality that the person may see."""
    mine = Application.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(mine.for_page(), pk=pk)


def _asked_by(user, found: Application) -> str:
    """Who entered the request; the name of the initiator only for who may see contact data."""
    by_submitter = found.asked_by_id == found.initiative.submitter_id
    if found.asked_by and by_submitter and may_see_contact(user, found.initiative):
        return _("de indiener")
    return str(found.asked_by or "")


def _ballot_of(found: Application, user, *, waits: bool) -> dict:
    """The last ballot on the request, and whether a table of its scheme can vote on it."""
    ballot = found.ballots.select_related("roundtable").first()
    again = ballot is None or ballot.outcome in {Outcome.TIED, Outcome.NO_QUORUM}
    rule = rule_of(found) if waits and again else None
    table = body_of(found, rule) if rule else None
    return {
        "ballot": ballot,
        "ballot_seen": ballot is not None and not may_see_ballot(user, ballot),
        "may_open_ballot": table is not None and not may_run_ballot(user, found, table.pk),
    }


def _can_be_left(steps) -> bool:
    """Whether today is a day on which the request may be left untreated (Awb 4:5)."""
    days = untreated_days(steps)
    return days is not None and days[0] <= today() <= days[1]


def _advice_on(found: Application, user, *, waits: bool, inside: bool) -> dict:
    """What was advised in words, for everyone once it is decided; and whether this person can."""
    who, table = adviser_of(found) if waits else ("", None)
    shown = not waits or inside
    return {
        "advice": found.advices.first() if shown else None,
        "may_advise": bool(who) and not may_advise(user, found, who, table),
    }


def _division_of(found: Application, user, *, waits: bool) -> dict:
    """Where the request stands when the money is divided by comparison."""
    if found.scheme.division != Division.RANKING:
        return {}
    ranked = getattr(found, "ranked", None)
    return {
        "ranked": ranked,
        "may_rank": waits and not may_rank(user, found.budget, found.scheme),
    }


def _decision_of(found: Application, *, inside: bool) -> dict:
    """What was decided; the ground of the law only for who asked and colleagues."""
    decision = getattr(found, "decision", None)
    return {"decision": decision, "ground": decision.ground_words if decision and inside else ""}


@public_page
def application(request, pk):
    """One request: what is asked, the checks of the scheme, and what was decided."""
    found = visible_application(request, pk)
    waits = found.state == ApplicationState.ASKED
    user = request.user
    own = user.is_authenticated and found.initiative.submitter_id == user.pk
    internal = not may_see_internal(user, found.budget.area_id)
    runs = waits and found.scheme.follows_awb
    left = found.state == ApplicationState.UNTREATED
    steps = list(found.term_steps.all()) if runs or left or internal else []
    context = {
        "application": found,
        "clock": clock_of(found, steps) if runs else None,
        "steps": steps if own or internal else [],
        "penalty": penalty_of(found, steps) if internal else None,
        "may_judge_penalty": not may_judge_penalty(user, found),
        "may_keep_term": runs and not may_keep_term(user, found),
        "may_leave": runs and _can_be_left(steps) and not may_leave_untreated(user, found),
        "may_complete": runs and not may_complete(user, found),
        "how_paid": "" if found.scheme.follows_awb else how_paid(found.scheme),
        **_decision_of(found, inside=own or internal),
        **_ballot_of(found, user, waits=waits),
        **_advice_on(found, user, waits=waits, inside=internal),
        "letters": found.letters.all() if own or internal else [],
        "may_write_letter": not may_write_letter(user, found) and bool(kinds_of(found, steps)),
        "checks": check_application(found) if waits else [],
        "internal": internal,
        "asked_by": _asked_by(user, found),
        "decide_refusal": may_decide(user, found) if waits else "",
        "after": after_decision(user, found, inside=own or internal),
        **_division_of(found, user, waits=waits),
        "support": None if waits else frozen_support(found),
        "may_withdraw": waits and not may_withdraw(user, found),
    }
    return render(request, "budgets/application.html", context)


def _ask(form: ApplyForm, by) -> str:
    """Ask once, however often the button was pressed; return the address of the request."""
    data = form.cleaned_data
    url, _new = once(
        data["form_key"],
        "budgets.apply",
        lambda: applications.apply_for_money(
            initiative=form.initiative, scheme=form.chosen, **form.request(), by=by
        ),
    )
    return url


def _received(initiative: Initiative, by) -> str:
    """That it came in, to who asked for themselves or for somebody else."""
    if initiative.submitter_id == by.pk:
        return _("Uw aanvraag is ontvangen. U krijgt een mail.")
    if initiative.submitter_id or initiative.contact_email:
        return _("De aanvraag is ontvangen. De indiener krijgt een mail.")
    return _("De aanvraag is ontvangen. De indiener heeft geen mailadres.")


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, initiative_pk):
    """Ask money for an initiative."""
    mine = Initiative.objects.visible_to(request.user).of(request.municipality or None)
    initiative = get_object_or_404(mine.select_related("area"), pk=initiative_pk)
    require(may_apply(request.user, initiative))
    schemes = Scheme.objects.of(initiative.municipality_id).open_today()
    schemes = list(schemes.select_related("holder"))
    form = ApplyForm(
        request.POST or None, initial=request.draft, initiative=initiative, schemes=schemes
    )
    if request.method == "POST" and form.is_valid():
        try:
            url = _ask(form, request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _received(initiative, request.user))
            return redirect(url)
    running = initiative.applications.waiting().first()
    context = {"initiative": initiative, "form": form, "schemes": schemes, "running": running}
    return render(request, "budgets/apply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, pk):
    """Decide on a request: fill in, look at what it means, confirm."""
    found = visible_application(request, pk)
    require(may_decide(request.user, found))
    if found.state != ApplicationState.ASKED:
        return redirect(found)
    ballot = found.ballots.select_related("roundtable").first()
    form = DecideForm(
        request.POST or None, initial=request.draft, application=found, advised=can_deviate(found)
    )
    context = {
        "application": found,
        "form": form,
        "checks": check_application(found),
        "ballot": ballot,
        "advice": found.advices.first(),
    }
    if request.method == "GET" or not form.is_valid() or "aanpassen" in request.POST:
        return render(request, "budgets/decide.html", context)
    if "bevestigen" not in request.POST:
        return render(request, "budgets/decide_confirm.html", context | form.outcome())
    try:
        url, _new = once(
            form.cleaned_data["form_key"],
            "budgets.decide",
            lambda: applications.decide(application=found, **form.decision(), by=request.user),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return render(request, "budgets/decide.html", context)
    messages.success(request, _("Uw besluit is vastgelegd. De indiener krijgt een mail."))
    return redirect(url)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk):
    """Take a request back, after a page that asks whether to."""
    found = visible_application(request, pk)
    require(may_withdraw(request.user, found))
    form = OnlyKeyForm(request.POST or None)
    waits = found.state == ApplicationState.ASKED
    if found.state == ApplicationState.WITHDRAWN or (request.method != "POST" and not waits):
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        try:
            applications.withdraw(application=found, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("De aanvraag is ingetrokken."))
            return redirect(found)
    return render(request, "budgets/withdraw.html", {"application": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def open_year(request, pk):
    """Open the budgets of a scheme for a year."""
    mine = Scheme.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("municipality__root", "level", "partner"), pk=pk)
    require(may_open_budgets(request.user, found))
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_budgets(scheme=found, year=form.cleaned_data["year"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            text = _("De budgetten voor %(year)s zijn open: %(count)d gebieden.")
            year = form.cleaned_data["year"]
            messages.success(request, text % {"year": year, "count": len(made)})
            return redirect(found)
    return render(request, "budgets/open.html", {"scheme": found, "form": form})
