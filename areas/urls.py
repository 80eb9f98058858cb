"""Addresses of areas and the agenda. An area's own page is `pages:area`, /gebieden/<slug>/."""

from django.urls import path

from areas.views import (
    actions,
    places,
    plan_goals,
    plan_life,
    plan_page,
    plan_versions,
    plans,
    takeover,
)

app_name = "areas"
urlpatterns = [
    path("", places.area_list, name="list"),
    path("<slug:slug>/tekst/", places.portrait, name="portrait"),
    path("<slug:slug>/nieuw-plan/", plans.plan_create, name="plan_create"),
    path("plannen/<int:pk>/", plan_page.plan, name="plan"),
    path("plannen/<int:pk>/bewerken/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/doelen/nieuw/", plans.goal_create, name="goal_create"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/", plans.goal_edit, name="goal_edit"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/plaats/", plan_goals.goal_move, name="goal_move"),
    path(
        "plannen/<int:pk>/doelen/<int:goal_pk>/actie/",
        plan_goals.action_quick,
        name="action_quick",
    ),
    path("plannen/<int:pk>/fasen/<slug:phase>/", plan_life.phase_edit, name="phase_edit"),
    path("plannen/<int:pk>/overnemen/", takeover.plan_takeover, name="plan_takeover"),
    path("plannen/<int:pk>/versies/nieuw/", plan_versions.version_add, name="version_add"),
    path("plannen/<int:pk>/versies/<int:number>/", plan_versions.plan_version, name="plan_version"),
    path("plannen/<int:pk>/stap/", plan_life.plan_deed, name="plan_deed"),
    path("plannen/<int:pk>/terugblik/", plan_life.plan_look_back, name="plan_look_back"),
    path("plannen/<int:pk>/<slug:verb>/", plans.plan_step, name="plan_step"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/bewerken/", actions.action_edit, name="action_edit"),
    path("acties/<int:pk>/voortgang/", actions.progress_add, name="progress_add"),
    path("acties/<int:pk>/<slug:verb>/", actions.action_step, name="action_step"),
]
