"""From the Dutch grid to degrees, and from degrees to lines on a screen."""

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from areas.geo.rd import to_wgs84
from areas.geo.records import AreaRecord, PackedRings
from areas.geo.shape import (
    bounds,
    centre,
    contains,
    douglas_peucker,
    outline,
    outlines,
    project,
    unproject,
)


def metres(lon, lat, other_lon, other_lat):
    return math.hypot(
        (lon - other_lon) * 111_320 * math.cos(math.radians(lat)), (lat - other_lat) * 111_268
    )


# RDNAPTRANS2018: check points published by the Dutch Partnership Geodetic Infrastructure (NSGI).
CHECK_POINTS = {
    "Texel": (117_380.12, 575_040.34, 4.824761912, 53.160753042),
    "Noord-Groningen": (247_380.56, 604_580.78, 6.776726674, 53.419482050),
    "Amersfoort": (155_000.0, 463_000.0, 5.387203657, 52.155172897),
    "Zeeuws-Vlaanderen": (16_460.91, 377_380.23, 3.397588595, 51.368607152),
    "Zuid-Limburg": (182_260.45, 311_480.67, 5.773795548, 50.792584916),
    "Maasvlakte": (64_640.89, 440_700.0101, 4.072887101, 51.947393898),
}


@pytest.mark.parametrize("point", CHECK_POINTS.values(), ids=CHECK_POINTS.keys())
def test_rd_is_less_than_half_a_metre_off(point):
    x, y, lon, lat = point

    assert metres(*to_wgs84(x, y), lon, lat) < 0.5


def test_the_tower_of_amersfoort():
    assert to_wgs84(155_000, 463_000) == pytest.approx((5.38720621, 52.15517440), abs=1e-9)


@pytest.mark.parametrize(
    ("lon", "lat", "allowed"), [(4.66, 52.13, 0.002), (3.4, 51.37, 0.02), (6.78, 53.42, 0.035)]
)
def test_a_unit_on_the_map_is_about_a_metre(lon, lat, allowed):
    x, y = project(lon, lat)
    east, south = project(lon + 0.01, lat - 0.01)

    on_the_ground = metres(lon, lat - 0.005, lon + 0.01, lat - 0.005)
    assert east - x == pytest.approx(on_the_ground, rel=allowed)
    assert south - y == pytest.approx(1112.68, rel=allowed)


def test_a_place_on_the_map_and_back():
    assert unproject(*project(4.66, 52.13)) == pytest.approx((4.66, 52.13), abs=1e-12)


def shape(*lines):
    """Rings from lines in metres on the map: one polygon, outline first."""
    closed = [[*line, line[0]] for line in lines]
    return [[[unproject(x, y) for x, y in line] for line in closed]]


SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]


def test_bounds_are_whole_metres_with_the_north_on_top():
    north = shape([(0, -500), (10, -500), (10, -480)])

    assert bounds(shape(SQUARE) + north) == (0, -500, 100, 100)


def test_an_outline_is_a_closed_path_in_whole_metres():
    assert outline(shape(SQUARE), 1) == "M0 0l100 0 0 100-100 0z"


def test_holes_and_parts_are_subpaths():
    rings = shape(SQUARE, [(20, 20), (20, 60), (60, 60)]) + shape([(200, 0), (300, 0), (300, 90)])

    assert outline(rings, 1).count("M") == 3


def test_an_outline_leaves_out_what_is_within_the_tolerance():
    bent = [(0, 0), (50, 3), (100, 0), (100, 100), (0, 100)]

    assert outline(shape(bent), 2) == "M0 0l50 3 50-3 0 100-100 0z"
    assert outline(shape(bent), 5) == outline(shape(SQUARE), 5)


def test_specks_are_left_out_but_never_a_whole_area():
    speck = [(500, 500), (503, 500), (503, 503)]

    assert outline(shape(SQUARE) + shape(speck), 20) == outline(shape(SQUARE), 20)
    assert outline(shape(speck), 20) == "M500 500l3 0 0 3z"


