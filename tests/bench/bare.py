"""The yardstick: what `startproject` gives, with one view that renders 20 rows from one query.

Run by gunicorn as tests.bench.bare:application, on the same database as the application.
"""

import django
import environ
from django.conf import settings

settings.configure(
    SECRET_KEY="a-key-for-the-bench-only-" * 3,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="tests.bench.bare",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "bare.html": "<!doctype html><title>20</title><table>{% for row in rows"
                            " %}<tr><td>{{ row.name }}</td><td>{{ row.codename }}</td><td>{{"
                            " row.content_type_id }}</td></tr>{% endfor %}</table>"
                        },
                    )
                ],
            },
        }
    ],
    DATABASES={"default": environ.Env().db_url("DATABASE_URL") | {"CONN_MAX_AGE": 60}},
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import Permission  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


def twenty_rows(request):
    """One query, twenty rows, one template."""
    return render(request, "bare.html", {"rows": Permission.objects.order_by("pk")[:20]})


urlpatterns = [path("", twenty_rows)]
application = get_wsgi_application()
