"""Addresses of budgets."""

from django.urls import path

from budgets import views
from budgets.views import accounts, advice, letters, payments, ranking, terms, votes

app_name = "budgets"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("cijfers.csv", views.figures_csv, name="csv"),
    path("cijfers.xlsx", views.figures_xlsx, name="xlsx"),
    path("boekingen/", views.entries, name="entries"),
    path("budgetten/<int:pk>/", views.budget, name="budget"),
    path("mag-dit/", views.may_i, name="may_i"),
    path("regelingen/<int:pk>/", views.scheme, name="scheme"),
    path("regelingen/<int:pk>/openen/", views.open_year, name="open"),
    path("aanvragen/nieuw/<int:initiative_pk>/", views.apply, name="apply"),
    path("aanvragen/<int:pk>/", views.application, name="application"),
    path("aanvragen/<int:pk>/besluiten/", views.decide, name="decide"),
    path("aanvragen/<int:pk>/advies/", advice.advise, name="advise"),
    path("aanvragen/<int:pk>/aanvulling-vragen/", terms.ask, name="ask"),
    path("aanvragen/<int:pk>/stemming/", votes.open_ballot, name="ballot_open"),
    path("aanvragen/<int:pk>/brief/", letters.write, name="letter_write"),
    path("brieven/<int:pk>/", letters.letter, name="letter"),
    path("brieven/<int:pk>/bezwaar/", letters.object_to, name="objection_add"),
    path("bezwaren/", letters.objections, name="objections"),
    path("bezwaren/<int:pk>/", letters.settle, name="objection_settle"),
    path("aanvragen/<int:pk>/punten/", ranking.score, name="score"),
    path("budgetten/<int:pk>/vergelijken/<int:scheme_pk>/", ranking.rank, name="rank"),
    path("rangschikkingen/<int:pk>/", ranking.ranking, name="ranking"),
    path("stemmingen/", votes.ballots, name="ballots"),
    path("stemmingen/<int:pk>/", votes.ballot, name="ballot"),
    path("stemmingen/<int:pk>/stemmen/", votes.vote, name="vote"),
    path("stemmingen/<int:pk>/sluiten/", votes.close_ballot, name="ballot_close"),
    path("aanvragen/<int:pk>/aanvullen/", terms.complete, name="complete"),
    path("aanvragen/<int:pk>/uitstellen/", terms.put_off, name="put_off"),
    path("aanvragen/<int:pk>/intrekken/", views.withdraw, name="withdraw"),
    path("aanvragen/<int:pk>/rekening/", payments.account_number, name="account_number"),
    path("aanvragen/<int:pk>/verantwoorden/", accounts.report, name="report"),
    path("aanvragen/<int:pk>/vaststellen/", accounts.settle, name="settle"),
    path("aanvragen/<int:pk>/vastleggen/", accounts.fulfil, name="fulfil"),
    path("aanvragen/<int:pk>/terugontvangen/", accounts.receive, name="receive"),
    path("betalingen/", payments.ready, name="payments"),
    path("betalingen/inlezen/", payments.from_bank, name="from_bank"),
    path("betalingen/<int:pk>/", payments.batch, name="batch"),
    path("betalingen/<int:pk>/goedkeuren/", payments.check, name="check"),
    path("betalingen/<int:pk>/bestand/", payments.batch_file, name="batch_file"),
    path("jaren/<int:year>/afsluiten/", accounts.close_year, name="close_year"),
]
