"""F13: whoever asks with an address learns not whether it is known here.

The same page, the same number of mails and of questions to the database, and with `make proof` the
same time: how many times as long the one of a pair takes as the other, the median of 200 pairs.
"""

import datetime
import re
import time
from collections.abc import Callable
from importlib import import_module
from statistics import median
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.forms import EmailField
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import User
from config.intake.models import RateCounter
from config.intake.spam import GuardedForm
from config.outbox.models import Mail
from config.pages.own import deeds
from initiatives.models import Endorsement
from tests.addresses import same_but_keys
from tests.factories import (
    AreaFactory,
    FollowingFactory,
    GatheringFactory,
    InitiativeFactory,
    ReportFactory,
    SignalFactory,
    SignUpFactory,
    UserFactory,
)
from tests.filled import filled
from tests.proof.scale import FULL, scaled

pytestmark = pytest.mark.django_db
# As long as each other, so that pages and mails are too.
KNOWN, UNKNOWN = "bekende.buur@example.org", "anders.niets@example.org"
PAIRS = scaled(200, 2)
# A pair is asked at the same moment of a machine that is busier at times. A look-up of a person
# with all its rows is well above this.
RATIO = 1.25
# Writing a row that is not there yet takes a point to go back to, the row, and letting go of it:
# less than one thousandth of a second.
APART = 3


