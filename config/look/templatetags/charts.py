"""Template tags of small charts and maps, drawn as SVG on the server: bars, trends, areas."""

from django import template
from django.utils.html import format_html, format_html_join

from config.look.templatetags.gebiedswerk import STATES, euro0, number

register = template.Library()

KINDS = STATES | {"free", "reserved", "spent", "planned"}
PIECE = '<rect class="gw-fill gw-fill--{}" x="{}" y="0" width="{}" height="8"/>'
DRAWING = (
    '<svg class="gw-bar__svg" role="img" viewBox="0 0 100 8" preserveAspectRatio="none"'
    ' focusable="false"><title>{}</title><desc>{}</desc>'
    '<rect class="gw-fill gw-fill--rest" x="0" y="0" width="100" height="8"/>{}</svg>'
)


def _shown(value, unit: str) -> str:
    return euro0(value) if unit == "euro" else f"{number(value)} {unit}".removesuffix(" number")


def _bar(parts, total, label, unit: str) -> dict:
    parts = [dict(part, shown=_shown(part["value"], unit)) for part in parts]
    whole = max(total or 0, sum(max(part["value"], 0) for part in parts)) or 1
    x = 0.0
    for part in parts:
        if part["kind"] not in KINDS:
            raise KeyError(f"{part['kind']!r} is none of {sorted(KINDS)}")
        width = max(part["value"], 0) / whole * 100
        part.update(x=f"{x:.2f}", width=f"{width:.2f}")
        x += width
    words = "; ".join(f"{part['label']}: {part['shown']}" for part in parts)
    # A matrix holds dozens of bars: they are put together here, not in the template.
    drawn = ((part["kind"], part["x"], part["width"]) for part in parts)
    drawing = format_html(DRAWING, label, words, format_html_join("", PIECE, drawn))
    return {"parts": parts, "drawing": drawing}


@register.inclusion_tag("components/bar.html")
def bar(parts, total, label, unit: str = "euro") -> dict:
    """A stacked bar with its figures as a list; `unit` is euro (cents) or number."""
    return _bar(parts, total, label, unit)


@register.simple_tag
def bar_small(parts, total, label, unit: str = "number") -> str:
    """Only the bar, for a table cell that has the figures beside it."""
    return format_html('<div class="gw-bar">{}</div>', _bar(parts, total, label, unit)["drawing"])


@register.inclusion_tag("components/trend.html")
def trend(
    points, target, label, unit: str = "", decimals=None, until=None, with_table: bool = True
) -> dict:
    """A line through (label, value) points with an optional target, and a table with the same.

    Years stand as far apart as they lie; `until` is the year of the target. Without table the
    page says the figures itself, beside it.
    """
    points = [(name, value) for name, value in points if value is not None]
    values = [float(value) for _name, value in points]
    reach = [*values, *([float(target)] if target is not None else [])]
    low, high = min(reach, default=0), max(reach, default=1)
    span = (high - low) or 1

    def height(value) -> str:
        return f"{68 - (float(value) - low) / span * 56:.1f}"

    def shown(value) -> str:
        if decimals is None:
            return _shown(value, unit or "number")
        return f"{number(value, decimals)} {unit}".rstrip()

    marks = _places([name for name, _value in points], until)
    dots = [(x, height(value)) for x, value in zip(marks, values, strict=True)]
    rows = [(name, shown(value)) for name, value in points]
    return {
        "label": label,
        "line": " ".join(",".join(dot) for dot in dots),
        "dots": dots,
        "rows": rows,
        "first": points[0][0] if points else "",
        "last": points[-1][0] if points else "",
        "target": None if target is None else shown(target),
        "target_y": None if target is None else height(target),
        "until": until or "",
        "with_table": with_table,
    }


@register.inclusion_tag("components/trend.html")
def trend_small(points, target, label, unit: str = "", decimals=None, until=None) -> dict:
    """Only the line and the target, without axis or years, where the words stand beside it."""
    return trend(points, target, label, unit, decimals, until, False) | {"small": True}


def _places(names: list, until) -> list[str]:
    """Where points lie from left to right: years by their distance, other labels evenly."""
    if names and all(isinstance(name, int) for name in names):
        first, last = names[0], max(names[-1], until or 0)
        span = max(last - first, 1)
        return [f"{16 + (name - first) / span * 288:.1f}" for name in names]
    step = 288 / max(len(names) - 1, 1)
    return [f"{16 + i * step:.1f}" for i in range(len(names))]


@register.inclusion_tag("components/area_map.html")
def area_map(shapes, viewbox: str, label, letter: int = 0, points=(), radius: int = 0, here=None):
    """A map of links. Each shape has path, url, name and current; put the same links in a list.

    With `letter` (the height of the letters in map units) each name stands at its x and y.
    Each point has url, name, x, y and css, and is drawn with `radius` in map units. `here` is a
    circle around where somebody looks: x, y and r.
    """
    drawn = {"shapes": shapes, "viewbox": viewbox, "letter": letter, "label": label}
    return drawn | {"points": points, "radius": radius, "here": here}
