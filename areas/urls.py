"""Addresses of areas and the agenda. An area's own page is `pages:area`, /gebieden/<slug>/."""

from django.urls import path

from areas.views import actions, places, plans, requests, sheets

app_name = "areas"
urlpatterns = [
    path("", places.area_list, name="list"),
    path("<slug:slug>/tekst/", places.portrait, name="portrait"),
    path("<slug:slug>/nieuw-plan/", plans.plan_create, name="plan_create"),
    path("plannen/<int:pk>/", plans.plan, name="plan"),
    path("plannen/<int:pk>/bewerken/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/doelen/nieuw/", plans.goal_create, name="goal_create"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/", plans.goal_edit, name="goal_edit"),
    path("plannen/<int:pk>/inlezen/", sheets.sheet_upload, name="sheet_upload"),
    path("plannen/<int:pk>/inlezen/<int:sheet_pk>/", sheets.sheet_page, name="sheet"),
    path(
        "plannen/<int:pk>/inlezen/<int:sheet_pk>/kolommen/",
        sheets.sheet_columns,
        name="sheet_columns",
    ),
    path("plannen/<int:pk>/<slug:verb>/", plans.plan_step, name="plan_step"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/bewerken/", actions.action_edit, name="action_edit"),
    path("acties/<int:pk>/voortgang/", actions.progress_add, name="progress_add"),
    path("acties/<int:pk>/verzoek/", requests.request_create, name="request_create"),
    path("verzoeken/", requests.request_list, name="requests"),
    path("verzoeken/<int:pk>/", requests.request_page, name="request"),
    path("verzoeken/<int:pk>/bewerken/", requests.request_edit, name="request_edit"),
    path("verzoeken/<int:pk>/intrekken/", requests.request_withdraw, name="request_withdraw"),
    path("verzoeken/<int:pk>/opnieuw-sturen/", requests.request_send, name="request_send"),
    path("acties/<int:pk>/<slug:verb>/", actions.action_step, name="action_step"),
]
