"""Addresses of budgets."""

app_name = "budgets"
urlpatterns: list = []
