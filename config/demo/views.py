"""Pages of demo mode: who to be, and the mail that would have been sent."""

import functools

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from areas.models import User
from areas.rights import has_anywhere
from areas.roles import Permission
from config.demo import DOMAIN, demo_groups, demo_sites
from config.lib.forms import QueryForm
from config.outbox.models import Mail
from partners.rights import seats_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
NEAR = frozenset({"127.0.0.1", "::1"})


class PageForm(QueryForm):
    """Which page of the mail list."""

    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)


def demo_page(view):
    """A page that answers only in demo mode, to this machine itself, and not through a proxy."""

    @functools.wraps(view)
    def checked(request, *args, **kwargs):
        near = request.META.get("REMOTE_ADDR") in NEAR
        if not settings.DEMO or not near or "HTTP_X_FORWARDED_FOR" in request.META:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(checked))


@demo_page
@require_GET
def index(request):
    """Everyone whom one can be here, each with a button, and the other municipalities."""
    here = request.municipality
    _host, colon, port = request.get_host().rpartition(":")
    others = [
        {"name": name, "url": f"http://{host}{colon}{port if colon else ''}{reverse('demo:index')}"}
        for name, host in demo_sites()
        if not here or name != here.name
    ]
    context = {"groups": demo_groups(here), "others": others, "here": here}
    return render(request, "demo/index.html", context)


@demo_page
@require_POST
def enter(request, pk):
    """Become this demo person, and go where their day begins."""
    people = User.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)
    person = get_object_or_404(people, pk=pk)
    login(request, person, backend=BACKEND)
    return redirect(_start_of(person))


def _start_of(person: User) -> str:
    """The page where this person's day begins."""
    works = (Permission.SEE_INTERNAL, Permission.PREPARE_MONEY, Permission.ENTER_ON_PAPER)
    if any(has_anywhere(person, permission) for permission in works):
        return "pages:my_work"
    if has_anywhere(person, Permission.AUDIT):
        return "budgets:audit"
    if has_anywhere(person, Permission.SEE_COUNCIL):
        return "pages:council"
    if seats_of(person):
        return "pages:my_work"
    return "initiatives:mine" if person.initiatives.exists() else "pages:home"


@demo_page
@require_GET
def mails(request):
    """The mails, newest first."""
    rows = Mail.objects.order_by("-created_at", "-pk").defer("text", "headers")
    page = Paginator(rows, 25).get_page(PageForm(request.GET).value("page", 1))
    return render(request, "demo/mails.html", {"page_obj": page})


@demo_page
@require_GET
def mail(request, pk):
    """One mail; its links work."""
    return render(request, "demo/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})
