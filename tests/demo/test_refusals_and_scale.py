"""Demo content beside real people, a demo file that is wrong, and many initiatives at once."""

import io

import pytest
from django.core.management import CommandError, call_command

from areas.models import Action, Municipality
from config.pages.demo.load import FILE, load_demo
from config.pages.demo.mosaic import Mosaic
from config.pages.demo.scale import MARK, scale_up
from config.pages.demo.scale_actions import scale_actions
from config.pages.practice.check import FileRefused
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Tally
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_invented_people_do_not_go_beside_real_ones():
    UserFactory(name="Echt Mens", email="iemand@gemeente.nl")
    with pytest.raises(FileRefused, match="echte mensen"):
        load_demo()
    assert not Municipality.objects.exists()


def test_a_step_that_does_not_exist_is_named(tmp_path):
    wrong = FILE.read_text(encoding="utf-8").replace('wat = "openbaar"', 'wat = "opnebaar"', 1)
    path = tmp_path / "alphen-aan-den-rijn.toml"
    path.write_text(wrong, encoding="utf-8")
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_demo", str(path), stderr=err)
    assert err.getvalue().startswith("initiatieven[1].verhaal: “opnebaar” kennen we niet")
    assert not Municipality.objects.exists()


@pytest.mark.usefixtures("demo")
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


def _titles() -> list[str]:
    rows = Initiative.objects.filter(contact_email__endswith=MARK).order_by("pk")
    return list(rows.values_list("title", flat=True))


class TestMosaic:
    def drawing(self, text: str) -> Mosaic:
        return Mosaic(text, west=4.5, north=52.2, wide=0.01, high=0.01)

    def test_a_cell_is_a_closed_ring_of_four_corners(self):
        [polygon] = self.drawing("A").rings("A")
        assert len(polygon[0]) == 5
        assert polygon[0][0] == polygon[0][-1]

    def test_neighbours_share_their_corners(self):
        mosaic = self.drawing("A B\nA B")
        [left], [right] = mosaic.rings("A"), mosaic.rings("B")
        assert len(set(left[0]) & set(right[0])) == 3

    def test_several_letters_together_have_one_outline(self):
        [polygon] = self.drawing("A B\nA B").rings("AB")
        assert len(polygon[0]) == 9

    def test_cells_that_only_touch_at_a_corner_are_two_parts(self):
        assert len(self.drawing("A .\n. A").rings("A")) == 2

    def test_a_hole_is_left_out(self):
        assert len(self.drawing("A A A\nA . A\nA A A").rings("A")) == 1

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
