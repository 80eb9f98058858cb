"""Which public initiatives look like an idea that is about to be sent (domain D1)."""

import re

from django.db.models import Q
from django.db.models.functions import Left

from areas.models import Area
from config.lib.text import normalise
from initiatives.models import OPEN_STATES, Initiative

SHOWN = 3
# How many rows are looked at: the newest of the area, and the newest with a word of the title.
LOOKED_AT = 200
# Only the beginning of a long text is compared, and only the first words of a title are looked for.
BEGINNING, TITLE_WORDS = 600, 8
# Half of the shorter title, or a third of all words and no fewer than four, is alike.
TITLE_SHARE, TEXT_SHARE, TEXT_LEAST = 0.5, 1 / 3, 4
# How long a word is that may be the end of another one.
COMPOUND = 5
# Words that say nothing of what an idea is about.
_SAYING_NOTHING = """
aan alle als ben bij buurt daar dan dat deze die dit doen door dorp een elke elkaar gaan geen graag
heb hebben heel het hier hun idee ideeen ieder iets kan kunnen maken mee meer mensen met mijn naar
niet nieuwe nog nodig ons onze ook over plek samen straat tot uit van veel voor waar want wat weer
wel wie wij wijk wil willen worden wordt zal zijn zodat zou
"""
EMPTY = frozenset(_SAYING_NOTHING.split())
_WORD = re.compile(r"[a-z0-9]{3,}")


def alike(area: Area, *, title: str, text: str) -> list[Initiative]:
    """At most three public, running initiatives in the area, below or above it, most alike first.

    Looks at words that both have, on both databases alike; two queries, whatever the volume.
    """
    name, whole = words(title), words(title, text[:BEGINNING])
    if not name:
        return []
    near = Area.objects.filter(Q(ancestor_rows__ancestor=area) | Q(descendant_rows__area=area))
    rows = Initiative.objects.public().filter(area__in=near.order_by().values("pk"))
    rows = rows.filter(state__in=OPEN_STATES).annotate(beginning=Left("text", BEGINNING))
    rows = rows.only("title", "area__name").select_related("area").order_by("-released_at", "-pk")
    named = Q()
    for word in sorted(name, key=len, reverse=True)[:TITLE_WORDS]:
        named |= Q(search__contains=word)
    found = {row.pk: row for row in [*rows.filter(named)[:LOOKED_AT], *rows[:LOOKED_AT]]}
    scored = [(_share(name, whole, row), row.pk) for row in found.values()]
    best = sorted((one for one in scored if one[0]), reverse=True)[:SHOWN]
    return [found[pk] for _score, pk in best]


def words(*parts: str) -> set[str]:
    """The words that say what it is about, without accents and without the end of a plural."""
    return {_stem(word) for word in _WORD.findall(normalise(*parts)) if word not in EMPTY}


def _stem(word: str) -> str:
    for end in ("tjes", "jes", "tje", "je", "en", "s"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word.removesuffix(end)
    return word


def _one_thing(one: str, other: str) -> bool:
    """The same word, or a word and one that is put together with it: moestuin, buurtmoestuin."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= COMPOUND and long.endswith(short))


def _share(name: set[str], whole: set[str], row: Initiative) -> float:
    """How much of the words is the same, above 0 when that is enough to show it."""
    theirs, all_theirs = words(row.title), words(row.title, row.beginning)
    same = {word for word in name if any(_one_thing(word, other) for other in theirs)}
    in_title = len(same) / max(min(len(name), len(theirs)), 1)
    shared = len(whole & all_theirs)
    in_all = shared / max(min(len(whole), len(all_theirs)), 1)
    enough = in_title >= TITLE_SHARE or (in_all >= TEXT_SHARE and shared >= TEXT_LEAST)
    return in_title + in_all if enough else 0.0
