"""The link in the mail: opening it shows a button, pressing the button confirms, once."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from config.intake import keys, tokens
from config.intake.links import MailedLink
from config.lib.access import Refused
from config.lib.clock import today
from initiatives.actions.mails import advisors_of, what_happens
from initiatives.actions.submit import PURPOSE, confirm
from initiatives.forms.place import areas_to_choose
from initiatives.forms.submit import AreaQuery, SendStep

LINK = MailedLink("initiative")


confirm_link = LINK.leading_to("initiatives:confirm")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request):
    """The button, and what it does. Mail scanners open links; they do not press buttons."""
    token = LINK.token(request)
    if request.method != "POST":
        if not tokens.look(token, PURPOSE):
            return render(request, "initiatives/link_gone.html", status=410)
        return render(request, "initiatives/confirm.html", {"form": SendStep()})
    form = SendStep(request.POST)
    if not form.is_valid():
        return render(request, "initiatives/confirm.html", {"form": form})

    def make():
        area = confirm(token=token, by=request.user).area
        return f"{reverse('initiatives:received')}?gebied={area.slug}"

    try:
        address, created = keys.once(form.cleaned_data["form_key"], "initiatives.confirm", make)
    except (Refused, ValidationError):
        return render(request, "initiatives/link_gone.html", status=410)
    if created:
        LINK.forget(request)
    return redirect(address)


@login_not_required
@require_safe
def received(request):
    """What happens now, who calls, and before when: public facts of the area, nobody's data."""
    slug = AreaQuery(request.GET).value("gebied", "")
    areas = areas_to_choose(request.municipality or None)
    area = areas.filter(slug=slug).first() if slug else None
    context = {"area": area, "promise": [], "people": []}
    if area:
        context["promise"] = what_happens(area, request.municipality, today())
        context["people"] = advisors_of(area)
    return render(request, "initiatives/received.html", context)
