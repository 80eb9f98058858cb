"""The application's addresses, with the yardstick beside them."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

TWENTY = engines["django"].from_string(
    "<!doctype html><title>20</title><table>{% for row in rows %}<tr><td>{{ row.name }}</td>"
    "<td>{{ row.codename }}</td><td>{{ row.content_type_id }}</td></tr>{% endfor %}</table>"
)


@login_not_required
def bare(request):
    """One query, twenty rows, one template, in the same project behind the same middleware."""
    return HttpResponse(TWENTY.render({"rows": Permission.objects.order_by("pk")[:20]}, request))


urlpatterns = [path("bench/bare/", bare), path("", include("config.urls"))]
