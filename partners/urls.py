"""Addresses of partners."""

from django.urls import path

from partners.views import commitments

app_name = "partners"
urlpatterns = [
    path("acties/<int:pk>/nieuw/", commitments.commitment_add, name="commitment_add"),
    path(
        "acties/<int:pk>/<int:commitment_pk>/",
        commitments.commitment_edit,
        name="commitment_edit",
    ),
    path(
        "acties/<int:pk>/<int:commitment_pk>/weghalen/",
        commitments.commitment_remove,
        name="commitment_remove",
    ),
]
