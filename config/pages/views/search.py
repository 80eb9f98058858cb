"""Search over areas, actions and initiatives: what the visitor may see, nothing else."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.models import Action, Area
from config.lib.text import normalise
from config.pages.forms import SearchForm
from initiatives.models import Initiative

SHOWN = 10


@login_not_required
@require_safe
def search(request):
    """Results by kind, ten of each; not cached, because what one may see differs."""
    form = SearchForm(request.GET)
    text = form.value("q", "")
    context = {"form": form, "text": text, "found": found(request, text) if text else {}}
    context["nothing"] = bool(text) and not any(context["found"].values())
    return render(request, "pages/search.html", context)


def found(request, text) -> dict[str, list]:
    """Areas by name or postcode, actions and initiatives by their words."""
    areas = Area.objects.of(request.municipality).current()
    digits = normalise(text).replace(" ", "")[:4]
    if digits.isdigit() and len(digits) == 4:
        areas = areas.filter(postcodes__digits=digits)
    else:
        areas = areas.search(text)
    actions = Action.objects.visible_to(request.user).of(request.municipality).search(text)
    initiatives = Initiative.objects.visible_to(request.user).of(request.municipality).search(text)
    return {
        "areas": list(areas.select_related("level").order_by("name")[:SHOWN]),
        "actions": list(actions.select_related("area").order_by("-updated_at")[:SHOWN]),
        "initiatives": list(
            initiatives.select_related("area").order_by("-released_at", "-pk")[:SHOWN]
        ),
    }
