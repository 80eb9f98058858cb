"""Addresses of stories."""

from django.urls import path

from initiatives.views import story

app_name = "stories"
urlpatterns = [
    path("", story.story_list, name="list"),
    path("schrijven/<int:pk>/", story.story_write, name="write"),
    path("<int:pk>/", story.story, name="story"),
    path("<int:pk>/aanpassen/", story.story_edit, name="edit"),
    path("<int:pk>/fotos/", story.story_pictures, name="pictures"),
    path("<int:pk>/insturen/", story.story_send, name="send"),
    path("<int:pk>/weghalen/", story.story_withdraw, name="withdraw"),
    path("<int:pk>/openbaar/", story.story_release, name="release"),
    path("<int:pk>/terugsturen/", story.story_return, name="return"),
    path("<int:pk>/afschermen/", story.story_hide, name="hide"),
]
