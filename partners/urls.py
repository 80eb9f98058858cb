"""Addresses of partners."""

from django.urls import path

from partners import views

app_name = "partners"
urlpatterns = [
    path("plannen/<int:pk>/nieuw/", views.party_add, name="party_add"),
    path("<int:pk>/bewerken/", views.party_edit, name="party_edit"),
    path("<int:pk>/ondertekenen/", views.party_sign, name="party_sign"),
    path("<int:pk>/weghalen/", views.party_remove, name="party_remove"),
]
