"""The addresses of the site, and pages that go wrong on purpose."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.urls import path

from config.urls import urlpatterns as usual


class OnPurpose(Exception):
    """What breaks the page that must break."""


@login_not_required
def broken(request):
    """Fail."""
    raise OnPurpose


@login_not_required
def strange(request):
    """Refuse what the browser sent."""
    raise SuspiciousOperation


urlpatterns = [path("stuk/", broken), path("vreemd/", strange), *usual]
