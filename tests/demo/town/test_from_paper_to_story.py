"""The whole path of an idea that came on paper, until a year after it was done: every step by the
link or button that stands on the page, as front desk, advisor, neighbour, budget holder, and as who
brought it.
"""

import datetime
import html
import re

import pytest
import time_machine
from django.test import Client

from areas.models import Area, User
from config.outbox.models import Mail
from initiatives.actions.outcome import ask_outcomes
from initiatives.models import Initiative
from tests.conftest import THE_DAY, ReadingClient
from tests.filled import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
TITLE = "Leesbankje bij de bushalte"
INITIATOR, NEIGHBOUR = "op.papier@bewoners.example", "buur.om.de.hoek@bewoners.example"
LINK = re.compile(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.S)


class Browser:
    """Somebody's browser, that goes on only by what stands on the page."""

    def __init__(self, name: str = ""):
        self.client: Client = ReadingClient()
        self.page, self.path = None, ""
        if name:
            backend = "django.contrib.auth.backends.ModelBackend"
            self.client.force_login(User.objects.get(name=name), backend=backend)

    def open(self, path: str) -> "Browser":
        """Open an address."""
        self._keep(self.client.get(path, follow=True), path)
        return self

    def follow(self, words: str) -> "Browser":
        """Follow the first link with these words."""
        links = [(html.unescape(path), _plain(text)) for path, text in LINK.findall(self.page.text)]
        found = [path for path, text in links if words in text]
        assert found, (words, self.path, [text for _path, text in links])
        return self.open(found[0])

    def send(self, **typed) -> "Browser":
        """Fill in the form of the page and send it."""
        form = filled(self.page, **typed)
        self._keep(self.client.post(self.path, form, follow=True), self.path)
        return self

    def reads(self, *words: str) -> "Browser":
        """Fail unless the page says all of this."""
        for one in words:
            assert one in _plain(self.page.text), (one, self.path)
        return self

    def _keep(self, page, path: str) -> None:
        assert page.status_code == 200, (page.status_code, path)
        errors = getattr(page.context.get("form"), "errors", None) if page.context else None
        assert not errors, (errors, path)
        self.page = page
        self.path = page.redirect_chain[-1][0] if page.redirect_chain else path


def _plain(text: str) -> str:
    words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    # What only a reader of screens hears follows without a space.
    return re.sub(r" ([:,.])", r"\1", words)


def newest_link(to: str) -> str:
    """The path of the link in the newest mail to this address."""
    text = Mail.objects.filter(to=to).latest("pk").text
    return re.findall(r"https?://[^/\s]+(/\S+)", text)[0]


def later(**since):
    """The clock so much later than the day of the tests."""
    return time_machine.travel(THE_DAY + datetime.timedelta(**since), tick=True)


def test_from_paper_form_to_a_story_and_what_came_of_it_a_year_later(monkeypatch):
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    idea = comes_in_on_paper()
    becomes_public(idea)
    goes_by_the_compass(idea)
    is_supported(idea)
    becomes_an_action(idea)
    is_granted_money(idea)
    is_done(idea)
    is_told(idea)
    what_came_of_it(idea)
    everyone_reads_all_of_it(idea)


def comes_in_on_paper() -> Initiative:
    """The front desk types it over, with the day on which it came."""
    day = THE_DAY.date() - datetime.timedelta(days=9)
    bo = Browser("Bo Verbeelding").open("/initiatieven/").follow("papier")
    area = Area.objects.get(slug="benthuizen")
    bo.send(
        title=TITLE,
        text="Wie op de bus wacht, kan er een boek lezen.",
        area=area.pk,
        received_on=day.isoformat(),
        contact_name="Pia Papiervoorbeeld",
        contact_email=INITIATOR,
    )
    bo.reads(TITLE, "De gebiedsadviseur is aan zet:")
    idea = Initiative.objects.get(title=TITLE)
    assert (idea.received_on, idea.source, idea.state) == (day, "paper", "received")
    return idea


def becomes_public(idea: Initiative) -> None:
    """The advisor finds it at work and puts it on the site."""
    visitor = Browser()
    assert visitor.client.get(idea.get_absolute_url()).status_code == 404
    noor = Browser("Noor Voorbeeld").open("/mijn-werk/").follow(TITLE)
    noor.follow("Bekijk en maak openbaar")
    theme = idea.municipality.themes.get(code="ontmoeten")
    noor.send(theme=theme.pk).reads(TITLE)
    noor.follow("Samen uitwerken").send(reason="Goed idee, we kijken waar het past.")
    visitor.open(idea.get_absolute_url()).reads("een bewoner")
    assert "Papiervoorbeeld" not in visitor.page.text


def goes_by_the_compass(idea: Initiative) -> None:
    """The advisor chooses the kind, writes down an answer and moves it on; on paper both do so."""
    noor = Browser("Noor Voorbeeld").open(idea.get_absolute_url())
    noor.follow("Kies wat voor initiatief dit is")
    kind = idea.municipality.initiative_kinds.order_by("pk").first()
    noor.send(kind=kind.pk).reads("Kompas")
    question = kind.phases.first().questions.first()
    noor.open(f"/initiatieven/{idea.pk}/kompas/vraag/{question.pk}/")
    noor.send(text="Omdat de bus vaak laat is.").reads("Omdat de bus vaak laat is.")
    noor.open(f"/initiatieven/{idea.pk}/kompas/fase/")
    noor.send(next_step="We vragen de buren.", next_step_by="advisor").reads("stap 2 van")
    mail = Mail.objects.filter(to=INITIATOR).latest("pk")
    assert "We vragen de buren." in mail.text


