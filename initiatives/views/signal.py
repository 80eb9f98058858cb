"""Pages of signals for residents: bringing one, following it, and what was done with all."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Area
from config.intake import keys, limits
from config.intake.links import MailedLink
from config.lib.access import Refused
from config.lib.clock import today, working_days_later
from config.lib.public import public_page
from initiatives.actions.signal import bring_signal, followed, say_helped
from initiatives.forms.place import areas_to_choose
from initiatives.forms.signal import HelpedForm, SignalForm, SignalQuery
from initiatives.models import Signal
from initiatives.signal_figures import SignalFigures, figures_of
from initiatives.views.page import FORMS

PER_NETWORK, PER_ADDRESS = (30, timedelta(hours=1)), (6, timedelta(days=1))
# What comes in at once from one network, and from everybody together. The rest is kept too, set
# aside until a colleague has looked: one network can be a school, and one bot many networks.
AT_ONCE = ((8, timedelta(hours=1)), (24, timedelta(days=1)))
AT_ONCE_TOGETHER = (40, timedelta(hours=1))
LINK = MailedLink("signal")
OUTCOMES = 30


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def signal_new(request):
    """Bring a question or remark: one page, no account, and nothing typed is lost."""
    here = request.municipality or None
    if here is None:
        raise Http404
    post = request.POST if request.method == "POST" else None
    if post is not None and _looks(post):
        typed = {name: post.get(name, "") for name in SignalForm.base_fields}
        typed |= {"find": ""} if "alles" in post else {"looked": typed["find"].strip()}
        form = SignalForm(initial=typed, municipality=here)
        return render(request, "initiatives/signal_new.html", _page(form, here))
    start = {"area": SignalQuery(request.GET).value("gebied", "")}
    if request.user.is_authenticated:
        start["contact_email"] = request.user.email
    form = SignalForm(post, initial=start, municipality=here)
    status = 200
    if post is not None and form.is_valid():
        if _within_limits(request, form.cleaned_data["contact_email"]):
            return redirect(_bring(request, form))
        form.add_error(None, _("Er is net te veel verstuurd. Probeer het later nog eens."))
        status = 429
    return render(request, "initiatives/signal_new.html", _page(form, here), status=status)


def _looks(post) -> bool:
    """Whether a button was pressed that changes what the page shows and sends nothing. Enter in
    a field presses the first button, "Zoek".
    """
    words = post.get("find", "").strip()
    return "alles" in post or bool("zoek" in post and words and words != post.get("looked"))


def _page(form, here) -> dict:
    until = working_days_later(today(), here.answer_days)
    return {"form": form, "until": until}


def _within_limits(request, email: str) -> bool:
    """Count a sending per network, and per address when there is one."""
    limit = {"per_network": PER_NETWORK, "per_address": PER_ADDRESS}
    return limits.hit_both(request, "signal", email, **limit)


def _quiet(request) -> bool:
    """Whether it may come in without a look: who is logged in has shown an address.

    Ask it once for each message that is kept: it counts.
    """
    if request.user.is_authenticated:
        return True
    together = limits.hit(f"signal-together:{request.municipality.pk}", *AT_ONCE_TOGETHER)
    return limits.is_quiet(request, "signal-at-once", *AT_ONCE) and together


def _bring(request, form) -> str:
    area = form.cleaned_data["area"]

    def make():
        # Counted with what is kept, so that a button pressed twice counts once.
        aside = not _quiet(request)
        bring_signal(area=area, given=form.given(), aside=aside, by=request.user)
        answer = "&antwoord=ja" if form.cleaned_data["contact_email"] else ""
        answer += "&eerst=ja" if aside else ""
        return f"{reverse('signals:sent')}?gebied={area.slug}{answer}"

    address, _created = keys.once(form.cleaned_data["form_key"], "initiatives.signal", make)
    return address


@login_not_required
@require_safe
def signal_sent(request):
    """What happens now: public facts, nobody's data."""
    here = request.municipality or None
    slug = SignalQuery(request.GET).value("gebied", "")
    area = areas_to_choose(here).filter(slug=slug).first() if here and slug else None
    until = working_days_later(today(), here.answer_days) if here else None
    said = {name: request.GET.get(name) == "ja" for name in ("antwoord", "eerst")}
    context = {"area": area, "until": until, **said}
    return render(request, "initiatives/signal_sent.html", context)


follow_link = LINK.leading_to("signals:follow", opens=followed)


@login_not_required
@require_http_methods(FORMS)
def follow(request):
    """How it is with one's signal, and whether the answer helped."""
    token = LINK.token(request)
    signal = followed(token)
    if signal is None:
        return render(request, "link_old.html", status=410)
    form = HelpedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            say_helped(token, form.cleaned_data["helped"])
            messages.success(request, _("Bedankt, we hebben het opgeschreven."))
        except Refused as no:
            messages.info(request, no.reason)
        return redirect("signals:follow")
    context = {"signal": signal, "choices": Signal.Helped.choices}
    return render(request, "initiatives/signal_follow.html", context)


@public_page
def signal_overview(request):
    """How many signals there were, how many got an answer in time, and what was done."""
    here = request.municipality or None
    slug = SignalQuery(request.GET).value("gebied", "")
    areas = Area.objects.of(here).current().filter(level__on_map=True).order_by("name")
    area = get_object_or_404(Area.objects.of(here), slug=slug) if slug else None
    rows = Signal.objects.of(here)
    rows = rows.within(area) if area else rows
    told = rows.exclude(outcome="").order_by("-answered_on", "-pk")
    told = told.values("outcome", "answered_on", "area__name", "theme__name")
    context = {
        "area": area,
        "areas": list(areas.values_list("slug", "name")),
        "figures": figures_of(here, area) if here else SignalFigures(),
        "outcomes": list(told[:OUTCOMES]),
        "promised": here.answer_days if here else 0,
    }
    return render(request, "initiatives/signals.html", context)
