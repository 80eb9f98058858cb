"""Addresses of demo mode; outside it this file cannot even be read."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import path

from config.demo import views

if not settings.DEMO:
    raise ImproperlyConfigured("The pages of demo mode exist only when DEMO is set.")

app_name = "demo"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.enter, name="enter"),
    path("post/", views.mails, name="mails"),
    path("post/<int:pk>/", views.mail, name="mail"),
]