def is_supported(idea: Initiative) -> None:
    """A neighbour supports it by mail; the advisor counts signatures on paper."""
    buur = Browser().open(idea.get_absolute_url()).follow("Steun dit idee")
    buur.send(inside="ja", email=NEIGHBOUR)
    buur.open(newest_link(NEIGHBOUR)).send()
    noor = Browser("Noor Voorbeeld").open(f"/initiatieven/{idea.pk}/handtekeningen/")
    noor.send(inside="11", outside="2")
    buur.open(idea.get_absolute_url()).reads("14 mensen steunen dit")


def becomes_an_action(idea: Initiative) -> None:
    """It is linked to an action of the agenda; each shows the other."""
    noor = Browser("Noor Voorbeeld").open(idea.get_absolute_url()).follow("Koppel aan een actie")
    action = noor.page.context["form"].fields["action"].queryset.filter(public=True).first()
    noor.send(action=action.pk).reads("Wat ervan komt", action.title)
    Browser().open(idea.get_absolute_url()).follow(action.title).follow(TITLE).reads(action.title)


def is_granted_money(idea: Initiative) -> None:
    """A colleague asks for who has no account, the advisor advises, the budget holder decides."""
    sem = Browser("Sem Rekenvoorbeeld").open(idea.get_absolute_url()).follow("Vraag geld aan")
    choices = {
        str(label): value for value, label in sem.page.context["form"].fields["scheme"].choices
    }
    scheme = next(value for label, value in choices.items() if "Leefbaarheidsbudget" in label)
    sem.send(scheme=scheme, who="resident", asked="300", purpose="Hout en boeken")
    sem.reads("De aanvraag is ontvangen. De indiener krijgt een mail.")
    noor = Browser("Noor Voorbeeld").open(sem.path).follow("Geef advies")
    noor.send(says="grant", amount="250", reason="Past bij het dorp.")
    bella = Browser("Bella Voorbeeldbudget").open("/mijn-werk/").follow(f"Besluiten: {TITLE}")
    why = "Past bij het dorp. De boeken zijn er al."
    bella.send(granted="ja", amount="250", reason=why, ground="rule")
    bella.reads("U kent € 250,00 toe aan")
    bella.send(bevestigen="1").reads("toegekend")
    Browser().open(idea.get_absolute_url()).reads("Gevraagd € 300,00, toegekend € 250,00.")


def is_done(idea: Initiative) -> None:
    """The advisor moves it on; each step is mailed with words."""
    noor = Browser("Noor Voorbeeld").open(idea.get_absolute_url())
    noor.open(f"/initiatieven/{idea.pk}/stap/uitvoeren/").send(reason="De timmerman begint.")
    noor.open(f"/initiatieven/{idea.pk}/stap/afronden/").send(reason="Het bankje staat er.")
    mails = Mail.objects.filter(to=INITIATOR, purpose="initiatives.moved")
    assert any("Het bankje staat er." in mail.text for mail in mails)
    visitor = Browser().open(idea.get_absolute_url())
    assert "Steun in de buurt" not in visitor.page.text, "the compass has no phase when it is done"


def is_told(idea: Initiative) -> None:
    """The advisor writes down what the initiator tells, and a colleague puts it on the site."""
    noor = Browser("Noor Voorbeeld").open(idea.get_absolute_url()).follow("Schrijf een verhaal")
    noor.send(title="Lezen tot de bus komt", text="Vier boeken zijn al gewisseld.")
    noor.follow("Stuur in").send()
    samir = Browser("Samir Fictief").open("/mijn-werk/").follow("Lezen tot de bus komt")
    samir.follow("Lees en zet op de site").send()
    visitor = Browser().open("/gebieden/benthuizen/").follow("Lezen tot de bus komt")
    visitor.reads("Vier boeken zijn al gewisseld.").follow(TITLE)


def what_came_of_it(idea: Initiative) -> None:
    """After four weeks and after a year the initiator says so with one press."""
    for since, word, said in (
        ({"days": 29}, "partly", "Er lag één keer rommel."),
        ({"days": 359}, "yes", "Iedereen kent het bankje."),
    ):
        with later(**since):
            assert ask_outcomes() >= 1
            Browser().open(newest_link(INITIATOR)).send(result=word, text=said)
            assert Mail.objects.filter(to=INITIATOR).count()
            noor = Browser("Noor Voorbeeld").open("/mijn-werk/").follow(TITLE)
            noor.follow("Zet deze tekst op de site").send()


def everyone_reads_all_of_it(idea: Initiative) -> None:
    """One chain on one page, a year later, without a name."""
    with later(days=365):
        visitor = Browser().open(idea.get_absolute_url())
        visitor.reads(
            "een bewoner",
            "Na vier weken zei de indiener: deels",
            "Na een jaar zei de indiener: ja",
            "Iedereen kent het bankje.",
            "14 mensen steunen dit",
            "toegekend € 250,00",
            "Lezen tot de bus komt",
        )
        assert "Papiervoorbeeld" not in visitor.page.text
