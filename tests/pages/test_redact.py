"""Words are taken out for ever: afterwards they are nowhere in the database or its history."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from areas.models import RequestAnswer
from budgets.actions.applications import decide
from budgets.models import (
    Decision,
    Fulfilment,
    MoneyAdvice,
    PenaltyFinding,
    Revocation,
    Score,
    SpendingReport,
)
from config.audit.append_only import lifted, missing
from config.audit.models import Event
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from config.pages.redacting import redact
from initiatives.actions.handle import add_internal_note, add_news, ask
from initiatives.actions.hiding import hide_story
from initiatives.actions.report import bring_report
from initiatives.models import Initiative, Picture
from tests.everything import whole_database
from tests.factories import (
    ApplicationFactory,
    InitiativeFactory,
    RequestFactory,
    StoryFactory,
    UserFactory,
    person,
)
from tests.kanarina import make_oost

pytestmark = pytest.mark.django_db
WORDS = "Pietersen Kanarie"
SAID = f"Vraag het aan {WORDS} van hiernaast."


@pytest.fixture
def oost():
    """Oost, who works there, and a budget."""
    return make_oost()


def said_of_money(money, oost):
    """The words in what is said about a request for money, before and after the decision."""
    row = {"application": money, "by": oost.ada}
    MoneyAdvice.objects.create(**row, body="Dorpsraad", says="refuse", reason=SAID)
    PenaltyFinding.objects.create(**row, finding="late", reason=SAID)
    Score.objects.create(**row, points=[1], total=1, reason=SAID)
    SpendingReport.objects.create(**row, kind="story", story=SAID, costs=SAID, spent_cents=1)
    change = {"before_cents": 2, "amount_cents": 1, "ground": "48a", "heard_until": today()}
    Revocation.objects.create(**row, **change, reason=SAID, heard=SAID)
    Fulfilment.objects.create(**row, granted_cents=1, amount_cents=1, on=today(), text=SAID)


@pytest.fixture
def idea(oost, client):
    """An idea with the words in all that is kept about it, also where no row may change."""
    rosa = UserFactory(name="Rosa Resident")
    one = InitiativeFactory(
        area=oost.area, submitter=rosa, title=f"Bank bij {WORDS}", text=SAID, next_step=SAID
    )
    Picture.objects.create(initiative=one, alt=SAID, file="initiatives/x.jpg", width=1, height=1)
    add_internal_note(initiative=one, text=SAID, by=oost.ada)
    add_news(initiative=one, text=SAID, by=oost.ada)
    ask(initiative=one, text=SAID, by=oost.ada)
    bring_report(one, given={"reason": "person", "text": SAID, "contact_email": ""}, by=None)
    hide_story(StoryFactory(initiative=one, title=WORDS, text=SAID), reason=SAID, by=oost.ada)
    money = ApplicationFactory(initiative=one, purpose=SAID)
    decide(
        application=money, granted=False, ground="other", ground_text=SAID, reason=SAID, by=oost.bas
    )
    said_of_money(money, oost)
    request = RequestFactory(area=oost.area, title=f"Kan {WORDS} helpen?", text=SAID)
    one.requests.add(request)
    RequestAnswer.objects.create(request=request, state="no", text=SAID, answered_as="Groen")
    client.post(reverse("initiatives:answer", args=[one.pk]), {"text": SAID})
    assert client.session["draft"]
    return Initiative.objects.get(pk=one.pk)


def test_the_words_are_nowhere_afterwards(oost, idea, tmp_path):
    assert "kanarie" in whole_database(tmp_path).lower(), "the control: they are there to be found"
    decision, mails, version = Decision.objects.get(), Mail.objects.count(), idea.version
    assert redact(idea, " pietersen\n kanarie ", by=oost.ada) >= 12
    left = whole_database(tmp_path).lower()
    assert "kanarie" not in left
    assert "pietersen" not in left
    stored = Initiative.objects.get()
    assert stored.text == "Vraag het aan [weggelaten] van hiernaast."
    assert stored.search == "bank bij [weggelaten]"
    assert stored.version == version + 1
    after = Decision.objects.get()
    assert (after.at, after.amount_cents, after.by) == (decision.at, 0, decision.by)
    assert Mail.objects.count() == mails


def test_the_trail_says_who_and_when_and_not_what(oost, idea):
    found = redact(idea, WORDS, by=oost.ada)
    event = Event.objects.get(verb="initiative.redacted")
    assert (event.actor, event.object_id, event.changes) == (
        oost.ada,
        idea.pk,
        {"rows": [None, found]},
    )


def test_tables_that_refuse_changes_do_so_again_afterwards(oost, idea):
    redact(idea, WORDS, by=oost.ada)
    assert missing(connection) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(reason="Anders.")


def test_a_table_is_opened_in_a_transaction_only_and_closed_when_it_breaks_off(idea):
    with pytest.raises(ZeroDivisionError), transaction.atomic(), lifted(connection, Decision):
        raise ZeroDivisionError
    assert missing(connection) == []


@pytest.mark.parametrize("words", ["ee", "Jansen", "Pietersen Kanarie van hiernaast naast"])
def test_what_is_too_short_or_nowhere_changes_nothing(oost, idea, words, client_of):
    with pytest.raises(Refused):
        redact(idea, words, by=oost.ada)
    assert Initiative.objects.get().text == SAID
    browser, url = client_of(oost.ada), reverse("pages:redact", args=[idea.pk])
    key = browser.get(url).context["form"]["form_key"].value()
    page = browser.post(url, {"form_key": key, "passage": words, "sure": "on"})
    assert page.context["form"].errors["passage"]


def test_the_page_does_it_once_and_only_when_one_is_sure(oost, idea, client_of):
    browser, url = client_of(oost.ada), reverse("pages:redact", args=[idea.pk])
    key = browser.get(url).context["form"]["form_key"].value()
    sent = {"form_key": key, "passage": WORDS}
    assert browser.post(url, sent).context["form"].errors["sure"]
    for _press in range(2):
        answer = browser.post(url, {**sent, "sure": "on"})
        assert answer.url == idea.get_absolute_url()
    assert Event.objects.filter(verb="initiative.redacted").count() == 1


def test_words_sent_after_the_login_ended_are_not_kept(idea, client):
    client.session.flush()
    client.post(reverse("pages:redact", args=[idea.pk]), {"passage": WORDS})
    assert "draft" not in client.session


def test_others_take_nothing_out(oost, idea):
    west = person("advisor_social", InitiativeFactory().area, "Wim West")
    for who in (idea.submitter, west, oost.bas):
        with pytest.raises(PermissionDenied):
            redact(idea, WORDS, by=who)
