"""Addresses of gatherings."""

from django.urls import path

from initiatives.views import gathering, gathering_keeping, sign_up

app_name = "gatherings"
urlpatterns = [
    path("", gathering.gathering_list, name="list"),
    path("plannen/", gathering_keeping.gathering_create, name="create"),
    path("verstuurd/", sign_up.sign_up_sent, name="sent"),
    path("bevestigen/", sign_up.confirm, name="confirm"),
    path("bevestigen/<slug:token>/", sign_up.confirm_link, name="confirm_link"),
    path("afmelden/", sign_up.leave, name="leave"),
    path("afmelden/<slug:token>/", sign_up.leave_link, name="leave_link"),
    path("<int:pk>/", gathering.gathering, name="gathering"),
    path("<int:pk>/bijeenkomst.ics", gathering.gathering_calendar, name="calendar"),
    path("<int:pk>/aanmelden/", sign_up.sign_up_page, name="sign_up"),
    path("<int:pk>/wijzigen/", gathering_keeping.gathering_edit, name="edit"),
    path("<int:pk>/afzeggen/", gathering_keeping.gathering_cancel, name="cancel"),
    path("<int:pk>/uitkomst/", gathering_keeping.gathering_outcome, name="outcome"),
    path("<int:pk>/aanmeldingen/", gathering_keeping.sign_ups, name="sign_ups"),
]
