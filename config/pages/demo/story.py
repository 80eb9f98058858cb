"""Telling what went before: every step at its own day, in order, through the real actions."""

import datetime
from collections.abc import Callable

from django.utils import timezone

from config.lib import clock


class Story:
    """Steps with the day on which they happened (0 is today, -3 is three days ago)."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int, Callable[[], object]]] = []

    def add(self, day: int, step: Callable[[], object]) -> None:
        """Remember a step; on one day steps happen in the order in which they were added."""
        self.steps.append((day, len(self.steps), step))

    def tell(self) -> int:
        """Let every step happen at its moment, oldest first, and return how many there were."""
        present = clock.now()
        zone = timezone.get_current_timezone()
        start = datetime.datetime.combine(clock.today(), datetime.time(9), zone)
        latest = present - datetime.timedelta(seconds=len(self.steps) + 1)
        for number, (day, _order, step) in enumerate(sorted(self.steps, key=lambda one: one[:2])):
            moment = start + datetime.timedelta(days=day, seconds=number)
            # Nothing happens in the future, also not early in the morning.
            with clock.telling(min(moment, latest + datetime.timedelta(seconds=number))):
                step()
        return len(self.steps)
