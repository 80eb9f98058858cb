"""Pages of requests to a department. The page on which it answers is config.pages.views.answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas import permissions
from areas.actions.requests import ask, send_again, withdraw
from areas.forms import StepForm
from areas.forms.requests import AgainForm, RequestFilter, RequestForm
from areas.models import Action, Department, Request, RequestState
from areas.models.asks import REQUEST_MACHINE
from areas.rights import areas_where, may
from areas.roles import Permission
from areas.views.steps import back_to, posted, row_form
from config.intake.keys import once
from config.lib.access import require
from config.lib.addresses import address
from config.lib.forms import saved
from config.lib.lists import PER_PAGE
from config.lib.public import public_page

STATES = {
    RequestFilter.OPEN: lambda rows: rows.waiting(),
    RequestFilter.LATE: lambda rows: rows.overdue(),
    RequestFilter.ANSWERED: lambda rows: rows.answered().reverse(),
}


def requests_beside(user, rows, area_id: int, page: str, pk: int) -> dict:
    """What templates/areas/_requests.html needs: the requests beside an action or initiative."""
    shown = rows.visible_to(user).select_related("department").prefetch_related("answers")
    mine = not permissions.ask_department(user, area_id)
    return {"requests": list(shown.distinct()[:50]), "ask_url": address(page, pk) if mine else ""}


def _request(request, pk) -> Request:
    rows = Request.objects.visible_to(request.user).of(request.municipality or None)
    related = ("area", "department__manager", "action", "asked_by", "went_to")
    found = get_object_or_404(rows.select_related(*related), pk=pk)
    manages = request.user.is_authenticated and found.department.manager_id == request.user.pk
    if not manages and not may(request.user, Permission.SEE_INTERNAL, found.area_id):
        # What was asked for an idea is no more public than that idea.
        ideas = found.initiatives.all()
        if ideas and not found.initiatives.visible_to(request.user).exists():
            raise Http404
    return found


@public_page
def request_page(request, pk):
    """A request: what was asked, of whom, before when, and what was answered."""
    found = _request(request, pk)
    user = request.user
    actions = Action.objects.visible_to(user)
    context = {
        "asked": found,
        "inside": may(user, Permission.SEE_INTERNAL, found.area_id),
        "action": actions.filter(pk=found.action_id).first() if found.action_id else None,
        "initiatives": list(found.initiatives.visible_to(user)[:20]),
        "answers": list(found.answers.all()),
        "may_edit": not permissions.edit_request(user, found),
        "may_withdraw": not permissions.withdraw_request(user, found),
        "may_answer": not permissions.answer_request(user, found),
    }
    return render(request, "areas/request.html", context)


@require_safe
def request_list(request):
    """What departments are asked in the areas where the person works, the most urgent first."""
    require(permissions.see_requests(request.user))
    form = RequestFilter(request.GET)
    state, code = form.value("stand", RequestFilter.OPEN), form.value("afdeling", "")
    mine = areas_where(request.user, Permission.SEE_INTERNAL)
    rows = Request.objects.of(request.municipality or None).filter(area__in=mine)
    rows = rows.select_related("area", "department")
    if code:
        rows = rows.filter(department__code=code)
    page = Paginator(STATES[state](rows), PER_PAGE).get_page(form.value("page", 1))
    context = {
        "page_obj": page,
        "chosen": state,
        "code": code,
        "states": form.fields["stand"].choices,
        "departments": Department.objects.filter(municipality=request.municipality or None),
    }
    return render(request, "areas/requests.html", context)


def request_create(request, pk):
    """Ask a department something about an action."""
    actions = Action.objects.visible_to(request.user).of(request.municipality or None)
    action = get_object_or_404(actions.select_related("area"), pk=pk)
    require(permissions.ask_department(request.user, action.area_id))
    form = RequestForm(
        posted(request),
        instance=Request(area=action.area, action=action, asked_by=request.user),
        user=request.user,
        municipality=request.municipality,
        initial={"public": action.public, **request.draft},
    )
    if request.method == "POST" and form.is_valid():
        key, by = form.cleaned_data["form_key"], request.user
        leads_to, made = once(key, "areas.request", lambda: ask(form, by=by))
        if made:
            messages.success(request, _("De vraag is verstuurd."))
        return redirect(leads_to)
    context = {"form": form, "title": _("Vraag een afdeling"), "back": back_to(action)}
    return render(request, "areas/form.html", context | {"submit": _("Verstuur de vraag")})


def request_edit(request, pk):
    """Change what is asked, as long as there is no answer."""
    found = _request(request, pk)
    require(permissions.edit_request(request.user, found))
    back = back_to(found)
    form = row_form(request, RequestForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het verzoek is opgeslagen. De afdeling ziet de nieuwe tekst."))
        return redirect(found)
    context = {"form": form, "title": _("Verzoek bewerken"), "back": back}
    return render(request, "areas/form.html", context)


def request_withdraw(request, pk):
    """Withdraw a request, after one page that asks to confirm."""
    found = _request(request, pk)
    require(permissions.withdraw_request(request.user, found))
    if request.method == "POST":
        withdraw(found, by=request.user)
        messages.success(request, _("Het verzoek is ingetrokken. De afdeling krijgt bericht."))
        return redirect(found)
    step = REQUEST_MACHINE.steps(found.state)[RequestState.WITHDRAWN]
    context = {"object": found, "form": StepForm(step=step, with_note=False)}
    context["step"] = {"verb": step.verb, "label": RequestState.WITHDRAWN.label}
    return render(request, "areas/step.html", context)


def request_send(request, pk):
    """Send the link again, after one page that asks to confirm."""
    found = _request(request, pk)
    require(permissions.withdraw_request(request.user, found))
    form = AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        once(key, "areas.request_again", lambda: send_again(found, by=request.user))
        messages.success(request, _("De vraag is opnieuw verstuurd."))
        return redirect(found)
    context = {"asked": found, "form": form}
    return render(request, "areas/request_send.html", context)
