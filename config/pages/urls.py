"""Addresses of pages that span apps. The area page comes after the fixed words of areas.urls."""

from django.urls import path

from config.pages.views import (
    agenda,
    agenda_export,
    answers,
    area,
    council,
    feeds,
    home,
    plain,
    search,
    street,
    team,
    work,
)

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("nieuws.atom", feeds.municipality, name="feed"),
    path("gebieden/<slug:slug>/nieuws.atom", feeds.area, name="feed_area"),
    path("themas/<slug:code>/nieuws.atom", feeds.theme, name="feed_theme"),
    path("initiatieven/<int:pk>/nieuws.atom", feeds.initiative, name="feed_initiative"),
    path("gebieden/acties/<int:pk>/nieuws.atom", feeds.action, name="feed_action"),
    path("gebieden/<slug:slug>/", area.area, name="area"),
    path("gebieden/<slug:slug>/team/", team.team_page, name="team"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/acties.csv", agenda_export.actions_export, {"kind": "csv"}, name="agenda_csv"),
    path("agenda/acties.xlsx", agenda_export.actions_export, {"kind": "xlsx"}, name="agenda_xlsx"),
    path("agenda/plannen.csv", agenda_export.plans_export, {"kind": "csv"}, name="plans_csv"),
    path("agenda/plannen.xlsx", agenda_export.plans_export, {"kind": "xlsx"}, name="plans_xlsx"),
    path("straat/", street.ask, name="street"),
    path("straat/kaart/", street.point, name="street_point"),
    path("straat/rond/", street.street, name="street_around"),
    path("straat/nieuws.atom", street.feed, name="street_feed"),
    path("raad/", council.council, name="council"),
    path("raad/cijfers.csv", council.council_export, {"kind": "csv"}, name="council_csv"),
    path("raad/cijfers.xlsx", council.council_export, {"kind": "xlsx"}, name="council_xlsx"),
    path("mijn-werk/", work.my_work, name="my_work"),
    path("verzoeken/bedankt/", answers.answered, name="answered"),
    path("verzoeken/<int:pk>/", answers.answer_page, name="answer"),
    path("verzoeken/link/<slug:token>/", answers.answer_link, name="answer_link"),
    path("zoeken/", search.search, name="search"),
    path("privacy/", plain.privacy, name="privacy"),
    path("toegankelijkheid/", plain.accessibility, name="accessibility"),
    path("contact/", plain.contact, name="contact"),
    path("healthz", plain.healthz, name="healthz"),
    path("readyz", plain.readyz, name="readyz"),
    path("robots.txt", plain.robots_txt, name="robots"),
    path(".well-known/security.txt", plain.security_txt, name="security_txt"),
]
