"""F18: bots in six styles against the form for questions, and people who send it in their own way.

Nothing here knows the secret of the forms: keys come from pages. Bots come from one network and
try for an hour. Counted is where a post ends: `accepted` stands in the list of the advisors, in
the public counts and with a promised day; `set_aside` is kept, and waits on a page of its own
until a colleague has looked; the rest made nothing. People are never refused, whatever else comes
from their network: who is set aside is let in with the day that was promised.
"""

import datetime
import random

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from areas.models import Area
from areas.roles import RoleKind
from config.intake.models import RateCounter, UsedKey
from config.outbox.models import Mail
from initiatives.models import Initiative, Signal, State
from tests.conftest import THE_DAY
from tests.factories import AreaFactory, person
from tests.filled import filled
from tests.initiatives.conftest import Walk
from tests.proof.scale import FULL, scaled

pytestmark = pytest.mark.django_db
POSTS, PEOPLE = scaled(1_667, 12), scaled(200, 24)
# More than the limit, so that it is met.
PATIENT = scaled(1_667, 34)
TEXT = {"kind": "question", "text": "Wanneer komt de lamp?", "area": "oost"}
# Of one network in an hour, people and bots together: at once, and with what is set aside.
AT_ONCE, AN_HOUR = 8, 30
# Of all networks together, at once.
TOGETHER = 40
NETWORKS = scaled(500, 10)
HOURLY = scaled(60, AT_ONCE + 1)
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
        kept["pages"] = [page.open(client) for _number in range(kept["posts"])]
        page.clock.shift(3 * SECOND)
    address = f"bot{number % 500}@example.org"
    page.send(client, kept["pages"].pop(), **TEXT | {"contact_email": address})


STYLES = {
    "no page": (no_page, 0, 0),
    "at once": (at_once, 0, 0),
    "fills all": (fills_all, 0, 0),
    "same key": (same_key, 1, 0),
    "old keys": (old_key, 0, 0),
    "patient, 500 addresses": (patient, AT_ONCE, AN_HOUR - AT_ONCE),
}


def ended() -> tuple[int, int]:
    """How many questions stand in the list of the advisors, and how many are set aside."""
    aside = Signal.objects.aside().count()
    return Signal.objects.count() - aside, aside


def storm(page, style, posts: int) -> tuple[int, int]:
    """Let a bot post so often; returns how many were accepted and set aside."""
    before, kept, client = ended(), {"posts": posts}, Client()
    for number in range(posts):
        style(page, client, number, kept)
    after = ended()
    return after[0] - before[0], after[1] - before[1]


def test_of_bots_next_to_nothing_comes_in(page, figures):
    found = {}
    for name, (style, *_most) in STYLES.items():
        # On a day of its own, so that each is met by fresh limits.
        page.clock.shift(25 * HOUR)
        found[name] = storm(page, style, PATIENT if style is patient else POSTS)
    posts = POSTS * (len(STYLES) - 1) + PATIENT
    accepted, aside = (sum(ends) for ends in zip(*found.values(), strict=True))
    mails = Mail.objects.count()
    figures("bots", posts=posts, accepted=accepted, set_aside=aside, mails=mails)
    assert found == {name: tuple(most) for name, (_style, *most) in STYLES.items()}
    assert mails == AT_ONCE
    if FULL:
        assert accepted <= posts / 1000


def test_a_bot_that_stays_all_day_gets_no_more_at_once_each_hour(page, figures):
    accepted = 0
    for _hour in range(6):
        accepted += storm(page, patient, HOURLY)[0]
        page.clock.shift(HOUR)
    figures("bot all day", posts=6 * HOURLY, accepted=accepted)
    assert accepted == 24


