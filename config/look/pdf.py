"""Documents as PDF that a screen reader can read aloud: PDF/A-2a and PDF/UA-1 in one file.

A missing title, a skipped heading or a picture without words is an error when the document is made,
so an inaccessible document never leaves. The template gets its data as JSON: what people typed
stays text, whatever signs are in it.
"""

import json
from pathlib import Path

import typst
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
STANDARDS = ["a-2a", "ua-1"]


def pdf(template: str, data: dict) -> bytes:
    """Return a document made of a typst template (below `templates/`) and its data.

    The same data gives the same bytes: the moment is part of the data, not of the machine.
    """
    return typst.compile(
        FOLDER / template,
        root=FOLDER,
        format="pdf",
        pdf_standards=STANDARDS,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        timestamp=0,
    )
