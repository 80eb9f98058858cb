"""From the Dutch grid (RD, EPSG:28992) to WGS84 lon/lat.

The approximation of F.H. Schreutelkamp and G.L. Strang van Hees (Geodesia, 2001): polynomials
around the tower in Amersfoort, with the step from Bessel to WGS84 in them. Against the official
RDNAPTRANS2018 check points on land it is off by less than 0.5 m, far less than a border on a map
needs; it is not for surveying.
"""

from typing import Final

X0: Final = 155_000.0
Y0: Final = 463_000.0
LAT0: Final = 52.15517440
LON0: Final = 5.38720621

# Where the formula holds, in metres: the Netherlands with some sea.
MIN_X, MAX_X = -7_000.0, 300_000.0
MIN_Y, MAX_Y = 289_000.0, 629_000.0


def to_wgs84(x: float, y: float) -> tuple[float, float]:
    """(lon, lat) in degrees of the RD point `x`, `y` in metres."""
    x = (x - X0) * 1e-5
    y = (y - Y0) * 1e-5
    x2 = x * x
    lat = (
        y * (3235.65389 + y * (-0.24750 - 0.06550 * y))
        + x * (-0.00738 - 0.00012 * y)
        + x2 * (-32.58297 + y * (-0.84978 + y * (-0.01709 - 0.00039 * y)))
        + x2 * x2 * (0.00530 + 0.00033 * y)
    )
    lon = (
        x * (5260.52916 + y * (105.94684 + y * (2.45656 + y * (0.05594 + 0.00128 * y))))
        - 0.00022 * x2
        + x2 * x * (-0.81885 + y * (-0.05607 - 0.00256 * y))
        + 0.00026 * x2 * x2 * x
        + y * (0.01199 + 0.00022 * y)
    )
    return LON0 + lon / 3600, LAT0 + lat / 3600
