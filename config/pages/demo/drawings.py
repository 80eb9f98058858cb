"""Pictures of the demo: drawn by the code, of nobody and no place, and marked as an example."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from config.intake.pictures import clean
from initiatives.actions.pictures import add_picture, add_story_picture
from initiatives.models import Initiative, Story

SIZE = WIDTH, HEIGHT = 1200, 800
GROUND = 560
SKY, PAVEMENT, GRASS = "#cfe6f5", "#cfc8bd", "#7ba05b"
BRICKS = ("#b5654a", "#a8503c", "#c98b62", "#8f4a3a", "#bf7a55")
FLOWERS = ("#d6336c", "#f2b705", "#7048a8", "#e8590c", "#ffffff")


def add_bench(*, initiative: Initiative, text: str, by) -> None:
    """A picture of a square with a bench at an initiative; `text` says what is seen."""
    add_picture(initiative=initiative, file=_upload(_square()), alt=text, by=by)


def add_gardens(story: Story, text: str, by) -> None:
    """A picture of a street with gardens at a story that is being written."""
    add_story_picture(story=story, file=_upload(_street()), alt=text, by=by)


def _upload(sheet: Image.Image) -> ContentFile:
    """As what a visitor sends: drawn anew under another name."""
    font = ImageFont.load_default(size=30)
    ImageDraw.Draw(sheet).text((24, HEIGHT - 54), "Voorbeeldfoto, getekend", "#1f2933", font)
    kept = BytesIO()
    sheet.save(kept, "PNG")
    return clean(ContentFile(kept.getvalue()))


def _street() -> Image.Image:
    """A row of houses, and under each window a strip of flowers where tiles lay."""
    sheet = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, GROUND, *SIZE), fill=PAVEMENT)
    for row in range(GROUND, HEIGHT, 60):
        draw.line((0, row, WIDTH, row), fill="#b9b1a4", width=3)
    for number, brick in enumerate(BRICKS):
        _house(draw, number * 240, brick)
        _garden(draw, number * 240 + 30)
    return sheet


def _house(draw: ImageDraw.ImageDraw, left: int, brick: str) -> None:
    roof = [(left, 220), (left + 120, 90), (left + 240, 220)]
    draw.polygon(roof, fill="#5b3a32")
    draw.rectangle((left, 220, left + 239, GROUND), fill=brick)
    draw.rectangle((left + 160, 390, left + 220, GROUND), fill="#2f4858")
    for top in (260, 400):
        draw.rectangle((left + 30, top, left + 130, top + 90), fill="#eef6fb", outline="white")
        draw.line((left + 80, top, left + 80, top + 90), fill="white", width=6)


def _garden(draw: ImageDraw.ImageDraw, left: int) -> None:
    draw.rectangle((left - 10, GROUND, left + 110, GROUND + 46), fill="#6b4f3a")
    for number in range(6):
        middle, top = left + number * 20, GROUND - 14 - 17 * (number % 3)
        draw.line((middle, GROUND + 24, middle, top), fill="#3f7d3a", width=6)
        colour = FLOWERS[(left + number) % len(FLOWERS)]
        draw.ellipse((middle - 12, top - 12, middle + 12, top + 12), fill=colour)


def _square() -> Image.Image:
    """Grass, a tree, and a bench under it."""
    sheet = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, GROUND - 60, *SIZE), fill=GRASS)
    draw.polygon([(0, HEIGHT), (WIDTH, HEIGHT), (WIDTH, 660), (0, 720)], fill=PAVEMENT)
    draw.rectangle((250, 300, 300, 600), fill="#6b4f3a")
    for left, top in ((120, 90), (230, 60), (60, 200), (260, 190), (160, 170)):
        draw.ellipse((left, top, left + 220, top + 190), fill="#4f7f3f")
    for top in (500, 540, 590):
        draw.rectangle((560, top, 980, top + 26), fill="#a9713f")
    for left in (600, 920):
        draw.rectangle((left, 500, left + 20, 680), fill="#37474f")
    return sheet
