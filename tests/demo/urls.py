"""The addresses of demo mode, for tests: the test settings themselves are not in demo mode."""

from django.urls import include, path

from config.urls import urlpatterns as usual

urlpatterns = [path("demo/", include("config.demo.urls")), *usual]
