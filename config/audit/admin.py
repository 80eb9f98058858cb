"""The trail in the admin: to read only."""

from django.contrib import admin

from config.audit.models import Event
from config.lib.admin import ReadOnlyAdmin


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["at", "verb", "model", "object_id", "actor_id", "area_id"]
    ordering = ["-id"]
