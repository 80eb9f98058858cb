"""Addresses of stories."""

from django.urls import path

from initiatives.views import hiding, report, story

app_name = "stories"
urlpatterns = [
    path("", story.story_list, name="list"),
    path("schrijven/<int:pk>/", story.story_write, name="write"),
    path("gemeld/", report.reported, name="reported"),
    path("fotos/<int:pk>/afschermen/", hiding.hide_picture, name="hide_picture"),
    path("gelukt/<int:pk>/afschermen/", hiding.hide_outcome, name="hide_outcome"),
    path("afgeschermd/<int:pk>/", hiding.hiding, name="hiding"),
    path("afgeschermd/<int:pk>/terugzetten/", hiding.put_back, name="put_back"),
    path("afgeschermd/oneens/", hiding.appeal, name="appeal"),
    path("afgeschermd/oneens/verstuurd/", hiding.appealed, name="appealed"),
    path("afgeschermd/oneens/<slug:token>/", hiding.appeal_link, name="appeal_link"),
    path("meldingen/<int:pk>/", report.report, name="report"),
    path("ideeen/<int:pk>/melden/", report.report_idea, name="report_idea"),
    path("fotos/<int:pk>/melden/", report.report_picture, name="report_picture"),
    path("<int:pk>/melden/", report.report_story, name="report_story"),
    path("<int:pk>/", story.story, name="story"),
    path("<int:pk>/aanpassen/", story.story_edit, name="edit"),
    path("<int:pk>/fotos/", story.story_pictures, name="pictures"),
    path("<int:pk>/insturen/", story.story_send, name="send"),
    path("<int:pk>/weghalen/", story.story_withdraw, name="withdraw"),
    path("<int:pk>/openbaar/", story.story_release, name="release"),
    path("<int:pk>/terugsturen/", story.story_return, name="return"),
    path("<int:pk>/afschermen/", story.story_hide, name="hide"),
]
