"""Addresses of signals."""

from django.urls import path

from initiatives.views import signal, signal_handling

app_name = "signals"
urlpatterns = [
    path("", signal.signal_overview, name="overview"),
    path("doorgeven/", signal.signal_new, name="new"),
    path("verstuurd/", signal.signal_sent, name="sent"),
    path("volgen/", signal.follow, name="follow"),
    path("volgen/<slug:token>/", signal.follow_link, name="follow_link"),
    path("behandelen/", signal_handling.signal_list, name="list"),
    path("opzij/", signal_handling.signals_aside, name="aside"),
    path("<int:pk>/", signal_handling.signal, name="signal"),
    path("<int:pk>/oppakken/", signal_handling.signal_take_up, name="take_up"),
    path("<int:pk>/antwoord/", signal_handling.signal_answer, name="answer"),
    path("<int:pk>/doorgeven/", signal_handling.signal_pass_on, name="pass_on"),
    path("<int:pk>/doorsturen/", signal_handling.signal_forward, name="forward"),
    path("<int:pk>/samenvoegen/", signal_handling.signal_combine, name="combine"),
    path("<int:pk>/geworden/", signal_handling.signal_link, name="link"),
]
