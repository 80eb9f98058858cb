"""Addresses of stories."""

from django.urls import path

from initiatives.views import report, story

app_name = "stories"
urlpatterns = [
    path("", story.story_list, name="list"),
    path("schrijven/<int:pk>/", story.story_write, name="write"),
    path("gemeld/", report.reported, name="reported"),
    path("meldingen/<int:pk>/", report.report, name="report"),
    path("ideeen/<int:pk>/melden/", report.report_idea, name="report_idea"),
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
