"""One address that trusts its query string: what the fuzz must be able to notice."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path


@login_not_required
def trusting(request):
    """Fail on anything but a number."""
    return HttpResponse(str(int(request.GET["id"])))


urlpatterns = [path("", trusting)]
