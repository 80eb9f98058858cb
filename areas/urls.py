"""Addresses of areas."""

app_name = "areas"
urlpatterns: list = []
