"""What happens in my street: ask for an address, and see what is going on around it."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.forms.spots import MarkForm
from areas.map import map_of
from areas.models import Area
from areas.pointing import Pointed, closer, picture_of, pointed_at, window_of
from config.intake.limits import client_prefix, hit
from config.lib.addresses import address
from config.lib.public import public_page
from config.pages.forms import StreetForm
from config.pages.street.around import around
from config.pages.street.drawing import drawing_of
from config.pages.street.feed import feed_of
from config.pages.street.lookup import look_up
from config.pages.street.spot import DISTANCES, USUAL, Spot, spot_of

PER_NETWORK = (60, timedelta(minutes=10))
TOO_MANY = 429


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """The one field; a place that is sure is gone to at once, else one chooses."""
    if not request.municipality:
        return redirect("pages:home")
    form = StreetForm(request.POST if request.method == "POST" else None)
    context, status = {"form": form}, 200
    if request.method == "POST" and form.is_valid():
        if hit(f"street:{client_prefix(request)}", *PER_NETWORK):
            choices = _choices(form, request.municipality)
            if len(choices) == 1:
                messages.info(request, choices[0]["said"])
                return redirect(choices[0]["url"])
            context["choices"] = choices
            if not choices:
                form.add_error("q", _("Dit adres kennen we niet. Kies hieronder uw gebied."))
        else:
            form.add_error("q", _("U heeft veel gezocht. Probeer het over tien minuten nog eens."))
            status = TOO_MANY
    context |= _map(request.municipality.root, request.municipality)
    return render(request, "pages/street.html", context, status=status)


def _choices(form: StreetForm, municipality) -> list[dict]:
    """The places or areas that were found, each with its address and a sentence for there."""
    found, page = look_up(form.cleaned_data["q"], municipality), address("pages:street_around")
    metres = form.cleaned_data["straal"]
    spots = [
        (place["label"], Spot([], [], [], float(place["lat"]), float(place["lon"]), metres))
        for place in found.places
    ]
    said = _("Gevonden: %(label)s")
    choices = [
        {"label": label, "url": f"{page}?{spot.query}", "said": said % {"label": label}}
        for label, spot in spots
    ]
    vague = _("We kennen dit adres niet precies. U ziet wat er in %(area)s gebeurt.")
    return choices + [
        {
            "label": area.name,
            "url": f"{page}?gebied={area.slug}",
            "said": vague % {"area": area.name},
        }
        for area in found.areas
    ]


def _map(area: Area, municipality) -> dict:
    """The picture of an area to point at, where there is one, and its parts as a list of links."""
    whole = area.pk == municipality.root_id
    drawing = map_of(root_id=area.pk, by_level=whole)
    page = address("pages:street_around")
    parts = [one | {"street_url": f"{page}?gebied={one['slug']}"} for one in drawing["areas"]]
    picture = picture_of(area) if window_of(area) else None
    return {"parts": parts, "picture": picture, "source": drawing["source"]}


@public_page
def point(request):
    """Point at a place on the map: of the municipality, then closer, until it is precise."""
    municipality = request.municipality
    if not municipality:
        return redirect("pages:home")
    area = _chosen(request.GET, municipality)
    window = window_of(area)
    pointed = pointed_at(request.GET, window, municipality)
    if pointed and window and not pointed.problem:
        return redirect(_where_to(pointed, closer(pointed, area, window, municipality)))
    context = _map(area, municipality) | {"area": area, "pointed": pointed}
    context["part"] = area if area.pk != municipality.root_id else None
    context["around_url"] = f"{address('pages:street_around')}?gebied={area.slug}"
    return render(request, "pages/street_point.html", context)


def _chosen(params, municipality) -> Area:
    """The area that an address names; without one, or with an unknown one, the municipality."""
    slug = MarkForm(params).value("gebied")
    found = Area.objects.of(municipality).filter(slug=slug).first() if slug else None
    return found or municipality.root


def _where_to(pointed: Pointed, area: Area | None) -> str:
    """The map of the area in which to point again, else what happens around the place."""
    if area:
        return f"{address('pages:street_point')}?gebied={area.slug}"
    spot = Spot([], [], [], pointed.lat, pointed.lon, USUAL)
    return f"{address('pages:street_around')}?{spot.query}"


@public_page
def street(request):
    """What is planned, running and done around a place, as far as the person may see it."""
    spot = spot_of(request.GET, request.municipality)
    if spot is None:
        return redirect("pages:street")
    found = around(spot, request.municipality, request.user)
    context = {
        "spot": spot,
        "found": found,
        "drawing": drawing_of(spot, found.items, request.municipality),
        "distances": [
            {"metres": metres, "url": spot.at(metres), "here": metres == spot.metres}
            for metres in (DISTANCES if spot.lat is not None else ())
        ],
    }
    return render(request, "pages/street_around.html", context)


@public_page
def feed(request):
    """The public news of a place, for a feed reader."""
    spot = spot_of(request.GET, request.municipality)
    if spot is None:
        return redirect("pages:street")
    text = feed_of(spot, request.municipality)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
