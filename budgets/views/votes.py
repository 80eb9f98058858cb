"""Voting on a request: the ballots of my tables, one ballot, opening and closing it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.views.steps import done_once, posted
from budgets.actions import votes
from budgets.forms import OnlyKeyForm, VoteForm
from budgets.models import Application, Ballot, Choice
from budgets.permissions import is_own, may_run_ballot, may_see_ballot, may_vote
from budgets.views.requests import visible_application
from config.lib.access import Refused, require
from partners.rights import tables_of

METHODS = ["GET", "HEAD", "POST"]
SHOWN = 50


def _seen(request, pk) -> Ballot:
    """A ballot on a request that the person may see, for who may see the ballot."""
    rows = Ballot.objects.visible_to(request.user).select_related("roundtable", "application")
    found = get_object_or_404(rows, pk=pk)
    found.application = visible_application(request, found.application_id)
    require(may_see_ballot(request.user, found))
    return found


@login_required
@require_safe
def ballots(request):
    """What the tables where I sit vote on, the open ones first."""
    rows = Ballot.objects.filter(roundtable__in=tables_of(request.user))
    rows = rows.filter(application__scheme__municipality=request.municipality or None)
    rows = rows.filter(application__in=Application.objects.visible_to(request.user))
    rows = rows.select_related("roundtable", "application__initiative")
    found = sorted(rows[:SHOWN], key=lambda one: not one.is_open)
    return render(request, "budgets/ballots.html", {"ballots": found})


@require_safe
def ballot(request, pk):
    """What is voted on, how far it is, and once it is closed who voted what."""
    found = _seen(request, pk)
    return render(request, "budgets/ballot.html", _shown(found, request.user))


@require_http_methods(METHODS)
def vote(request, pk):
    """Vote, change one's vote, or stand aside."""
    found = _seen(request, pk)
    user = request.user
    require(may_vote(user, found))
    if not found.is_open or votes.stands_aside(user, found):
        return redirect(found)
    form = VoteForm(posted(request), initial=request.draft)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("choice", "reason")}
        work = partial(votes.vote, ballot=found, by=user, **given)
        if done_once(form, "budgets.vote", lambda: work().ballot):
            messages.success(request, _("Uw stem staat erin."))
            return redirect(found)
    return render(request, "budgets/vote.html", _shown(found, user) | {"form": form})


def _shown(found: Ballot, user) -> dict:
    """Votes of others show after the closing only, and never to who stands aside or brought the
    request.
    """
    application = found.application
    aside, own = votes.stands_aside(user, found), is_own(user, application)
    last = votes.last_votes(found)
    mine = last.get(user.pk)
    shown = [] if found.is_open or aside or own else sorted(last.values(), key=_by_choice)
    return {
        "ballot": found,
        "application": application,
        "initiative": application.initiative,
        "advice": application.advices.first(),
        "mine": mine,
        "may_vote": found.is_open and not aside and not may_vote(user, found),
        "aside": aside,
        "own": own,
        "tally": _so_far(found) if found.is_open else None,
        "votes": [one for one in shown if one.choice != Choice.ASIDE],
        "may_run": not may_run_ballot(user, application, found.roundtable_id) and not aside,
    }


def _so_far(found: Ballot) -> dict[str, int]:
    """How many voted, and how many may; what they voted shows after the closing."""
    tally = votes.count(found)
    done = tally["votes_for"] + tally["votes_against"] + tally["abstained"]
    return {"done": done, "voters": tally["voters"]}


def _by_choice(vote) -> tuple[str, str]:
    """In an order that does not tell who voted when."""
    return vote.choice, vote.reason


@require_http_methods(METHODS)
def open_ballot(request, pk):
    """Ask the table of the scheme to vote."""
    found = visible_application(request, pk)
    rule = votes.rule_of(found)
    table = votes.body_of(found, rule) if rule else None
    require(may_run_ballot(request.user, found, table.pk if table else 0))
    form = OnlyKeyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"application": found, "by": request.user}
        if done_once(form, "budgets.open_ballot", lambda: votes.open_ballot(**given)):
            messages.success(request, _("De stemming is open."))
            return redirect(found.ballots.first())
    context = {"application": found, "form": form, "rule": rule, "table": table}
    return render(request, "budgets/ballot_open.html", context)


@require_http_methods(METHODS)
def close_ballot(request, pk):
    """End the vote, after a page that says what then holds."""
    found = _seen(request, pk)
    require(may_run_ballot(request.user, found.application, found.roundtable_id))
    form = OnlyKeyForm(posted(request))
    if not found.is_open:
        return redirect(found)
    if request.method == "POST" and form.is_valid():
        try:
            votes.close_ballot(ballot=found, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("De stemming is gesloten."))
            return redirect(found)
    context = {"ballot": found, "application": found.application, "form": form}
    context["tally"] = _so_far(found)
    return render(request, "budgets/ballot_close.html", context)
