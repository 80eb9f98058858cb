"""The trail in the admin: to read only."""

from django.contrib import admin

from config.audit.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ["at", "verb", "model", "object_id", "actor_id", "area_id"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-id"]

    def has_add_permission(self, request):
        """Events are written by actions only."""
        return False

    def has_change_permission(self, request, obj=None):
        """Events stay as they are."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Events stay."""
        return False
