"""Addresses of partners, tables and their meetings."""

from django.urls import path

from partners.views import (
    advice,
    agreements,
    calendars,
    cases,
    commitments,
    covenants,
    directory,
    facilities,
    meetings,
    parties,
    tables,
    work,
)

app_name = "partners"
PARTS = [
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
DIRECTORY = [
    path("", directory.organisation_list, name="organisations"),
    path("nieuw/", directory.organisation_create, name="organisation_create"),
    path("organisaties/<int:pk>/", directory.organisation, name="organisation"),
    path("organisaties/<int:pk>/bewerken/", directory.organisation_edit, name="organisation_edit"),
    path("organisaties/<int:pk>/contact/", directory.contact_add, name="contact_add"),
    path("contact/<int:pk>/bewerken/", directory.contact_edit, name="contact_edit"),
    path("contact/<int:pk>/weghalen/", directory.contact_remove, name="contact_remove"),
    path("plekken/", facilities.facility_list, name="facilities"),
    path("plekken/nieuw/", facilities.facility_add, name="facility_add"),
    path("plekken/<int:pk>/bewerken/", facilities.facility_edit, name="facility_edit"),
    path("plekken/<int:pk>/weghalen/", facilities.facility_remove, name="facility_remove"),
    path("overdragen/", work.handover, name="handover"),
    path("ritme/", work.rhythms, name="rhythms"),
    path("ritme/<int:pk>/<int:area_pk>/", work.visit_add, name="visit_add"),
]
TABLES = [
    path("tafels/", tables.roundtable_list, name="roundtables"),
    path("tafels/<int:pk>/", tables.roundtable, name="roundtable"),
    path("tafels/<int:pk>/bewerken/", tables.roundtable_edit, name="roundtable_edit"),
    path("tafels/<int:pk>/zetel/", tables.seat_add, name="seat_add"),
    path("tafels/<int:pk>/plannen/", meetings.meeting_plan, name="meeting_plan"),
    path("zetels/<int:pk>/", tables.seat_edit, name="seat_edit"),
    path("afspraken/", agreements.agreement_list, name="agreements"),
    path("afspraken/<int:pk>/bewerken/", agreements.agreement_edit, name="agreement_edit"),
    path("afspraken/<int:pk>/<slug:verb>/", agreements.agreement_step, name="agreement_step"),
]
MEETINGS = [
    path("overleg/<int:pk>/", meetings.meeting, name="meeting"),
    path("overleg/<int:pk>/overleg.ics", meetings.meeting_ics, name="meeting_ics"),
    path("overleg/<int:pk>/verslag.pdf", meetings.meeting_pdf, name="meeting_pdf"),
    path("overleg/<int:pk>/bewerken/", meetings.meeting_edit, name="meeting_edit"),
    path("overleg/<int:pk>/uitnodigen/", meetings.meeting_invite, name="meeting_invite"),
    path("overleg/<int:pk>/aanwezig/", meetings.attendance, name="attendance"),
    path("overleg/<int:pk>/punt/", meetings.item_add, name="item_add"),
    path("overleg/<int:pk>/actie/<int:action_pk>/", meetings.put_action, name="put_action"),
    path("overleg/<int:pk>/<slug:verb>/", meetings.meeting_step, name="meeting_step"),
    path("punten/<int:pk>/", agreements.item, name="item"),
    path("punten/<int:pk>/bewerken/", meetings.item_edit, name="item_edit"),
    path("punten/<int:pk>/plaats/", meetings.item_move, name="item_move"),
    path("punten/<int:pk>/weghalen/", meetings.item_remove, name="item_remove"),
    path("punten/<int:pk>/afspraak/", agreements.agreement_add, name="agreement_add"),
    path("kalender/", calendars.calendar_page, name="calendar"),
    path("kalender/<slug:secret>/overleg.ics", calendars.calendar_feed, name="calendar_feed"),
    path("afmelden/", calendars.excuse, name="excuse"),
    path("afmelden/<slug:token>/", calendars.excuse_link, name="excuse_link"),
]
PROMISES = [
    path("adviezen/", advice.advice_list, name="advices"),
    path("adviezen/<int:pk>/", advice.advice_page, name="advice"),
    path("adviezen/<int:pk>/geven/", advice.advice_give, name="advice_give"),
    path("adviezen/<int:pk>/antwoord/", advice.advice_answer, name="advice_answer"),
    path("tafels/<int:pk>/advies-vragen/", advice.advice_ask, name="advice_ask"),
    path("tafels/<int:pk>/advies-geven/", advice.advice_unasked, name="advice_unasked"),
    path("tafels/<int:pk>/verteld/", advice.briefing_add, name="briefing_add"),
    path("convenanten/", covenants.covenant_list, name="covenants"),
    path("convenanten/nieuw/", covenants.covenant_create, name="covenant_create"),
    path("convenanten/<int:pk>/", covenants.covenant, name="covenant"),
    path("convenanten/<int:pk>/bewerken/", covenants.covenant_edit, name="covenant_edit"),
    path("convenanten/<int:pk>/partij/", covenants.covenant_party_add, name="covenant_party_add"),
    path(
        "convenanten/<int:pk>/document/",
        covenants.covenant_document_add,
        name="covenant_document_add",
    ),
    path("documenten/<int:pk>/", covenants.covenant_document, name="covenant_document"),
    path("partijen/<int:pk>/", covenants.covenant_party_edit, name="covenant_party_edit"),
]
CASES = [
    path("tafels/<int:pk>/vragen/", cases.case_list, name="cases"),
    path("tafels/<int:pk>/vragen/nieuw/", cases.case_add, name="case_add"),
    path("tafels/<int:pk>/vragen/inzage/", cases.case_readings, name="case_readings"),
    path("vragen/<int:pk>/", cases.case, name="case"),
    path("vragen/<int:pk>/notitie/", cases.case_note, name="case_note"),
    path("vragen/<int:pk>/stap/", cases.case_step, name="case_step"),
    path("vragen/<int:pk>/kenmerk/", cases.case_reference, name="case_reference"),
    path("vragen/<int:pk>/afsluiten/", cases.case_close, name="case_close"),
]
urlpatterns = [*PARTS, *DIRECTORY, *TABLES, *MEETINGS, *PROMISES, *CASES]
