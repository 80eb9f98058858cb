"""An address service in the manner of the PDOK Locatieserver, when the setting names one.

It always answers something, so what it answers counts only when it is what was asked for. The
page works without it: no answer within two seconds is no answer.
"""

import json
import logging
import re
from hashlib import sha256
from http.client import HTTPException
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.cache import cache

from config.lib.text import normalise
from config.pages.street.asked import Asked

SECONDS = 2
MAX_BYTES = 200_000
ROWS = 10
KEPT = 24 * 3600
_POINT = re.compile(r"POINT\((\d+\.\d+) (\d+\.\d+)\)", re.ASCII)
logger = logging.getLogger(__name__)


def ask(asked: Asked, municipality) -> list[dict]:
    """Places (label, lat, lon) that the service knows for an address; [] without an answer."""
    if not settings.ADDRESS_SERVICE_URL.startswith(("https://", "http://")):
        return []
    key = sha256(f"{municipality.pk} {asked}".encode()).hexdigest()
    found = cache.get(f"address-{key}")
    if found is None:
        documents = _documents(asked)
        if documents is None:
            return []
        found = _places(documents, asked, municipality)
        cache.set(f"address-{key}", found, KEPT)
    return found


def _documents(asked: Asked) -> list[dict] | None:
    """What the service answers; None when it does not."""
    query = urlencode({"q": str(asked), "rows": ROWS})
    address = f"{settings.ADDRESS_SERVICE_URL.rstrip('/')}/free?{query}"
    try:
        request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 — checked
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            found = json.loads(answer.read(MAX_BYTES))["response"]["docs"]
    except (URLError, HTTPException, OSError, ValueError, KeyError, TypeError) as fault:
        logger.warning("the address service does not answer: %s", type(fault).__name__)
        return None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else None


def _places(documents: list[dict], asked: Asked, municipality) -> list[dict]:
    """The answers that are what was asked for, each street once."""
    places: dict[str, dict] = {}
    for one in documents:
        point = _POINT.fullmatch(str(one.get("centroide_ll", "")))
        if point and _here(one, municipality) and _matches(one, asked):
            label = str(one.get("weergavenaam") or asked)[:100]
            places.setdefault(label, {"label": label, "lat": point[2], "lon": point[1]})
    kept = list(places.values())
    return kept[:1] if asked.number else kept


def _here(one: dict, municipality) -> bool:
    """Whether an answer lies in the municipality: by its code, else by its name."""
    code = municipality.root.cbs_code.removeprefix("GM") if municipality.root else ""
    if code:
        return str(one.get("gemeentecode", "")) == code
    return normalise(str(one.get("gemeentenaam", ""))) == normalise(municipality.name)


def _matches(one: dict, asked: Asked) -> bool:
    """Whether an answer has the postcode, house number and street that were asked for."""
    number = str(one.get("huis_nlt") or one.get("huisnummer") or "").upper()
    if asked.number and asked.number not in {number, str(one.get("huisnummer", ""))}:
        return False
    if asked.digits:
        return str(one.get("postcode", "")).startswith(asked.postcode or asked.digits)
    return normalise(str(one.get("straatnaam", ""))) == normalise(asked.street)
