"""F18: bots in six styles against the form for questions, and people who send it in their own way.

Nothing here knows the secret of the forms: keys come from pages. Bots come from one network and
try for an hour; every person has a connection of their own.
"""

import datetime
import random

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from config.intake.models import RateCounter, UsedKey
from initiatives.models import Signal
from tests.conftest import THE_DAY
from tests.factories import AreaFactory
from tests.filled import filled
from tests.proof.scale import scaled

pytestmark = pytest.mark.django_db
POSTS, PEOPLE = scaled(1_667, 12), scaled(200, 24)
# More than the limit, so that it is met.
PATIENT = scaled(1_667, 34)
TEXT = {"kind": "question", "text": "Wanneer komt de lamp?", "area": "oost"}
# What one network may send in an hour, people and bots together (initiatives.views.signal).
AN_HOUR = 30
SECOND, MINUTE, HOUR = (datetime.timedelta(seconds=number) for number in (1, 60, 3600))


@pytest.fixture
def page(db):
    """The address of the form, and a clock that stands still until it is moved."""
    AreaFactory(name="Oost")
    with time_machine.travel(THE_DAY, tick=False) as clock:
        yield Page(clock)


class Page:
    """The form as a browser, or what calls itself one, gets and sends it."""

    def __init__(self, clock):
        self.clock, self.path = clock, reverse("signals:new")

    def open(self, client: Client) -> dict:
        """The fields as they stand on the page."""
        return filled(client.get(self.path))

    def send(self, client: Client, fields: dict, **more):
        """Send it; returns the answer."""
        return client.post(self.path, fields | more)


def no_page(page, client, number, kept):
    """Knows the names of the fields and never opened the page."""
    page.send(client, TEXT | {"form_key": f"{number:x}-made-up:x", "more_info": ""})


def at_once(page, client, number, kept):
    """Opens the page and sends it in the same second."""
    page.send(client, page.open(client), **TEXT)


def fills_all(page, client, number, kept):
    """Waits, and fills in every field that it finds."""
    opened = page.open(client)
    fields = dict.fromkeys(opened, "https://spam.example") | {"form_key": opened["form_key"]}
    fields |= {"contact_email": "koop@spam.example"}
    page.clock.shift(3 * SECOND)
    page.send(client, fields, **TEXT)


def same_key(page, client, number, kept):
    """Opens the page once and sends that again and again, each time with another text."""
    if "fields" not in kept:
        kept["fields"] = page.open(client)
        page.clock.shift(3 * SECOND)
    page.send(client, kept["fields"], **TEXT | {"text": f"Koop nu {number}"})


def old_key(page, client, number, kept):
    """Sends keys that were gathered two days ago, or cut up and put together anew."""
    if "keys" not in kept:
        kept["keys"] = [page.open(client)["form_key"] for _number in range(5)]
        page.clock.shift(48 * HOUR)
    keys = kept["keys"]
    head, tail = keys[number % 5][0].split(":")[0], keys[(number + 1) % 5][0].split(":")[1]
    key = keys[number % 5] if number % 2 else f"{head}:{tail}"
    page.send(client, TEXT | {"form_key": key, "more_info": ""})


def patient(page, client, number, kept):
    """Does all as a person does, with five hundred addresses in turn: only the limit is left."""
    if "pages" not in kept:
        # Opened before, so that all of it is sent within the hour.
        kept["pages"] = [page.open(client) for _number in range(PATIENT)]
        page.clock.shift(3 * SECOND)
    address = f"bot{number % 500}@example.org"
    page.send(client, kept["pages"].pop(), **TEXT | {"contact_email": address})


STYLES = {
    "no page": (no_page, 0),
    "at once": (at_once, 0),
    "fills all": (fills_all, 0),
    "same key": (same_key, 1),
    "old keys": (old_key, 0),
    "patient, 500 addresses": (patient, AN_HOUR),
}


def storm(page, style, posts: int) -> int:
    """Let a bot post so often, and return how many came in."""
    before, kept, client = Signal.objects.count(), {}, Client()
    for number in range(posts):
        style(page, client, number, kept)
    return Signal.objects.count() - before


