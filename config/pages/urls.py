"""Addresses of pages that span apps."""

app_name = "pages"
urlpatterns: list = []