@pytest.fixture
def oost(db, monkeypatch, settings):
    """Oost, where the known neighbour did everything that one can do with an address."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    area = AreaFactory(name="Oost")
    idea = InitiativeFactory(area=area, title="Bankje bij de vijver")
    evening = GatheringFactory(area=area)
    user = UserFactory(name="Bea Buur", email=KNOWN)
    EmailAddress.objects.create(user=user, email=KNOWN, verified=True, primary=True)
    InitiativeFactory(area=area, submitter=user)
    Endorsement.objects.create(initiative=idea, email=KNOWN, inside=True)
    FollowingFactory(area=area, follower__email=KNOWN)
    SignUpFactory(gathering=evening, email=KNOWN)
    SignalFactory(area=area, contact_email=KNOWN)
    ReportFactory(initiative=idea, contact_email=KNOWN)
    return SimpleNamespace(area=area, idea=idea, evening=evening)


def page(url: str, *, query: str = "", **typed) -> Callable:
    """Open a page, type the address and what it asks besides, and press the button."""

    def ask(oost, client, email):
        args = [typed["about"](oost).pk] if "about" in typed else None
        path = reverse(url, args=args) + query
        fields = {name: value for name, value in typed.items() if name not in {"about", "field"}}
        form = filled(client.get(path), **fields, **{typed.get("field", "email"): email})
        return lambda: client.post(path, form)

    return ask


def _the_steps(oost, client, email):
    """The last button of bringing an idea; the address was typed in the step before."""
    client.session.flush()
    typed = {
        "idee": {"title": "Vlaggen in de straat", "text": "Voor het feest."},
        "waar": {"find": "", "area": oost.area.slug, "place": ""},
        "met-wie": {"with_whom": "", "group_name": ""},
        "nodig": {"needs": ""},
        "contact": {"contact_name": "Iemand", "contact_email": email, "contact_phone": ""},
    }
    session = client.session
    session["initiative_draft"] = typed
    session.save()
    client.cookies["sessionid"] = session.session_key
    path = reverse("initiatives:check")
    form = filled(client.get(path))
    return lambda: client.post(path, form)


def _once_more(oost, client, email):
    """The mail to confirm an idea, once more and to this address."""
    _the_steps(oost, client, "begin.adres@example.org")()
    path = reverse("initiatives:sent")
    form = filled(client.get(path), contact_email=email)
    return lambda: client.post(path, form)


def _later(oost, client, email):
    """Keep what was typed for later."""
    session = client.session
    session["initiative_draft"] = {"idee": {"title": "Vlaggen", "text": ""}}
    session.save()
    client.cookies["sessionid"] = session.session_key
    path = reverse("initiatives:later")
    form = filled(client.get(path), email=email)
    return lambda: client.post(path, form)


SIGNAL = {"kind": "question", "text": "Wanneer komt de lamp?", "area": "oost"}
ENDPOINTS = {
    "log in": page("account_login"),
    "bring an idea": _the_steps,
    "the mail once more": _once_more,
    "keep for later": _later,
    "support": page("initiatives:endorse", about=lambda oost: oost.idea, inside="ja"),
    "follow": page("following:new", query="?gebied=oost", frequency="weekly"),
    "sign up": page("gatherings:sign_up", about=lambda oost: oost.evening, people="2"),
    "own data": page("pages:own_ask"),
    "ask something": page("signals:new", field="contact_email", **SIGNAL),
    "report": page(
        "stories:report_idea",
        field="contact_email",
        about=lambda oost: oost.idea,
        reason="person",
    ),
}


def asked(endpoint: Callable, oost, email: str) -> dict:
    """What somebody sees who asks with this address, and what it cost; all of it undone."""
    RateCounter.objects.all().delete()
    cache.clear()
    with transaction.atomic():
        client = Client()
        press = endpoint(oost, client, email)
        before = Mail.objects.count()
        # Django remembers so many queries and no more: each time from none.
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            answer = press()
            took = time.perf_counter() - start
        asked_database = len(queries)  # the next request forgets them
        mails = Mail.objects.count() - before
        seen = client.get(answer.url).content if answer.status_code == 302 else answer.content
        transaction.set_rollback(True)
    return {
        "status": answer.status_code,
        "to": answer.headers.get("Location", ""),
        "bytes": _plain(seen, email),
        "mails": mails,
        "queries": asked_database,
        "time": took,
    }


def _plain(body: bytes, email: str) -> bytes:
    """A page without keys and nonces, and without the address that was typed itself."""
    text = re.sub(rb'nonce="[^"]*"', b"", same_but_keys(body))
    return text.replace(email.encode(), b"ADDRESS")


def differences(name: str, endpoint: Callable, oost) -> list[str]:
    """In what the answers to a known and an unknown address differ."""
    found = {KNOWN: [], UNKNOWN: []}
    for number in range(PAIRS):
        for email in (KNOWN, UNKNOWN) if number % 2 else (UNKNOWN, KNOWN):
            found[email].append(asked(endpoint, oost, email))
    known, unknown = found[KNOWN][0], found[UNKNOWN][0]
    wrong = [
        f"{name}: {what} {known[what]!r:.300} and {unknown[what]!r:.300}"
        for what in ("status", "to", "bytes", "mails")
        if known[what] != unknown[what]
    ]
    if abs(known["queries"] - unknown["queries"]) > APART:
        wrong.append(f"{name}: {known['queries']} and {unknown['queries']} queries")
    pairs = zip(found[KNOWN], found[UNKNOWN], strict=True)
    longer = median(one["time"] / other["time"] for one, other in pairs)
    assert known["queries"] > 0
    print(f"{name}: {longer:.3f}, {known['queries']} queries, {known['mails']} mails")
    if FULL and not 1 / RATIO < longer < RATIO:
        wrong.append(f"{name}: who is known waits {longer:.2f} times as long")
    return wrong


def test_a_known_and_an_unknown_address_get_the_same_answer(oost, figures, capsys):
    with capsys.disabled():
        wrong = [line for name, ask in ENDPOINTS.items() for line in differences(name, ask, oost)]
    figures("enumeration", endpoints=len(ENDPOINTS), pairs=PAIRS * len(ENDPOINTS), told=len(wrong))
    assert not wrong, "\n".join(wrong)


def guarded(kind=GuardedForm) -> set[type]:
    """Every form that strangers send."""
    return {one for below in kind.__subclasses__() for one in ({below} | guarded(below))}


def test_no_form_of_strangers_with_an_address_is_left_out():
    """Each of them is asked above, besides the page to log in."""
    import_module(settings.ROOT_URLCONF)
    taking = {
        kind.__name__
        for kind in guarded()
        if kind.__module__.split(".")[0] != "tests"
        and any(isinstance(one, EmailField) for one in kind.base_fields.values())
    }
    assert taking == {
        "AskForm",
        "ContactStep",
        "EndorseForm",
        "FollowForm",
        "LaterForm",
        "ReportForm",
        "ResendForm",
        "SignUpForm",
        "SignalForm",
    }
    assert len(ENDPOINTS) == len(taking) + 1


def test_teeth_a_page_that_mails_only_who_is_known_is_caught(oost, monkeypatch):
    """The control: asking for one's data looks the address up first."""
    sound = deeds.ask_for_data

    def looks_up(municipality, email):
        if User.objects.filter(email=email).exists():
            sound(municipality, email)

    monkeypatch.setattr(deeds, "ask_for_data", looks_up)
    wrong = differences("own data", ENDPOINTS["own data"], oost)
    assert any("mails 1 and 0" in line for line in wrong)
    assert not FULL or any("times as long" in line for line in wrong)