def test_of_bots_next_to_nothing_comes_in(page, figures):
    found = {}
    for name, (style, _most) in STYLES.items():
        page.clock.shift(2 * HOUR)
        found[name] = storm(page, style, PATIENT if style is patient else POSTS)
    posts = POSTS * (len(STYLES) - 1) + PATIENT
    figures("bots", posts=posts, accepted=sum(found.values()))
    print(found)
    assert found == {name: most for name, (_style, most) in STYLES.items()}


def test_teeth_without_key_and_extra_field_they_come_in(page, monkeypatch):
    """The control: the guard taken off."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    monkeypatch.setattr("config.intake.spam.GuardedForm.clean_more_info", lambda form: "")
    assert storm(page, at_once, 5) == 5
    assert storm(page, fills_all, 5) == 5


# --- People ------------------------------------------------------------------


def plain(page, client, chance):
    """Types for a while and sends it; without script it is no different."""
    fields = page.open(client)
    page.clock.shift(SECOND * chance.uniform(15, 240))
    return page.send(client, fields, **TEXT)


def keyboard(page, client, chance):
    """Comes by every field with the Tab key, looks for the place first, and presses Enter."""
    fields = page.open(client)
    page.clock.shift(SECOND * chance.uniform(30, 300))
    looked = page.send(client, fields, **TEXT | {"find": "Oost", "zoek": "1"})
    fields = filled(looked)
    page.clock.shift(SECOND * chance.uniform(3, 30))
    return page.send(client, fields, area="oost")


def slow_phone(page, client, chance):
    """Opens it in the bus, is called away, and sends it hours later."""
    fields = page.open(client)
    page.clock.shift(MINUTE * chance.uniform(20, 23 * 60))
    return page.send(client, fields, **TEXT)


def next_day(page, client, chance):
    """Finds the page open the next day: is told so, and presses once more."""
    fields = page.open(client)
    page.clock.shift(HOUR * chance.uniform(25, 70))
    again = filled(page.send(client, fields, **TEXT))
    page.clock.shift(SECOND * chance.uniform(2.5, 30))
    return page.send(client, again)


def password_manager(page, client, chance):
    """A program fills in name and address in an instant; the rest is typed."""
    fields = page.open(client) | {"contact_email": "ik@example.org"}
    page.clock.shift(SECOND * chance.uniform(8, 60))
    return page.send(client, fields, **TEXT)


def quick(page, client, chance):
    """Pasted what was ready: too fast, is asked to look again, and presses again."""
    fields = page.open(client)
    page.clock.shift(SECOND * chance.uniform(0.3, 1.9))
    again = filled(page.send(client, fields, **TEXT))
    page.clock.shift(SECOND * chance.uniform(2.1, 6))
    return page.send(client, again)


def mistaken(page, client, chance):
    """Forgets the text, reads what is wrong, and puts it right."""
    fields = page.open(client)
    page.clock.shift(SECOND * chance.uniform(5, 60))
    again = filled(page.send(client, fields, kind="question", area="oost"))
    page.clock.shift(SECOND * chance.uniform(4, 60))
    return page.send(client, again, **TEXT)


def twice(page, client, chance):
    """Presses the button twice."""
    fields = page.open(client)
    page.clock.shift(SECOND * chance.uniform(10, 60))
    page.send(client, fields, **TEXT)
    return page.send(client, fields, **TEXT)


TRACES = [plain, keyboard, slow_phone, next_day, password_manager, quick, mistaken, twice]


def test_no_person_is_refused(page, figures, settings):
    settings.TRUSTED_PROXIES = 1
    chance, refused = random.Random(18), []
    for number in range(PEOPLE):
        trace = TRACES[number % len(TRACES)]
        client = Client(headers={"x-forwarded-for": f"10.{number // 250}.{number % 250}.7"})
        before = Signal.objects.count()
        answer = trace(page, client, chance)
        if answer.status_code != 302 or Signal.objects.count() != before + 1:
            refused.append(f"{trace.__name__}: {answer.status_code}")
    figures("people", traces=PEOPLE, refused=len(refused))
    assert not refused, refused
    assert RateCounter.objects.exists()
    assert UsedKey.objects.count() == PEOPLE


def test_teeth_a_guard_that_refuses_the_slow_is_caught(page, monkeypatch):
    """The control: a page is no good after ten minutes, and pressing again does not help."""
    monkeypatch.setattr("config.intake.keys.VALID", 10 * MINUTE)
    answer = slow_phone(page, Client(), random.Random(1))
    assert answer.status_code == 200
    assert not Signal.objects.exists()
