"""Settings and people in the admin, and the agenda to look up."""

from areas.admin import agenda, people, settings

__all__ = ["agenda", "people", "settings"]
