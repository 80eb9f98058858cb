"""Demo content beside real people, a demo file that is wrong, and the drawing of areas."""

import io

import pytest
from django.core.management import CommandError, call_command

from areas.models import Municipality
from config.pages.demo.load import FILE, load_demo
from config.pages.demo.mosaic import Mosaic
from config.pages.practice.check import FileRefused
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
