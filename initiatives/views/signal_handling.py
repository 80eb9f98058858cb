"""Pages of signals for colleagues: the list, one signal, and what can be done with it."""

from functools import reduce
from operator import or_

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.rights import areas_where
from areas.roles import Permission
from areas.views.steps import done_once
from config.lib.access import require
from config.lib.lists import PER_PAGE
from initiatives.actions import signal as actions
from initiatives.filters import SignalFilter
from initiatives.forms.signal import (
    AT_A_TIME,
    AnswerForm,
    AsideForm,
    CombineForm,
    ForwardForm,
    LinkForm,
    PassOnForm,
    SignalQuery,
)
from initiatives.forms.submit import SendStep
from initiatives.models import SIGNAL_MACHINE, Signal, SignalState
from initiatives.permissions.signal import HANDLES_SIGNALS, may_handle_signal, may_handle_signals
from initiatives.views.page import FORMS, drafted, posted

RELATED = ("area", "municipality", "theme", "handler", "action", "initiative")


def _signal(request, pk) -> Signal:
    rows = Signal.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related(*RELATED), pk=pk)


@require_safe
def signal_list(request):
    """The signals of one's areas, the first promised day on top."""
    if areas_where(request.user, Permission.SEE_INITIATIVES) is None:
        raise PermissionDenied(_("Deze lijst is voor medewerkers van een gebied."))
    rows = Signal.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.select_related("area", "theme", "handler")
    chosen = SignalFilter(request.GET, queryset=rows, request=request)
    found = chosen.qs if chosen.is_valid() else rows.none()
    page = Paginator(found, PER_PAGE).get_page(SignalQuery(request.GET).value("page", 1))
    aside = 0 if may_handle_signals(request.user) else _not_counted(request).aside().count()
    context = {"filter": chosen, "page_obj": page, "aside": aside}
    return render(request, "initiatives/signal_list.html", context)


def _not_counted(request):
    """What was set aside or put away where this person handles what residents bring."""
    mine = [areas_where(request.user, permission) for permission in HANDLES_SIGNALS]
    rows = Signal.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.filter(reduce(or_, [Q(area__in=areas) for areas in mine if areas is not None]))
    return rows.not_counted().select_related("area", "municipality").order_by("due_on", "pk")


@require_http_methods(FORMS)
def signals_aside(request):
    """What was set aside because much came at once: to let in or to put away, many together."""
    require(may_handle_signals(request.user))
    rows = _not_counted(request)
    form = AsideForm(posted(request), rows=rows)

    def work():
        act = actions.let_in if form.cleaned_data["do"] == "in" else actions.put_away
        for one in form.cleaned_data["signals"]:
            act(one, by=request.user)
        return "-"

    purpose = "initiatives.signals_aside"
    if request.method == "POST" and form.is_valid() and done_once(form, purpose, work):
        let_in = form.cleaned_data["do"] == "in"
        done = _("Deze berichten staan nu in de lijst.") if let_in else _("Weggelegd.")
        messages.success(request, done)
        return redirect("signals:list")
    context = {"form": form, "waiting": rows.aside().count(), "at_a_time": AT_A_TIME}
    return render(request, "initiatives/signals_aside.html", context)


@require_safe
def signal(request, pk):
    """One signal: what was asked, before when, what was answered and what became of it."""
    found = _signal(request, pk)
    context = {
        "signal": found,
        "steps": set(SIGNAL_MACHINE.steps(found.state)),
        "again": found.state != SignalState.RECEIVED,
        "combined": list(found.combined.order_by("pk")),
        "may_handle": not may_handle_signal(request.user, found),
        "take_up": SendStep(),
        "is_put_away": found.state == SignalState.PUT_AWAY,
        "is_aside": found.state == SignalState.ASIDE,
    }
    return render(request, "initiatives/signal.html", context)


