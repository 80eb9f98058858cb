"""Addresses of areas and the agenda. An area's own page is `pages:area`, /gebieden/<slug>/."""

from django.urls import path

from areas.views import action_parts, actions, motions, places, plans, progress

app_name = "areas"
urlpatterns = [
    path("", places.area_list, name="list"),
    path("<slug:slug>/tekst/", places.portrait, name="portrait"),
    path("<slug:slug>/nieuw-plan/", plans.plan_create, name="plan_create"),
    path("moties/", motions.motion_list, name="motions"),
    path("moties/nieuw/", motions.motion_create, name="motion_create"),
    path("moties/<int:pk>/", motions.motion, name="motion"),
    path("moties/<int:pk>/bewerken/", motions.motion_edit, name="motion_edit"),
    path("moties/<int:pk>/afdoen/", motions.motion_settle, name="motion_settle"),
    path("plannen/<int:pk>/", plans.plan, name="plan"),
    path("plannen/<int:pk>/bewerken/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/doelen/nieuw/", plans.goal_create, name="goal_create"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/", plans.goal_edit, name="goal_edit"),
    path("plannen/<int:pk>/<slug:verb>/", plans.plan_step, name="plan_step"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/bewerken/", actions.action_edit, name="action_edit"),
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
    path("acties/<int:pk>/<slug:verb>/", actions.action_step, name="action_step"),
]
