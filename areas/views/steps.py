"""What pages with a form share: the form, making something once, and taking a step."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify

from areas.forms import StartForm, StepForm
from config.intake.keys import once
from config.lib.access import Refused
from config.lib.forms import save_form


def posted(request):
    """The data of a form that was sent, else None."""
    return request.POST if request.method == "POST" else None


def row_form(request, form_class, row, **start):
    """The form of one row, for this person and place; `start` is filled in before the draft."""
    return form_class(
        posted(request),
        instance=row,
        user=request.user,
        municipality=request.municipality,
        initial={**start, **request.draft},
    )


def back_to(obj) -> dict[str, str]:
    """A link back to an object, as it is called now (a form may have another name in it)."""
    return {"url": obj.get_absolute_url(), "text": str(obj)}


def made_once(request, form, purpose: str):
    """Save a valid form on a new row, once per form key, and go to its page."""
    key = form.cleaned_data["form_key"]
    address, _made = once(key, purpose, lambda: save_form(form, by=request.user))
    return redirect(address)


def done_once(form, purpose: str, work) -> bool:
    """Do the work of a valid form once per key; False when a rule refused, which the form says."""
    try:
        once(form.cleaned_data["form_key"], purpose, work)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def steps_of(machine, obj) -> list[dict]:
    """The steps that the state of this object allows, with the word in their address."""
    return [
        {
            "verb": step.verb,
            "slug": slugify(step.verb),
            "state": state,
            "label": machine.choices(state).label,
            "step": step,
        }
        for state, step in machine.steps(obj.state).items()
        if step.pressed
    ]


def take_step(request, obj, verb: str, machine, move, *, with_note: bool, warning=""):
    """Ask to confirm a step (GET), or take it (POST) by calling `move` with the new state.

    `warning` is said on that page. When somebody else moved the object meanwhile, the page says
    where it is now.
    Raises Http404 for a word that no state of the machine knows.
    """
    table = machine.table.values()
    words = {slugify(s.verb) for steps in table for s in steps.values() if s.pressed}
    if verb not in words:
        raise Http404
    found = next((s for s in steps_of(machine, obj) if s["slug"] == verb), None)
    if found is None:
        return render(request, "areas/step_gone.html", {"object": obj}, status=409)
    start = {"next": StartForm(request.GET).value("next", "")}
    form = StepForm(posted(request), step=found["step"], with_note=with_note, initial=start)
    moved = None
    if request.method == "POST" and form.is_valid():
        moved = _moved(obj, found, form, move, request.user)
    if moved:
        messages.success(request, f"{moved}: {moved.get_state_display()}.")
        return redirect(_back(request, form, obj))
    context = {"form": form, "object": obj, "step": found, "warning": warning}
    return render(request, "areas/step.html", context)


def _moved(obj, found, form, move, by):
    """The moved object; None when a rule refused, which the form then says."""
    given = {"state": found["state"], "reason": form.cleaned_data.get("reason", "")}
    if "internal" in form.fields:
        given["public"] = not form.cleaned_data["internal"]
    try:
        return move(obj, **given, by=by)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return None


def _back(request, form, obj) -> str:
    """Where the person came from, when that is a page of this site; else the object's page."""
    address = form.cleaned_data["next"]
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return address
    return obj.get_absolute_url()