def _act(request, found, form, act, title, submit, done):
    """Show a form, or do its work once, say that it is `done` and go back to the signal."""

    def work():
        act()
        return "-"

    purpose = "initiatives.signal_step"
    if request.method == "POST" and form.is_valid() and done_once(form, purpose, work):
        messages.success(request, done)
        return redirect(found)
    context = {"form": form, "title": title, "signal": found, "submit": submit}
    return render(request, "initiatives/signal_step.html", context)


def _to_handle(request, pk) -> Signal:
    found = _signal(request, pk)
    require(may_handle_signal(request.user, found))
    return found


def _no_step(request, found, to):
    """Back to it, when there is no such step (any more); what was sent is shown by its form."""
    if request.method == "POST" or to in SIGNAL_MACHINE.steps(found.state):
        return None
    messages.info(request, _("Deze stap kan nu niet. Misschien was een collega u voor."))
    return redirect(found)


@require_http_methods(FORMS)
def signal_take_up(request, pk):
    """Say that one is at work on it."""
    found = _to_handle(request, pk)
    if back := _no_step(request, found, SignalState.TAKEN_UP):
        return back
    form = SendStep(posted(request))

    def act():
        actions.take_up(found, by=request.user)

    return _act(request, found, form, act, _("Oppakken"), _("Ik pak dit op"), _("U pakt dit op."))


@require_http_methods(FORMS)
def signal_answer(request, pk):
    """Answer it."""
    found = _to_handle(request, pk)
    if back := _no_step(request, found, SignalState.ANSWERED):
        return back
    form = AnswerForm(posted(request), municipality=found.municipality, initial=drafted(request))

    def act():
        data = form.cleaned_data
        given = {name: data[name] for name in ("text", "theme", "outcome")}
        actions.answer_signal(found, **given, by=request.user)

    done = _("Het antwoord is opgeslagen.")
    if found.contact_email:
        done = _("Het antwoord is verstuurd.")
    return _act(request, found, form, act, _("Beantwoorden"), _("Verstuur het antwoord"), done)


@require_http_methods(FORMS)
def signal_pass_on(request, pk):
    """Give it to who can do something about it."""
    found = _to_handle(request, pk)
    if back := _no_step(request, found, SignalState.PASSED_ON):
        return back
    form = PassOnForm(posted(request), initial=drafted(request))

    def act():
        data = form.cleaned_data
        actions.pass_on(found, to=data["to"], text=data["text"], by=request.user)

    return _act(request, found, form, act, _("Doorgeven"), _("Geef door"), _("Het is doorgegeven."))


@require_http_methods(FORMS)
def signal_forward(request, pk):
    """Forward it as the complaint, objection or request that it is."""
    found = _to_handle(request, pk)
    if back := _no_step(request, found, SignalState.FORWARDED):
        return back
    form = ForwardForm(posted(request), initial=drafted(request))

    def act():
        data = form.cleaned_data
        given = {name: data[name] for name in ("what", "to", "text")}
        actions.forward(found, **given, by=request.user)

    return _act(
        request, found, form, act, _("Doorsturen"), _("Stuur door"), _("Het is doorgestuurd.")
    )


@require_http_methods(FORMS)
def signal_combine(request, pk):
    """Let it go along with another."""
    found = _to_handle(request, pk)
    if back := _no_step(request, found, SignalState.COMBINED):
        return back
    form = CombineForm(posted(request), signal=found, initial=drafted(request))

    def act():
        actions.combine(found, into=form.cleaned_data["into"], by=request.user)

    return _act(request, found, form, act, _("Samenvoegen"), _("Voeg samen"), _("Samengevoegd."))


@require_http_methods(FORMS)
def signal_link(request, pk):
    """Say what became of it."""
    found = _to_handle(request, pk)
    start = {"action": found.action_id, "initiative": found.initiative_id, **drafted(request)}
    form = LinkForm(posted(request), signal=found, user=request.user, initial=start)

    def act():
        given = {name: form.cleaned_data[name] for name in ("action", "initiative")}
        actions.link_signal(found, **given, by=request.user)

    return _act(
        request, found, form, act, _("Wat is het geworden?"), _("Opslaan"), _("Opgeslagen.")
    )
