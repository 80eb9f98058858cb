"""Addresses of budgets."""

from django.urls import path

from budgets import views
from budgets.views import accounts, letters, own_letters, payments, terms, votes

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
    path("aanvragen/<int:pk>/aanvulling-vragen/", terms.ask, name="ask"),
    path("aanvragen/<int:pk>/stemming/", votes.open_ballot, name="ballot_open"),
    path("aanvragen/<int:pk>/brief/", letters.write, name="letter_write"),
    path("brieven/<int:pk>/", letters.letter, name="letter"),
    path("brieven/<int:pk>/pdf/", letters.letter_file, name="letter_file"),
    path("brieven/<int:pk>/bezwaar/", letters.object_to, name="objection_add"),
    path("brieven/<int:pk>/bezwaar-maken/", own_letters.own_objection, name="own_objection"),
    path("brief/", own_letters.own_letter, name="own_letter"),
    path("brief/pdf/", own_letters.own_letter_file, name="own_letter_file"),
    path("brief/<slug:token>/", own_letters.own_letter_link, name="own_letter_link"),
    path("bezwaren/", letters.objections, name="objections"),
    path("bezwaren/<int:pk>/", letters.settle, name="objection_settle"),
    path("stemmingen/", votes.ballots, name="ballots"),
    path("stemmingen/<int:pk>/", votes.ballot, name="ballot"),
    path("stemmingen/<int:pk>/stemmen/", votes.vote, name="vote"),
    path("stemmingen/<int:pk>/sluiten/", votes.close_ballot, name="ballot_close"),
    path("aanvragen/<int:pk>/aanvullen/", terms.complete, name="complete"),
    path("aanvragen/<int:pk>/buiten-behandeling/", terms.leave, name="leave"),
    path("aanvragen/<int:pk>/in-gebreke/", terms.default, name="default"),
    path("aanvragen/<int:pk>/uitstellen/", terms.put_off, name="put_off"),
    path("aanvragen/<int:pk>/intrekken/", views.withdraw, name="withdraw"),
    path("aanvragen/<int:pk>/rekening/", payments.account_number, name="account_number"),
    path("aanvragen/<int:pk>/verantwoorden/", accounts.report, name="report"),
    path("aanvragen/<int:pk>/vaststellen/", accounts.settle, name="settle"),
    path("aanvragen/<int:pk>/terugontvangen/", accounts.receive, name="receive"),
    path("betalingen/", payments.ready, name="payments"),
    path("betalingen/inlezen/", payments.from_bank, name="from_bank"),
    path("betalingen/<int:pk>/", payments.batch, name="batch"),
    path("betalingen/<int:pk>/goedkeuren/", payments.check, name="check"),
    path("betalingen/<int:pk>/overschrijving/", payments.transfer_file, name="transfer_file"),
    path("betalingen/<int:pk>/bestand/", payments.batch_file, name="batch_file"),
    path("jaren/<int:year>/afsluiten/", accounts.close_year, name="close_year"),
]
