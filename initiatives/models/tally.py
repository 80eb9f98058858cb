"""How many initiatives an area has in each state, counted beforehand."""

from django.db import models

from areas.models import Area
from config.lib.models import classify
from initiatives.models.states import State


class Tally(models.Model):
    """How many public initiatives an area has in each state, kept by the actions that move them.

    Counting 100,000 rows on every page costs more than the page; `actions.recount` is the one
    definition that these rows are checked against.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="initiative_tallies")
    state = models.CharField(max_length=20, choices=State)
    count = models.PositiveIntegerField(default=0)

    privacy = classify(public="area state count")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "state"], name="tally_once")]

    def __str__(self):
        return f"{self.area_id} {self.state}: {self.count}"
