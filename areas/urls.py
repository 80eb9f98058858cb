"""Addresses of areas and the agenda. An area's own page is `pages:area`, /gebieden/<slug>/."""

from django.urls import path

from areas.views import actions, goals, indicators, places, plan_pdf, plans, portraits, works

app_name = "areas"
urlpatterns = [
    path("", places.area_list, name="list"),
    path("werken/", works.works, name="works"),
    path("<slug:slug>/tekst/", places.portrait, name="portrait"),
    path("indicatoren/", indicators.indicator_list, name="indicators"),
    path("indicatoren/<int:pk>/", indicators.indicator, name="indicator"),
    path("indicatoren/<int:pk>/cijfer/", indicators.measurement_add, name="measurement_add"),
    path("<slug:slug>/portret/", portraits.portrait_page, name="portrait_page"),
    path("<slug:slug>/tekst/", portraits.portrait, name="portrait"),
    path("<slug:slug>/nieuw-plan/", plans.plan_create, name="plan_create"),
    path("plannen/<int:pk>/", plans.plan, name="plan"),
    path("plannen/<int:pk>/plan.pdf", plan_pdf.plan_pdf, name="plan_pdf"),
    path("plannen/<int:pk>/bewerken/", plans.plan_edit, name="plan_edit"),
    path("plannen/<int:pk>/doelen/nieuw/", goals.goal_create, name="goal_create"),
    path("plannen/<int:pk>/doelen/<int:goal_pk>/", goals.goal_edit, name="goal_edit"),
    path("plannen/<int:pk>/oordeel/", goals.plan_verdict, name="plan_verdict"),
    path("plannen/<int:pk>/<slug:verb>/", plans.plan_step, name="plan_step"),
    path("doelen/<int:pk>/", goals.goal, name="goal"),
    path("doelen/<int:pk>/oordeel/", goals.goal_verdict, name="goal_verdict"),
    path("acties/nieuw/", actions.action_create, name="action_create"),
    path("acties/<int:pk>/", actions.action, name="action"),
    path("acties/<int:pk>/bewerken/", actions.action_edit, name="action_edit"),
    path("acties/<int:pk>/voortgang/", actions.progress_add, name="progress_add"),
    path("acties/<int:pk>/<slug:verb>/", actions.action_step, name="action_step"),
]
