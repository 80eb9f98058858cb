"""Addresses of partners."""

from django.urls import path

from partners.views import commitments, parties

app_name = "partners"
urlpatterns = [
    path("plannen/<int:pk>/nieuw/", parties.party_add, name="party_add"),
    path("<int:pk>/bewerken/", parties.party_edit, name="party_edit"),
    path("<int:pk>/ondertekenen/", parties.party_sign, name="party_sign"),
    path("<int:pk>/weghalen/", parties.party_remove, name="party_remove"),
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
