"""Addresses of following."""

from django.urls import path

from initiatives.views import following

app_name = "following"
urlpatterns = [
    path("", following.follow_new, name="new"),
    path("verstuurd/", following.follow_sent, name="sent"),
    path("bevestigen/", following.confirm_page, name="confirm"),
    path("bevestigen/<slug:token>/", following.confirm_link, name="confirm_link"),
    path("mijn/", following.manage, name="manage"),
    path("mijn/<slug:key>/", following.manage_link, name="manage_link"),
    path("stoppen/nieuwsbrief/<slug:key>/", following.letters_stop, name="stop_letters"),
    path("stoppen/<slug:key>/", following.stop, name="stop"),
    path("gestopt/", following.stopped, name="stopped"),
]
