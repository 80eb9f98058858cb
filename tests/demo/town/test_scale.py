"""Many initiatives and actions at once, for measuring."""

import io

import pytest
from django.core.management import call_command

from areas.models import Action, Municipality
from config.pages.demo.scale import MARK, scale_up
from config.pages.demo.scale_actions import scale_actions
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Tally

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


class TestScale:
    def test_many_initiatives_are_spread_over_the_smallest_areas(self):
        municipality = Municipality.objects.get()
        assert scale_up(municipality, 300) == 300
        made = Initiative.objects.filter(contact_email__endswith=MARK)
        assert made.values("area").distinct().count() == 16
        assert not made.filter(area__children__isnull=False).exists()
        assert recount() == 0
        assert (
            sum(Tally.objects.values_list("count", flat=True))
            == Initiative.objects.public().count()
        )

    def test_a_second_time_fills_up_to_the_same_number(self):
        municipality = Municipality.objects.get()
        scale_up(municipality, 40)
        titles = _titles()
        assert scale_up(municipality, 40) == 0
        assert scale_up(municipality, 50) == 10
        assert _titles()[:40] == titles

    def test_the_same_number_is_the_same_initiative_every_time(self):
        municipality = Municipality.objects.get()
        scale_up(municipality, 30)
        first = _titles()
        Initiative.objects.filter(contact_email__endswith=MARK).delete()
        scale_up(municipality, 30)
        assert _titles() == first

    def test_the_command_shows_how_far_it_is(self):
        out = io.StringIO()
        call_command("load_demo", "--scale", "20", stdout=out)
        lines = out.getvalue().splitlines()
        assert lines[0] == "20 van 20"
        assert lines[-1].startswith("created=20 changed=0 unchanged=")

    def test_many_actions_are_the_same_every_time_and_fill_up(self):
        municipality = Municipality.objects.get()
        assert scale_actions(municipality, 40) == 40
        assert scale_actions(municipality, 40) == 0
        made = Action.objects.filter(import_key__startswith="schaal-").order_by("pk")
        titles = list(made.values_list("title", flat=True))
        assert scale_actions(municipality, 50) == 10
        assert list(made.values_list("title", flat=True))[:40] == titles
        assert not made.filter(area__children__isnull=False).exists()
        assert made.late().exists()
        assert made.without_money().exists()


def _titles() -> list[str]:
    rows = Initiative.objects.filter(contact_email__endswith=MARK).order_by("pk")
    return list(rows.values_list("title", flat=True))
