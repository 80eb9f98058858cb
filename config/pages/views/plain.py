"""Pages that stand by themselves: privacy, accessibility, contact, health, security.txt."""

import sys
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.views.decorators.http import require_safe

from config.audit.append_only import missing
from config.lib.clock import now
from config.lib.public import public_page
from config.pages.erasing import RULES


@public_page
def privacy(request):
    """What we store, why, how long, and what rights people have (AVG 13)."""
    return render(request, "pages/privacy.html", {"rules": RULES})


@public_page
def accessibility(request):
    """How accessible the site is and where to complain (Besluit digitale toegankelijkheid)."""
    return render(request, "pages/accessibility.html")


@public_page
def contact(request):
    """How to reach the municipality, by each channel (Awb 2:13)."""
    return render(request, "pages/contact.html")


@login_not_required
@require_safe
def healthz(request):
    """Whether the web process answers; asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request):
    """Whether this node can serve: the database answers and the append-only triggers are there."""
    try:
        lacking = missing(connection)
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    if lacking:
        return HttpResponse("append-only triggers\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def security_txt(request):
    """Where to report a leak (RFC 9116, obligatory for municipalities); expires in half a year."""
    here = f"{request.scheme}://{request.get_host()}"
    mail = request.municipality.email if request.municipality else ""
    lines = [
        f"Contact: mailto:{mail}" if mail else f"Contact: {here}{reverse('pages:contact')}",
        f"Expires: {now() + timedelta(days=182):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {here}{reverse('pages:contact')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request):
    """What search engines may read: the public pages."""
    rules = ["User-agent: *", "Disallow: /inloggen/", "Disallow: /mijn-werk/", "Disallow: /zoeken/"]
    rules.append("Disallow: /mijn-gegevens/")
    return HttpResponse("\n".join(rules) + "\n", content_type="text/plain; charset=utf-8")


def broken(_request):
    """What somebody gets whose page broke; Django calls it while it handles the exception.

    With 503 and a moment to try again where the database cannot be reached or is locked, wherever
    that came out: in the page, or before it when the session is read. Asks no database itself.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = loader.render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "30"})
    return HttpResponse(loader.render_to_string("500.html"), status=500)
