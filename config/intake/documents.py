"""Documents from colleagues: PDF only, kept as they are, under a name of our own making.

What in a PDF can do something by itself is refused where it can be seen. Nothing here looks for
viruses: whoever runs the site may put a scanner on PRIVATE_ROOT.
"""

import re
import secrets

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10 * 1024 * 1024
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
_SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")

NO_PDF = _("Dit bestand is geen PDF. Bewaar uw document als PDF en kies dat.")
TOO_LARGE = _("Dit document is te groot. Kies een PDF van hoogstens 10 MB.")
ACTIVE = _("In deze PDF zit een script of een bijlage. Bewaar het document opnieuw als gewone PDF.")


def clean(upload) -> ContentFile:
    """Return an uploaded PDF under a new name.

    Raises ValidationError, in Dutch, for what is no whole PDF, larger than 10 MB, or holds a
    script, a program to start, a form of Adobe or another file.
    """
    data = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_LARGE, code="too_large")
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise ValidationError(NO_PDF, code="no_pdf")
    # A name may be spelled with numbers: /J#61vaScript is /JavaScript.
    if _ACTIVE.search(_SPELLED.sub(lambda found: bytes.fromhex(found[1].decode()), data)):
        raise ValidationError(ACTIVE, code="active")
    return ContentFile(data, name=f"{secrets.token_hex(16)}.pdf")
