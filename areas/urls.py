"""Addresses of areas and the agenda. An area's own page is `pages:area`, /gebieden/<slug>/."""

from django.urls import path

from areas.views import (
    action_parts,
    actions,
    goals,
    indicators,
    motions,
    places,
    plan_goals,
    plan_life,
    plan_page,
    plan_pdf,
    plan_versions,
    plans,
    portraits,
    progress,
    requests,
    sheets,
    spots,
    takeover,
    works,
)

app_name = "areas"
PLACES = [
    path("", places.area_list, name="list"),
    path("werken/", works.works, name="works"),
    path("indicatoren/", indicators.indicator_list, name="indicators"),
    path("indicatoren/<int:pk>/", indicators.indicator, name="indicator"),
    path("indicatoren/<int:pk>/cijfer/", indicators.measurement_add, name="measurement_add"),
    path("<slug:slug>/kaart.svg", spots.picture, name="picture"),
    path("<slug:slug>/portret/", portraits.portrait_page, name="portrait_page"),
    path("<slug:slug>/tekst/", portraits.portrait, name="portrait"),
    path("<slug:slug>/nieuw-plan/", plans.plan_create, name="plan_create"),
]
COUNCIL = [
    path("moties/", motions.motion_list, name="motions"),
    path("moties/nieuw/", motions.motion_create, name="motion_create"),
    path("moties/<int:pk>/", motions.motion, name="motion"),
    path("moties/<int:pk>/bewerken/", motions.motion_edit, name="motion_edit"),
    path("moties/<int:pk>/afdoen/", motions.motion_settle, name="motion_settle"),
]
PLANS = [
    path("plannen/<int:pk>/", plan_page.plan, name="plan"),
    path("plannen/<int:pk>/plan.pdf", plan_pdf.plan_pdf, name="plan_pdf"),
    path("plannen/<int:pk>/bewerken/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/doelen/nieuw/", goals.goal_create, name="goal_create"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/", goals.goal_edit, name="goal_edit"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/plaats/", plan_goals.goal_move, name="goal_move"),
    path(
        "plannen/<int:pk>/doelen/<int:goal_pk>/actie/",
        plan_goals.action_quick,
        name="action_quick",
    ),
    path("plannen/<int:pk>/inlezen/", sheets.sheet_upload, name="sheet_upload"),
    path("plannen/<int:pk>/inlezen/<int:sheet_pk>/", sheets.sheet_page, name="sheet"),
    path(
        "plannen/<int:pk>/inlezen/<int:sheet_pk>/kolommen/",
        sheets.sheet_columns,
        name="sheet_columns",
    ),
    path("plannen/<int:pk>/oordeel/", goals.plan_verdict, name="plan_verdict"),
    path("plannen/<int:pk>/fasen/<slug:phase>/", plan_life.phase_edit, name="phase_edit"),
    path("plannen/<int:pk>/overnemen/", takeover.plan_takeover, name="plan_takeover"),
    path("plannen/<int:pk>/versies/nieuw/", plan_versions.version_add, name="version_add"),
    path("plannen/<int:pk>/versies/<int:number>/", plan_versions.plan_version, name="plan_version"),
    path("plannen/<int:pk>/stap/", plan_life.plan_deed, name="plan_deed"),
    path("plannen/<int:pk>/terugblik/", plan_life.plan_look_back, name="plan_look_back"),
    path("plannen/<int:pk>/<slug:verb>/", plans.plan_step, name="plan_step"),
    path("doelen/<int:pk>/", goals.goal, name="goal"),
    path("doelen/<int:pk>/oordeel/", goals.goal_verdict, name="goal_verdict"),
]
ACTIONS = [
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/bewerken/", actions.action_edit, name="action_edit"),
    path("acties/<int:pk>/plek/", spots.action_spot, name="action_spot"),
    path("acties/<int:pk>/voortgang/", progress.progress_add, name="progress_add"),
    path("acties/foto/<int:pk>/", progress.progress_picture, name="progress_picture"),
    path("acties/<int:pk>/samenvoegen/", action_parts.action_merge, name="action_merge"),
    path("acties/<int:pk>/terugblik/", action_parts.action_look_back, name="action_look_back"),
    path("acties/<int:pk>/geld/nieuw/", action_parts.funding_add, name="funding_add"),
    path("acties/<int:pk>/geld/<int:funding_pk>/", action_parts.funding_edit, name="funding_edit"),
    path(
        "acties/<int:pk>/geld/<int:funding_pk>/weghalen/",
        action_parts.funding_remove,
        name="funding_remove",
    ),
    path("acties/<int:pk>/verzoek/", requests.request_create, name="request_create"),
    path("acties/<int:pk>/<slug:verb>/", actions.action_step, name="action_step"),
]
REQUESTS = [
    path("verzoeken/", requests.request_list, name="requests"),
    path("verzoeken/<int:pk>/", requests.request_page, name="request"),
    path("verzoeken/<int:pk>/bewerken/", requests.request_edit, name="request_edit"),
    path("verzoeken/<int:pk>/intrekken/", requests.request_withdraw, name="request_withdraw"),
    path("verzoeken/<int:pk>/opnieuw-sturen/", requests.request_send, name="request_send"),
]
urlpatterns = [*PLACES, *COUNCIL, *PLANS, *ACTIONS, *REQUESTS]
