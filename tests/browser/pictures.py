"""Makes the pictures of the README from the demonstration: python -m tests.browser.pictures

Small files in tests/browser/pictures/: few colours, cut at a page's height. They are taken on the
fixed day of the tests, so that the same pages give the same pictures. This file is no test of
itself (its name does not begin with test_); it borrows the site and the browser of the tests.
"""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.deeds import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
FOLDER = Path(__file__).parent / "pictures"
MOST = 150_000  # bytes
DESK, PHONE = {"width": 1200, "height": 1150}, {"width": 390, "height": 780}


def keep(page, name: str) -> None:
    """Keep what is in the window as a PNG of 96 colours."""
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    file = io.BytesIO()
    image.quantize(96, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    assert len(file.getvalue()) <= MOST, f"{name} is {len(file.getvalue())} bytes"
    (FOLDER / name).write_bytes(file.getvalue())


def test_take_the_pictures(open_page):
    from tests.browser.world import person, plan  # only once pytest has settings

    FOLDER.mkdir(exist_ok=True)
    with open_page(viewport=DESK) as page:
        page.goto("/gebieden/rijnwoude/")
        keep(page, "area.png")
        page.goto("/raad/")
        page.set_viewport_size({"width": 1200, "height": 900})
        keep(page, "council.png")
        page.goto(plan().get_absolute_url())
        keep(page, "plan.png")
    with open_page(viewport=PHONE) as page:
        page.goto("/initiatieven/indienen/?gebied=benthuizen")
        page.fill("[name=title]", "Een bankje bij de sloot")
        page.wait_for_timeout(2100)
        press("Volgende")(page)
        keep(page, "submit-phone.png")
    with open_page(person("Noor"), viewport=DESK) as page:
        page.goto("/mijn-werk/")
        keep(page, "my-work.png")


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", __file__]))
