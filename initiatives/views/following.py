"""Pages of following: asking for it, confirming, changing how often, and stopping."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from areas.choices import theme_choices
from areas.models import Action, Area, Theme
from areas.where import Where
from config.intake import tokens
from config.intake.links import MailedLink
from config.lib.access import Refused
from initiatives.actions.following import (
    PURPOSE,
    ask_to_follow,
    change_frequency,
    confirm_following,
    follower_by,
    is_ours,
    stop_all,
    stop_following,
    stop_letters,
)
from initiatives.forms.following import FollowForm, FrequencyForm, StopForm, WishQuery
from initiatives.forms.submit import SendStep
from initiatives.models import Following, Frequency, Initiative
from initiatives.views.page import FORMS, posted, sent_within_limits

A_DAY = 10
# How far around a place, in metres, when the address does not say.
USUAL = 250
LINK = MailedLink("follow")
KEY = "follow_key"


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def follow_new(request):
    """Follow something; the page afterwards is the same for every address."""
    wish, theme = wished(request)
    start = {"frequency": Frequency.WEEKLY, "theme": theme}
    if request.user.is_authenticated:
        start["email"] = request.user.email
    form = FollowForm(
        posted(request),
        initial=start,
        municipality=request.municipality,
        with_theme=wish.area is not None and not wish.metres,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        email, frequency = (form.cleaned_data[name] for name in ("email", "frequency"))
        letters = form.cleaned_data.get("letters", False)
        if code := form.cleaned_data.get("theme"):
            wish.theme = Theme.objects.get(municipality=request.municipality, code=code)

        def work():
            given = {"frequency": frequency, "letters": letters}
            ask_to_follow(request.municipality, wish, email=email, **given)

        if sent_within_limits(request, form, "follow", work, email=email, a_day=A_DAY):
            return redirect("following:sent")
        status = 429
    themes = theme_choices(request.municipality) if wish.area and not wish.metres else []
    context = {"wish": wish, "form": form, "feed": feed_of(wish), "themes": themes}
    return render(request, "initiatives/follow.html", context, status=status)


def wished(request) -> tuple[Following, str]:
    """What the address names, as a row that is not saved, and a theme; without anything the whole
    municipality. Raises Http404 for what not everyone may read.
    """
    here, query = request.municipality or None, WishQuery(request.GET)
    if here is None:
        raise Http404
    if number := query.value("initiatief"):
        rows = Initiative.objects.public().of(here).select_related("area")
        return Following(initiative=get_object_or_404(rows, pk=number)), ""
    if number := query.value("actie"):
        rows = Action.objects.public().of(here).select_related("area")
        return Following(action=get_object_or_404(rows, pk=number)), ""
    if query.value("lat") and query.value("lon"):
        return _place(query, here), ""
    slug = query.value("gebied")
    area = get_object_or_404(Area.objects.of(here), slug=slug) if slug else here.root
    return Following(area=area), query.value("thema", "")


def _place(query: WishQuery, here) -> Following:
    """A point with a distance around it, in the deepest area that it lies in."""
    lat, lon = round(query.value("lat"), 4), round(query.value("lon"), 4)
    found = Where(here).at(lon, lat)
    area = Area.objects.filter(pk=found[0]).first() if found else here.root
    return Following(area=area, lat=lat, lon=lon, metres=query.value("straal", USUAL))


def feed_of(wish: Following) -> str:
    """The feed with the same news, for who rather reads it in a program of their own."""
    if wish.initiative:
        return reverse("pages:feed_initiative", args=[wish.initiative.pk])
    if wish.metres:
        place = {"lat": wish.lat, "lon": wish.lon, "straal": wish.metres}
        return f"{reverse('pages:street_feed')}?{urlencode(place)}"
    if wish.action:
        return reverse("pages:feed_action", args=[wish.action.pk])
    return reverse("pages:feed_area", args=[wish.area.slug])


@login_not_required
@require_safe
def follow_sent(request):
    """ "Kijk in uw mail": nobody's data."""
    return render(request, "initiatives/follow_sent.html")


confirm_link = LINK.leading_to("following:confirm")


@login_not_required
@require_http_methods(FORMS)
def confirm_page(request):
    """The button that confirms. Mail scanners open links; they do not press buttons."""
    token = LINK.token(request)
    if not tokens.look(token, PURPOSE):
        return _too_old(request)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            following = confirm_following(token)
        except (Refused, PermissionDenied):
            return _too_old(request)
        LINK.forget(request)
        return render(request, "initiatives/followed.html", {"following": following})
    return render(request, "initiatives/follow_confirm.html", {"form": form})


def _too_old(request):
    return render(request, "link_old.html", status=410)


@login_not_required
@require_safe
def manage_link(request, key):
    """Take the key out of the address, as above."""
    if follower_by(key) is None:
        return _too_old(request)
    request.session[KEY] = key
    return redirect("following:manage")


@login_not_required
@require_http_methods(FORMS)
def manage(request):
    """What one follows and how often; each button does one thing."""
    key = request.session.get(KEY, "")
    follower = follower_by(key)
    if follower is None:
        return _too_old(request)
    form = FrequencyForm(
        initial={"frequency": follower.frequency, "letters": bool(follower.letters)}
    )
    if request.method == "POST":
        stopping = StopForm(request.POST)
        if "number" in request.POST and stopping.is_valid():
            stop_following(follower, stopping.cleaned_data["number"])
            messages.success(request, _("U volgt dit niet meer."))
            return redirect("following:manage" if follower_by(key) else "following:stopped")
        if "no_letters" in request.POST:
            stop_letters(follower)
            messages.success(request, _("U krijgt geen nieuwsbrieven meer."))
            return redirect("following:manage")
        form = FrequencyForm(request.POST)
        if form.is_valid():
            change_frequency(follower, **form.cleaned_data)
            messages.success(request, _("Opgeslagen. Zo vaak krijgt u voortaan mail."))
            return redirect("following:manage")
    rows = follower.followings.filter(confirmed_at__isnull=False)
    rows = rows.select_related("area", "theme", "initiative", "action")
    context = {"followings": rows, "form": form, "key": key, "follower": follower}
    return render(request, "initiatives/follow_manage.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(FORMS)
def stop(request, key):
    """Stop all mails: a person presses the button, a mail program sends the POST itself.

    RFC 8058: that POST carries no cookie and no token of a form, and its answer is no redirect. The
    key, which only the receiver of the mail has, is what gives the right; opening the page changes
    nothing. Who stopped before reads that it is so.
    """
    if not is_ours(key):
        return _too_old(request)
    follower = follower_by(key)
    if follower and request.method == "POST":
        stop_all(follower)
    elif follower:
        return render(request, "initiatives/follow_stop.html", {"key": key})
    return render(request, "initiatives/follow_stopped.html")


@csrf_exempt
@login_not_required
@require_http_methods(FORMS)
def letters_stop(request, key):
    """Stop newsletters alone, in the same way; who follows nothing any more reads that it is so."""
    if not is_ours(key):
        return _too_old(request)
    follower = follower_by(key)
    if follower and request.method == "POST":
        stop_letters(follower)
    context = {"key": key, "follower": follower, "done": request.method == "POST"}
    return render(request, "initiatives/follow_letters_stop.html", context)


@login_not_required
@require_safe
def stopped(request):
    """ "U krijgt geen mails meer": nobody's data."""
    return render(request, "initiatives/follow_stopped.html")
