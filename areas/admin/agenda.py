"""The agenda in the admin, to look up."""

from django.contrib import admin

from areas.admin.base import LookUpAdmin
from areas.models import Action, Goal, Motion, Plan, ProgressUpdate, Request, Work


@admin.register(Plan)
class PlanAdmin(LookUpAdmin):
    list_display = ["title", "kind", "area", "state", "public_from"]
    list_select_related = ["kind", "area"]
    list_filter = ["state"]
    search_fields = ["title"]


@admin.register(Goal)
class GoalAdmin(LookUpAdmin):
    list_display = ["title", "plan", "theme"]
    list_select_related = ["plan", "theme"]
    search_fields = ["title"]


@admin.register(Action)
class ActionAdmin(LookUpAdmin):
    list_display = ["title", "area", "state", "ends_on", "public"]
    list_select_related = ["area"]
    list_filter = ["state", "public"]
    search_fields = ["search"]
    exclude = ["search"]


@admin.register(ProgressUpdate)
class ProgressUpdateAdmin(LookUpAdmin):
    list_display = ["action", "state", "public", "at"]
    list_select_related = ["action"]


@admin.register(Motion)
class MotionAdmin(LookUpAdmin):
    list_display = ["number", "kind", "title", "on", "settled_on"]
    list_filter = ["kind"]
    search_fields = ["title"]


@admin.register(Request)
class RequestAdmin(LookUpAdmin):
    list_display = ["title", "department", "area", "state", "due_on"]
    list_select_related = ["department", "area"]
    list_filter = ["state"]
    search_fields = ["title"]


@admin.register(Work)
class WorkAdmin(LookUpAdmin):
    list_display = ["title", "area", "state", "starts_on", "talk_until"]
    list_select_related = ["area"]
    list_filter = ["state"]
    search_fields = ["title"]
