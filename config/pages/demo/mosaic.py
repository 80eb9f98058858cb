"""Schematic shapes from a drawing of letters: each letter is a cell of about a square kilometre."""

from random import Random

from areas.geo.records import Rings

Cell = tuple[int, int]
Corner = tuple[int, int]
# How far a corner may stray, in parts of a cell: enough to look drawn by hand, never to cross.
STRAY = 0.28


class Mosaic:
    """A drawing of letters on a map; neighbours share their corners, so no gaps or overlaps."""

    def __init__(self, drawing: str, *, west: float, north: float, wide: float, high: float):
        self.west, self.north, self.wide, self.high = west, north, wide, high
        self.cells: dict[str, set[Cell]] = {}
        for row, line in enumerate(drawing.split("\n")):
            for column, letter in enumerate(line.split()):
                if letter != ".":
                    self.cells.setdefault(letter, set()).add((column, row))

    def rings(self, letters: str) -> Rings:
        """The outline of all cells of these letters together, in degrees; holes are left out."""
        cells = set().union(*(self.cells.get(letter, set()) for letter in letters))
        loops = [loop for loop in _loops(_edges(cells)) if _turns_right(loop)]
        return [[[self._place(corner) for corner in [*loop, loop[0]]]] for loop in loops]

    def _place(self, corner: Corner) -> tuple[float, float]:
        column, row = corner
        chance = Random(column * 1009 + row)  # noqa: S311 — the same drawing every time
        column += chance.uniform(-STRAY, STRAY)
        row += chance.uniform(-STRAY, STRAY)
        return round(self.west + column * self.wide, 6), round(self.north - row * self.high, 6)


def _edges(cells: set[Cell]) -> dict[Corner, list[Corner]]:
    """The sides that only one of the cells has, clockwise, by where they begin."""
    sides = set()
    for column, row in cells:
        corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
        for begin, end in zip(corners, corners[1:] + corners[:1], strict=True):
            sides.symmetric_difference_update(
                {(begin, end), (end, begin)} & sides or {(begin, end)}
            )
    found: dict[Corner, list[Corner]] = {}
    for begin, end in sorted(sides):
        found.setdefault(begin, []).append(end)
    return found


def _loops(edges: dict[Corner, list[Corner]]) -> list[list[Corner]]:
    """Walk along the sides until back at the start; where two loops touch, keep to the right."""
    loops = []
    while edges:
        start = min(edges)
        loop, here, heading = [], start, (1, 0)
        while not loop or here != start:
            ways = edges[here]
            right = (-heading[1], heading[0])
            ends = [(here[0] + dx, here[1] + dy) for dx, dy in (right, heading)]
            there = next((end for end in ends if end in ways), ways[0])
            ways.remove(there)
            if not ways:
                del edges[here]
            loop.append(here)
            here, heading = there, (there[0] - here[0], there[1] - here[1])
        loops.append(loop)
    return loops


def _turns_right(loop: list[Corner]) -> bool:
    """Whether a loop goes clockwise (with y down): outlines do, holes do not."""
    ends = loop[1:] + loop[:1]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(loop, ends, strict=True)) > 0