def corners(path):
    """The absolute corners of each subpath."""
    found = []
    for part in re.findall(r"M([^z]*)z", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        line = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        found.append(line)
    return found


def test_neighbours_simplified_together_keep_one_border():
    wave = [(1000 + round(60 * math.sin(y / 40)), y) for y in range(0, 2001, 10)]
    west = shape([(0, 0), *wave, (0, 2000)])
    east = shape([(2000, 2000), *wave[::-1], (2000, 0)])

    drawn = outlines({"west": west, "east": east}, 30)

    (left,), (right,) = corners(drawn["west"]), corners(drawn["east"])
    border = [spot for spot in left if 900 < spot[0] < 1100]
    assert len(border) < len(wave) / 3
    assert set(border) == {spot for spot in right if 900 < spot[0] < 1100}


def test_an_island_and_the_hole_around_it_keep_one_border():
    circle = [
        (round(500 + 200 * math.cos(t / 20)), round(500 + 200 * math.sin(t / 20)))
        for t in range(125)
    ]
    turned = circle[50:] + circle[:50]
    around = shape([(0, 0), (1000, 0), (1000, 1000), (0, 1000)], turned[::-1])

    drawn = outlines({"island": shape(circle), "around": around}, 15)

    assert set(corners(drawn["island"])[0]) == set(corners(drawn["around"])[1])
    assert len(corners(drawn["island"])[0]) < 40


def test_simplifying_stays_within_the_tolerance():
    line = [(x, round(100 * math.sin(x / 70))) for x in range(0, 1000, 5)]

    simple = douglas_peucker(line, 12)

    def off(spot):
        return min(
            abs((b[0] - a[0]) * (a[1] - spot[1]) - (a[0] - spot[0]) * (b[1] - a[1]))
            / math.dist(a, b)
            for a, b in pairwise(simple)
            if a[0] <= spot[0] <= b[0]
        )

    assert (simple[0], simple[-1]) == (line[0], line[-1])
    assert len(simple) < 25
    assert max(map(off, line)) <= 12


def test_a_line_of_a_hundred_thousand_points_needs_no_deep_stack():
    line = [(x, (x * 7919) % 50) for x in range(100_000)]

    assert len(douglas_peucker(line, 100)) == 2


def test_a_place_in_the_area_and_one_in_its_hole():
    rings = shape(SQUARE, [(20, 20), (20, 60), (60, 60), (60, 20)])

    assert contains(rings, *unproject(10, 10))
    assert not contains(rings, *unproject(40, 40))
    assert not contains(rings, *unproject(140, 40))
    assert contains(rings + shape([(200, 0), (300, 0), (300, 90)]), *unproject(290, 20))


def test_on_a_shared_border_a_place_lies_in_one_of_the_two():
    west, east = shape(SQUARE), shape([(100, 0), (200, 0), (200, 100), (100, 100)])
    on_the_border = unproject(100, 50)

    assert contains(west, *on_the_border) != contains(east, *on_the_border)


def test_the_centre_of_a_square():
    assert project(*centre(shape(SQUARE))) == pytest.approx((50, 50), abs=1e-3)


def test_the_centre_of_the_largest_part():
    assert contains(shape(SQUARE), *centre(shape([(500, 0), (510, 0), (510, 9)]) + shape(SQUARE)))


@pytest.mark.parametrize(
    "line",
    [
        [(0, 0), (100, 0), (100, 10), (10, 10), (10, 90), (100, 90), (100, 100), (0, 100)],
        [(0, 0), (100, 0), (100, 100), (90, 100), (90, 10), (10, 10), (10, 100), (0, 100)],
    ],
    ids=["C", "U"],
)
def test_the_centre_always_lies_inside(line):
    rings = shape(line)

    assert contains(rings, *centre(rings))


def test_rings_are_kept_small_and_come_back_the_same():
    rings = [[[(4.66, 52.13), (4.665, 52.13), (4.665, 52.135), (4.66, 52.13)]]]
    record = AreaRecord(
        code="GM0484",
        name="Alphen aan den Rijn",
        kind="gemeente",
        parent_code=None,
        year=2024,
        inhabitants=None,
        households=None,
        postcode=None,
        figures={},
        rings=rings,
        source="test",
    )

    assert record.rings == rings
    assert isinstance(record.packed, PackedRings)
    assert replace(record, name="Alphen").rings == rings
    assert replace(record, rings=None).rings is None
    assert record == replace(record)
    with pytest.raises(AttributeError):
        record.rings = None
