"""All addresses of the application."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("gebieden/", include("areas.urls")),
    path("initiatieven/", include("initiatives.urls")),
    path("geld/", include("budgets.urls")),
    path("inloggen/", include("config.pages.login_urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include("config.pages.urls")),
]
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("config.demo.urls")))