def test_from_many_networks_together_no_more_come_in_at_once(page, settings, figures):
    settings.TRUSTED_PROXIES = 1
    kept, posts = {}, scaled(1_667, 45)
    client = Client()
    kept = [page.open(client) for _number in range(posts)]
    page.clock.shift(3 * SECOND)
    for number, fields in enumerate(kept):
        of = number % NETWORKS
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.{of // 250}.{of % 250}.7"
        page.send(client, fields, **TEXT)
    accepted, aside = ended()
    figures("bots of many networks", posts=posts, accepted=accepted, set_aside=aside)
    assert (accepted, aside) == (TOGETHER, posts - TOGETHER)


def test_a_bot_brings_no_initiative_without_the_mailbox(page, at, figures):
    """What is sent without the link in the mail is seen by nobody; the mails are counted."""
    walk = Walk(Client(), at)
    sent = scaled(100, 3)
    with time_machine.travel(THE_DAY, tick=False):
        for number in range(sent):
            walk.minute = 0
            walk.send(contact={"contact_email": f"bot{number}@example.org"})
    accepted = Initiative.objects.exclude(state=State.UNCONFIRMED).count()
    figures("bot with ideas", posts=sent, accepted=accepted, mails=Mail.objects.count())
    assert accepted == 0
    assert Mail.objects.count() == min(sent, AN_HOUR)


def test_teeth_without_key_and_extra_field_they_come_in(page, monkeypatch):
    """The control: the guard taken off."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    monkeypatch.setattr("config.intake.spam.GuardedForm.clean_more_info", lambda form: "")
    assert storm(page, at_once, 3) == (3, 0)
    assert storm(page, fills_all, 3) == (3, 0)


def test_teeth_without_the_look_the_patient_one_fills_the_list(page, monkeypatch):
    """The control: nothing is set aside."""
    monkeypatch.setattr("initiatives.views.signal._quiet", lambda _request: True)
    assert storm(page, patient, AN_HOUR + 4) == (AN_HOUR, 0)


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
    """Every fourth sits with others behind one address: a library, an office, a home."""
    settings.TRUSTED_PROXIES = 1
    chance, refused = random.Random(18), []
    for number in range(PEOPLE):
        trace = TRACES[number % len(TRACES)]
        network = number // 40 if number % 4 == 0 else 100 + number
        client = Client(headers={"x-forwarded-for": f"10.{network // 250}.{network % 250}.7"})
        before = Signal.objects.count()
        answer = trace(page, client, chance)
        if answer.status_code != 302 or Signal.objects.count() != before + 1:
            refused.append(f"{trace.__name__}: {answer.status_code}")
    aside = Signal.objects.aside().count()
    figures("people", traces=PEOPLE, refused=len(refused), set_aside=aside)
    assert not refused, refused
    assert RateCounter.objects.exists()
    assert UsedKey.objects.count() == PEOPLE


def test_a_class_at_school_is_not_refused_either(page, figures):
    """Twenty-five pupils ask within one lesson, from one address: some wait for a look."""
    for pupil in range(25):
        client = Client()
        fields = page.open(client)
        page.clock.shift(MINUTE)
        assert page.send(client, fields, **TEXT | {"text": f"Vraag {pupil}"}).status_code == 302
    assert ended() == (AT_ONCE, 25 - AT_ONCE)
    advisor = person(RoleKind.ADVISOR_SOCIAL, Area.objects.get(slug="oost"))
    colleague = Client()
    colleague.force_login(advisor, backend="django.contrib.auth.backends.ModelBackend")
    look = reverse("signals:aside")
    waiting = Signal.objects.aside().values_list("pk", flat=True)
    given = filled(colleague.get(look)) | {"do": "in", "signals": list(waiting)}
    assert colleague.post(look, given).status_code == 302
    assert ended() == (25, 0)
    assert Signal.objects.values("due_on").distinct().count() == 1
    figures("a class behind one address", people=25, refused=0)


def test_teeth_a_guard_that_refuses_the_slow_is_caught(page, monkeypatch):
    """The control: a page is no good after ten minutes, and pressing again does not help."""
    monkeypatch.setattr("config.intake.keys.VALID", 10 * MINUTE)
    answer = slow_phone(page, Client(), random.Random(1))
    assert answer.status_code == 200
    assert not Signal.objects.exists()
