"""A letter as data for its PDF: the words that were sent, and to whom as far as that is known."""

from django.utils.translation import gettext as _

from budgets.models import Letter
from config.lib.access import Refused
from config.look.pdf import pdf
from config.look.templatetags.gebiedswerk import date_nl

# A letter that was sent keeps its looks: another template goes with another version of the text
# (budgets.letter_text.VERSION), and the old one stays for the letters that were sent with it.
TEMPLATE = "budgets/letter.typ"


def letter_pdf(letter: Letter, addressee: str) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1: of the same letter always the same words, and from the
    same version of the typesetter the same bytes.

    `addressee` is empty for who may not know the name. Raises Refused when the text is not the one
    that was sent.
    """
    if not letter.is_whole:
        raise Refused(_("De tekst van deze brief is niet die van toen. Vraag het de beheerder."))
    return pdf(TEMPLATE, letter_paper(letter, addressee))


def letter_paper(letter: Letter, addressee: str) -> dict:
    """What the template of the letter takes: words only, in the order of the page."""
    closing = _("Controlegetal (SHA-256): %(digest)s. Sjabloon %(version)s.")
    facts = {_("Kenmerk"): str(letter), _("Datum"): date_nl(letter.on)}
    return {
        "title": str(letter.title),
        "municipality": _("Gemeente %(name)s")
        % {"name": letter.application.initiative.municipality.name},
        "addressee": [addressee or _("De indiener van het initiatief")],
        "facts": [{"name": name, "text": text} for name, text in facts.items()],
        "parts": [{"title": title, "text": _paragraphs(text)} for title, text in letter.parts],
        "closing": closing % {"digest": letter.digest, "version": letter.template_version},
    }


def _paragraphs(text: str) -> list[list[str]]:
    """Paragraphs of lines, as a blank line and a new line part them."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [block.split("\n") for block in blocks if block.strip()]
