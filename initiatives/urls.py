"""Addresses of initiatives."""

from django.urls import path

from initiatives.views import (
    confirm,
    detail,
    endorse,
    handle,
    own,
    public,
    requests,
    submit,
    tables,
)

app_name = "initiatives"
urlpatterns = [
    path("", public.InitiativeList.as_view(), name="list"),
    path("indienen/", submit.step, name="create"),
    path("indienen/controleren/", submit.check, name="check"),
    path("indienen/<slug:slug>/", submit.step, name="step"),
    path("verstuurd/", submit.sent, name="sent"),
    path("bevestigen/", confirm.confirm_page, name="confirm"),
    path("bevestigen/<slug:token>/", confirm.confirm_link, name="confirm_link"),
    path("ontvangen/", confirm.received, name="received"),
    path("mijn/", own.mine, name="mine"),
    path("mijn/<int:pk>/", own.follow, name="follow"),
    path("behandelen/", handle.HandlingList.as_view(), name="handling"),
    path("op-papier/", handle.paper_page, name="paper"),
    path("foto/<int:pk>/", public.picture, name="picture"),
    path("foto/<int:pk>/weghalen/", own.picture_remove, name="picture_remove"),
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/aanpassen/", own.edit_own, name="edit"),
    path("<int:pk>/antwoord/", own.answer_question, name="answer"),
    path("<int:pk>/fotos/", own.pictures, name="pictures"),
    path("<int:pk>/openbaar/", handle.release_page, name="release"),
    path("<int:pk>/afschermen/", handle.hide_page, name="hide"),
    path("<int:pk>/stap/<slug:word>/", handle.step_page, name="move"),
    path("<int:pk>/vraag/", handle.ask_page, name="ask"),
    path("<int:pk>/nieuws/", handle.news_page, name="news"),
    path("<int:pk>/notitie/", handle.note_page, name="note"),
    path("<int:pk>/volgende-stap/", handle.next_step_page, name="next_step"),
    path("<int:pk>/steunen/", endorse.endorse_page, name="endorse"),
    path("<int:pk>/handtekeningen/", endorse.paper_support, name="paper_support"),
    path("steun/verstuurd/", endorse.endorse_sent, name="endorse_sent"),
    path("steun/bevestigen/", endorse.endorse_confirm, name="endorse_confirm"),
    path("steun/bevestigen/<slug:token>/", endorse.endorse_link, name="endorse_link"),
    path("<int:pk>/actie/", handle.link_page, name="link"),
    path("<int:pk>/tafel/", tables.agenda_page, name="agenda"),
    path("<int:pk>/verzoek/", requests.request_page, name="request"),
    path("<int:pk>/gegevens/", handle.details_page, name="details"),
]
