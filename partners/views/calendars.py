"""Calendar feeds with a secret address, and the link by which one sends apologies."""

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Area
from config.intake.links import MailedLink
from config.lib.clock import now
from partners.actions.calendars import address_of, renew
from partners.actions.meetings import excuse_by_link, excused_of
from partners.calendar import calendar_of, title_of
from partners.forms.meetings import FeedForm
from partners.models import CalendarAddress, Meeting, Roundtable
from partners.rights import tables_of

MOST = 300
LINK = MailedLink("excuse")


def calendar_page(request):
    """Make the address of a feed, or make it anew; the address is shown once."""
    here = request.municipality or None
    form = FeedForm(
        request.POST if request.method == "POST" else None,
        tables=Roundtable.objects.of(here).filter(pk__in=tables_of(request.user)),
        areas=Area.objects.of(here).current().filter(level__on_map=True).order_by("name"),
    )
    shown = ""
    if request.method == "POST" and form.is_valid():
        secret = renew(user=request.user, **form.chosen)
        shown = urljoin(settings.SITE_URL, reverse("partners:calendar_feed", args=[secret]))
    made = CalendarAddress.objects.filter(user=request.user).select_related("roundtable", "area")
    context = {"form": form, "address": shown, "made": list(made)}
    response = render(request, "partners/calendar.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_not_required
@require_safe
def calendar_feed(request, secret):
    """The feed: what its owner may read at this moment. Raises Http404 for a wrong secret."""
    found = address_of(secret)
    if found is None:
        raise Http404
    rows = Meeting.objects.visible_to(found.user).select_related("roundtable__kind")
    if found.roundtable_id:
        rows = rows.filter(roundtable=found.roundtable_id, roundtable__in=tables_of(found.user))
    elif found.area_id:
        rows = rows.filter(roundtable__area=found.area_id)
    else:
        rows = rows.filter(roundtable__in=tables_of(found.user))
    meetings = rows.filter(starts_at__year__gte=now().year - 1).order_by("-starts_at")[:MOST]
    name = found.roundtable or found.area or _("Mijn overleggen")
    text = calendar_of(meetings, f"{name}")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


excuse_link = LINK.leading_to("partners:excuse", opens=excused_of, gone="partners/excuse_gone.html")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request):
    """Say that one cannot come. Opening the page does nothing."""
    token = LINK.token(request)
    found = excused_of(token) if token else None
    if found is None:
        return render(request, "partners/excuse_gone.html", status=410)
    meeting, _seat = found
    if request.method == "POST":
        try:
            excuse_by_link(token)
        except PermissionDenied:
            return render(request, "partners/excuse_gone.html", status=410)
        LINK.forget(request)
        return render(request, "partners/excused.html", {"title": title_of(meeting)})
    return render(request, "partners/excuse.html", {"meeting": meeting, "title": title_of(meeting)})
