"""What a column and a cell mean: guessed from the words that municipalities use."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext_lazy as _

from config.lib.text import normalise


@dataclass(frozen=True)
class Field:
    """Something of an action that a column may hold, with the words of headers that mean it."""

    name: str
    label: str
    words: tuple[str, ...]


FIELDS = [
    Field("key", _("Kenmerk"), ("kenmerk", "nr", "nummer", "id", "code", "volgnummer", "actienr")),
    Field(
        "title",
        _("Titel"),
        ("titel", "actie", "wat", "activiteit", "maatregel", "omschrijving", "naam", "project"),
    ),
    Field(
        "text",
        _("Toelichting"),
        ("toelichting", "uitleg", "beschrijving", "opmerking", "opmerkingen", "details"),
    ),
    Field("area", _("Gebied"), ("gebied", "wijk", "buurt", "dorp", "kern", "waar", "locatie")),
    Field("goal", _("Doel"), ("doel", "doelstelling", "ambitie", "opgave", "doelen")),
    Field("theme", _("Thema"), ("thema", "onderwerp", "pijler", "categorie", "domein")),
    Field(
        "lead",
        _("Trekker"),
        (
            "trekker",
            "wie",
            "verantwoordelijke",
            "eigenaar",
            "actiehouder",
            "afdeling",
            "uitvoerder",
        ),
    ),
    Field("starts", _("Begin"), ("begin", "start", "startdatum", "begindatum", "van", "vanaf")),
    Field(
        "ends",
        _("Eind"),
        (
            "eind",
            "einde",
            "einddatum",
            "gereed",
            "klaar",
            "planning",
            "deadline",
            "wanneer",
            "tot",
            "oplevering",
            "gereed op",
        ),
    ),
    Field(
        "cost", _("Kosten"), ("kosten", "bedrag", "budget", "geld", "raming", "begroting", "euro")
    ),
    Field("state", _("Stand"), ("stand", "status", "voortgang", "stand van zaken", "fase")),
    Field("public", _("Openbaar"), ("openbaar", "publiek", "zichtbaar", "extern")),
]
NAMES = [field.name for field in FIELDS]
# What an action cannot do without.
NEEDED = "title"
HEADER_WITHIN = 20
STATE_WORDS = {
    "planned": {
        "gepland",
        "niet gestart",
        "nog niet gestart",
        "in voorbereiding",
        "voorbereiding",
        "open",
        "nieuw",
        "te starten",
        "moet nog starten",
        "idee",
    },
    "running": {
        "loopt",
        "lopend",
        "bezig",
        "in uitvoering",
        "uitvoering",
        "gestart",
        "actief",
        "onderhanden",
        "op schema",
        "doorlopend",
    },
    "done": {
        "gereed",
        "klaar",
        "afgerond",
        "uitgevoerd",
        "voltooid",
        "gedaan",
        "afgehandeld",
        "opgeleverd",
    },
    "stopped": {
        "gestopt",
        "vervallen",
        "geannuleerd",
        "gaat niet door",
        "niet uitgevoerd",
        "stopgezet",
        "ingetrokken",
    },
}
YES, NO = (
    {"ja", "j", "yes", "x", "1", "waar", "openbaar", "true"},
    {"nee", "n", "no", "0", "onwaar", "intern", "niet openbaar", "false"},
)


def find_header(rows: list[list[str]]) -> int:
    """Which row holds the names of the columns: the one with the most words that we know."""

    def known(number: int) -> int:
        return len(guess_columns(rows[number]))

    numbers = [number for number, row in enumerate(rows[:HEADER_WITHIN]) if any(row)]
    return max(numbers, key=lambda number: (known(number), -number), default=0)


def guess_columns(header: list[str]) -> dict[str, int]:
    """For each field the number of the column that holds it, as far as its header tells.

    A header that is one of the words goes before one that only begins with it.
    """
    heads = [normalise(head).strip(" .:*") for head in header]
    found: dict[str, int] = {}
    for fits in (lambda head, word: head == word, _begins):
        for field in FIELDS:
            if field.name in found:
                continue
            number = next(
                (
                    number
                    for word in field.words
                    for number, head in enumerate(heads)
                    if number not in found.values() and head and fits(head, word)
                ),
                None,
            )
            if number is not None:
                found[field.name] = number
    return found


def _begins(head: str, word: str) -> bool:
    return len(word) > 2 and re.match(rf"{re.escape(word)}\b", head) is not None


def closest(word: str, names: dict[str, int]) -> int | None:
    """The number of the name that is most like a word, or the only one that has it in it; None
    when none is.
    """
    plain = normalise(word)
    holding = [
        name for name in names if len(plain) > 3 and re.search(rf"\b{re.escape(plain)}\b", name)
    ]
    if len(holding) == 1:
        return names[holding[0]]
    near = get_close_matches(plain, list(names), n=1, cutoff=0.75)
    return names[near[0]] if near else None


# --- Cells -----------------------------------------------------------------


def read_state(text: str) -> str:
    """The state that is meant; "" for an empty text. Raises ValueError for an unknown word."""
    plain = normalise(text).strip(" .")
    if not plain:
        return ""
    for state, words in STATE_WORDS.items():
        if plain in words:
            return state
    raise ValueError("unknown state")


def read_yes(text: str) -> bool | None:
    """Yes or no; None for an empty text. Raises ValueError for another word."""
    plain = normalise(text)
    if not plain:
        return None
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise ValueError("neither yes nor no")
