"""Pages of signals for colleagues: the list, one signal, and what can be done with it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
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
    AnswerForm,
    CombineForm,
    ForwardForm,
    LinkForm,
    PassOnForm,
    SignalQuery,
)
from initiatives.forms.submit import SendStep
from initiatives.models import SIGNAL_MACHINE, Signal, SignalState
from initiatives.permissions import may_handle_signal
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
    return render(request, "initiatives/signal_list.html", {"filter": chosen, "page_obj": page})


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
    }
    return render(request, "initiatives/signal.html", context)


def _act(request, found, form, act, title, submit):
    """Show a form, or do its work once and go back to the signal."""

    def work():
        act()
        return "-"

    purpose = "initiatives.signal_step"
    if request.method == "POST" and form.is_valid() and done_once(form, purpose, work):
        return redirect(found)
    context = {"form": form, "title": title, "signal": found, "submit": submit}
    return render(request, "initiatives/signal_step.html", context)


def _to_handle(request, pk) -> Signal:
    found = _signal(request, pk)
    require(may_handle_signal(request.user, found))
    return found


@require_http_methods(FORMS)
def signal_take_up(request, pk):
    """Say that one is at work on it."""
    found = _to_handle(request, pk)
    form = SendStep(posted(request))

    def act():
        actions.take_up(found, by=request.user)

    return _act(request, found, form, act, _("Oppakken"), _("Ik pak dit op"))


@require_http_methods(FORMS)
def signal_answer(request, pk):
    """Answer it."""
    found = _to_handle(request, pk)
    form = AnswerForm(posted(request), municipality=found.municipality, initial=drafted(request))

    def act():
        data = form.cleaned_data
        given = {name: data[name] for name in ("text", "theme", "outcome")}
        actions.answer_signal(found, **given, by=request.user)

    return _act(request, found, form, act, _("Beantwoorden"), _("Verstuur het antwoord"))


@require_http_methods(FORMS)
def signal_pass_on(request, pk):
    """Give it to who can do something about it."""
    found = _to_handle(request, pk)
    form = PassOnForm(posted(request), initial=drafted(request))

    def act():
        data = form.cleaned_data
        actions.pass_on(found, to=data["to"], text=data["text"], by=request.user)

    return _act(request, found, form, act, _("Doorgeven"), _("Geef door"))


@require_http_methods(FORMS)
def signal_forward(request, pk):
    """Forward it as the complaint, objection or request that it is."""
    found = _to_handle(request, pk)
    form = ForwardForm(posted(request), initial=drafted(request))

    def act():
        data = form.cleaned_data
        given = {name: data[name] for name in ("what", "to", "text")}
        actions.forward(found, **given, by=request.user)

    return _act(request, found, form, act, _("Doorsturen"), _("Stuur door"))


@require_http_methods(FORMS)
def signal_combine(request, pk):
    """Let it go along with another."""
    found = _to_handle(request, pk)
    form = CombineForm(posted(request), signal=found, initial=drafted(request))

    def act():
        actions.combine(found, into=form.cleaned_data["into"], by=request.user)

    return _act(request, found, form, act, _("Samenvoegen"), _("Voeg samen"))


@require_http_methods(FORMS)
def signal_link(request, pk):
    """Say what became of it."""
    found = _to_handle(request, pk)
    start = {"action": found.action_id, "initiative": found.initiative_id, **drafted(request)}
    form = LinkForm(posted(request), signal=found, user=request.user, initial=start)

    def act():
        given = {name: form.cleaned_data[name] for name in ("action", "initiative")}
        actions.link_signal(found, **given, by=request.user)

    return _act(request, found, form, act, _("Wat is het geworden?"), _("Opslaan"))
