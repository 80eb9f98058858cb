"""Areas side by side get one border around them."""

from areas.geo.merge import merge
from areas.geo.shape import contains


def box(x, y, side=1.0):
    return [[[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]]]


def corners(rings):
    return [[len(set(ring)) for ring in polygon] for polygon in rings]


def test_a_shared_border_falls_away():
    merged = merge([box(0, 0), box(1, 0)])

    assert corners(merged) == [[6]]
    assert contains(merged, 1.0001, 0.5)


def test_the_same_in_any_order_and_direction():
    turned = [[box(1, 0)[0][0][::-1]]]

    assert merge([box(0, 0), box(1, 0)]) == merge([turned, box(0, 0)])


def test_areas_apart_stay_apart():
    assert corners(merge([box(0, 0), box(5, 0)])) == [[4], [4]]


def test_a_gap_in_the_middle_becomes_a_hole():
    around = [box(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]

    merged = merge(around)

    assert corners(merged) == [[12, 4]]
    assert not contains(merged, 1.5, 1.5)


def test_areas_that_touch_in_one_corner_are_two_rings():
    merged = merge([box(0, 0), box(1, 1)])

    assert corners(merged) == [[4], [4]]


def test_an_island_in_a_hole_is_an_area_again():
    around = [box(x, y) for x in range(5) for y in range(5) if not (0 < x < 4 and 0 < y < 4)]

    merged = merge([*around, box(2, 2)])

    assert corners(merged) == [[20, 12], [4]]
    assert contains(merged, 2.5, 2.5)


def test_nothing_makes_nothing():
    assert merge([]) == []
