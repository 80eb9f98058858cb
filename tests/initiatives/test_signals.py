"""Signals: brought without an account, answered before the promised day, and followed."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from areas.actions.small_numbers import Parts
from areas.actions.telling import FEW, told_together
from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from initiatives.actions.signal import (
    answer_signal,
    bring_signal,
    combine,
    forward,
    link_signal,
    pass_on,
    say_helped,
    take_up,
)
from initiatives.models import Signal
from initiatives.signal_figures import figures_of, told_themes
from tests.factories import (
    ActionFactory,
    AreaFactory,
    InitiativeFactory,
    SignalFactory,
    ThemeFactory,
    UserFactory,
    person,
)
from tests.filled import filled
from tests.initiatives.conftest import link_in

pytestmark = pytest.mark.django_db
ADDRESS, QUESTION = "vera.vraag@example.org", "Wanneer wordt de lamp bij de brug gemaakt?"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


@pytest.fixture
def oost(db):
    """Oost, where Ada answers and Ivo only looks; Wim works in West."""
    area = AreaFactory(name="Oost")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.ivo = person(RoleKind.INSPECTOR, area, "Ivo Inspecteur")
    area.bo = person(RoleKind.FRONT_DESK, area, "Bo Balie")
    area.west = AreaFactory(name="West", municipality=area.municipality)
    area.wim = person(RoleKind.ADVISOR_SOCIAL, area.west, "Wim West")
    return area


def asked(client, oost, **given):
    """Somebody sends the form."""
    page = client.get("/signalen/doorgeven/?gebied=oost")
    given = {"kind": "question", "text": QUESTION, "contact_email": ADDRESS, **given}
    return client.post("/signalen/doorgeven/", filled(page, **given))


def brought(oost, **given) -> Signal:
    """A question that came in from the site."""
    given = {"kind": "question", "text": QUESTION, "place": "", "contact_email": ADDRESS, **given}
    return bring_signal(area=oost, given=given, by=None)


def answered(oost, signal) -> Signal:
    """Ada answers it."""
    given = {"text": "Volgende week.", "theme": None, "outcome": "De lamp is gemaakt."}
    return answer_signal(signal, **given, by=oost.ada)


@pytest.mark.usefixtures("_slowly")
def test_from_a_question_to_an_answer_that_helped(oost, client, client_of):
    sent = asked(client, oost)
    assert sent.status_code == 302, sent.text
    signal = Signal.objects.get()
    assert signal.due_on == datetime.date(2026, 12, 2)  # ten working days
    assert "2 december 2026" in client.get(sent.url).text
    link = link_in(Mail.objects.get(purpose="initiatives.signal_received"))
    ada = client_of(oost.ada)
    assert QUESTION in ada.get("/signalen/behandelen/").text
    url = f"/signalen/{signal.pk}/oppakken/"
    assert ada.post(url, filled(ada.get(url))).status_code == 302
    url = f"/signalen/{signal.pk}/antwoord/"
    given = {"text": "Volgende week.", "outcome": "De lamp is gemaakt."}
    assert ada.post(url, filled(ada.get(url), **given)).status_code == 302
    assert "Volgende week." in Mail.objects.get(purpose="initiatives.signal_answered").text
    page = client.get(link, follow=True)
    assert QUESTION in page.text
    assert "Volgende week." in page.text
    assert client.post("/signalen/volgen/", {"helped": "yes"}).status_code == 302
    assert "U zei dat dit hielp: ja." in client.get("/signalen/volgen/").text
    assert "De lamp is gemaakt." in client.get("/signalen/").text


@pytest.mark.usefixtures("_slowly")
def test_without_a_mail_address_it_counts_too_and_nobody_is_mailed(oost, client):
    sent = asked(client, oost, contact_email="")
    assert "geen mailadres" in client.get(sent.url).text
    assert Signal.objects.get().contact_email == ""
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("_slowly")
def test_what_is_missing_is_said_and_nothing_typed_is_lost(oost, client):
    answer = asked(client, oost, kind="", contact_email="geen adres")
    assert answer.status_code == 200
    assert QUESTION in answer.text
    assert "geldig e-mailadres" in answer.text
    assert not Signal.objects.exists()
    looking = asked(client, oost, find="Oost", zoek="1")
    assert QUESTION in looking.text
    assert not Signal.objects.exists()
    again = filled(looking, find="Oost", zoek="1", area="oost", contact_email=ADDRESS)
    assert client.post("/signalen/doorgeven/", again).status_code == 302  # Enter sends


def test_the_first_mail_says_nothing_of_what_was_typed(oost):
    brought(oost)
    mail = Mail.objects.get()
    assert mail.to == ADDRESS
    assert "lamp" not in mail.subject + mail.text


def test_only_who_works_for_the_area_reads_it_and_only_some_answer(oost, client, client_of):
    signal = brought(oost)
    for who, status in ((oost.ada, 200), (oost.ivo, 200), (oost.bo, 200), (oost.wim, 404)):
        assert client_of(who).get(signal.get_absolute_url()).status_code == status
    assert client_of(UserFactory()).get(signal.get_absolute_url()).status_code == 404
    assert client_of(UserFactory()).get("/signalen/behandelen/").status_code == 403
    for who in (oost.ivo, oost.wim):
        with pytest.raises(PermissionDenied):
            take_up(signal, by=who)
    assert QUESTION not in client.get("/signalen/").text


def test_it_is_passed_on_with_words_to_who_asked(oost):
    signal = pass_on(brought(oost), to="het meldpunt", text="Zij maken lampen.", by=oost.bo)
    mail = Mail.objects.get(purpose="initiatives.signal_passed_on")
    assert "het meldpunt" in mail.text
    assert (signal.state, signal.answered_on) == ("passed_on", today())


def test_an_objection_is_forwarded_with_date_and_notice(oost):
    """Awb 2:3."""
    signal = forward(
        brought(oost), what="objection", to="de bezwaarcommissie", text="", by=oost.ada
    )
    mail = Mail.objects.get(purpose="initiatives.signal_forwarded")
    for said in ("een bezwaar tegen een besluit", "de bezwaarcommissie", "18 november 2026"):
        assert said in mail.text
    with pytest.raises(Refused):
        take_up(signal, by=oost.ada)


def test_what_goes_along_with_another_gets_that_answer(oost):
    first, second = brought(oost), brought(oost, contact_email="wim@example.org")
    combine(second, into=first, by=oost.ada)
    answered(oost, first)
    told = Mail.objects.filter(purpose="initiatives.signal_answered").values_list("to", flat=True)
    assert sorted(told) == [ADDRESS, "wim@example.org"]
    assert Signal.objects.get(pk=second.pk).answered_on == today()


def test_it_goes_along_with_an_open_one_only_and_not_in_a_circle(oost):
    first, second, third = brought(oost), brought(oost), brought(oost)
    with pytest.raises(Refused):
        combine(first, into=first, by=oost.ada)
    combine(second, into=first, by=oost.ada)
    with pytest.raises(Refused):
        combine(first, into=third, by=oost.ada)
    with pytest.raises(Refused):
        combine(third, into=second, by=oost.ada)


def test_it_becomes_an_action_or_an_initiative(oost, client_of):
    signal, action = brought(oost), ActionFactory(area=oost, title="Lampen vervangen")
    idea = InitiativeFactory(area=oost, title="Lichtjesroute")
    link_signal(signal, action=action, initiative=idea, by=oost.ada)
    text = client_of(oost.ada).get(signal.get_absolute_url()).text
    assert "Lampen vervangen" in text
    assert "Lichtjesroute" in text


def test_who_may_answer_jumps_from_the_top_of_the_page_to_what_can_be_done(oost, client_of):
    signal = brought(oost)
    page = client_of(oost.ada).get(signal.get_absolute_url()).text
    assert page.index('href="#doen"') < page.index('id="doen"')
    page = client_of(oost.ivo).get(signal.get_absolute_url()).text
    assert "#doen" not in page
    assert 'id="doen"' not in page


@pytest.mark.usefixtures("_slowly")
def test_a_text_that_is_too_long_is_not_cut_off_but_kept_whole(oost, client):
    long = "Het licht knippert. " * 101
    page = client.get("/signalen/doorgeven/?gebied=oost")
    assert "maxlength" not in page.text.partition("<main")[2]
    answer = asked(client, oost, text=long)
    assert "Maak dit korter: het zijn 2019 tekens en er passen er 2000." in answer.text
    assert long.strip() in answer.text


@pytest.mark.parametrize("step", ["antwoord", "doorgeven", "doorsturen", "samenvoegen"])
def test_when_a_colleague_was_first_there_is_no_form_to_fill_in_for_nothing(oost, client_of, step):
    signal, ada = brought(oost), client_of(oost.ada)
    assert ada.get(f"{signal.get_absolute_url()}{step}/").status_code == 200
    answered(oost, signal)
    page = ada.get(f"{signal.get_absolute_url()}{step}/", follow=True)
    assert page.redirect_chain[0][0] == signal.get_absolute_url()
    assert "Misschien was een collega u voor." in page.text


def test_that_an_answer_is_late_stands_there_in_words(oost, client_of, at):
    signal = brought(oost)
    assert "te laat" not in client_of(oost.ada).get(signal.get_absolute_url()).text
    with at(2027, 1, 4):
        ada = client_of(oost.ada)
        assert "te laat" in ada.get("/signalen/behandelen/").text
        assert "(te laat)" in ada.get(signal.get_absolute_url()).text


def test_whether_it_helped_is_said_once_and_asked_again_after_a_second_answer(oost):
    signal = brought(oost)
    token = link_in(Mail.objects.get()).split("/")[-2]
    with pytest.raises(Refused):
        say_helped(token, "yes")
    answered(oost, signal)
    say_helped(token, "no")
    with pytest.raises(Refused):
        say_helped(token, "yes")
    signal = take_up(Signal.objects.get(), by=oost.ada)
    answered(oost, signal)
    say_helped(token, "yes")
    assert Signal.objects.get().helped == "yes"


def test_of_two_at_the_same_moment_one_is_refused(oost):
    signal = brought(oost)
    seen = Signal.objects.select_related("municipality").get(pk=signal.pk)
    answered(oost, signal)
    with pytest.raises(Refused):
        pass_on(seen, to="het meldpunt", text="", by=oost.bo)
    assert Mail.objects.filter(purpose="initiatives.signal_passed_on").count() == 0


def test_an_old_link_is_gone(oost, client):
    assert client.get("/signalen/volgen/geen-link/").status_code == 410
    assert client.get("/signalen/volgen/").status_code == 410


def many(area, fast: int, slow: int = 0, **more) -> None:
    """So many questions of two months ago: answered in four days, or in twenty."""
    came = today() - 60 * DAY
    for number in range(fast + slow):
        took = 4 if number < fast else 20
        SignalFactory(
            area=area,
            received_on=came,
            state="answered",
            answered_on=came + took * DAY,
            **more,
        )


def test_everyone_sees_how_many_were_answered_in_time(oost, client):
    theme = ThemeFactory(municipality=oost.municipality, code="verlichting")
    many(oost, 9, 6, theme=theme, helped="yes")
    SignalFactory(area=oost)  # this month does not count yet
    many(oost.west, 5, 5, theme=theme)
    text = client.get("/signalen/?gebied=oost").text
    for said in ("9 van 15", "4 dagen", "ongeveer 100%", "Verlichting"):
        assert said in text
    assert "14 van 25" in client.get("/signalen/").text


def test_of_which_few_were_late_only_that_is_told(oost, client):
    many(oost, 9, 2)
    text = client.get("/signalen/").text
    assert "alle, of bijna alle" in text
    assert "9 van 11" not in text


def test_fewer_than_five_are_not_told(oost, client):
    many(oost, 4)
    text = client.get("/signalen/").text
    assert "minder dan vijf" in text
    assert "Op tijd" not in text


def test_a_small_area_is_not_found_by_subtracting_the_others_from_the_whole(oost, client):
    many(oost, 12)
    many(oost.west, 3)
    assert figures_of(oost.municipality).received == 15
    assert [figures_of(oost.municipality, area).received for area in (oost, oost.west)] == [
        None
    ] * 2
    assert "Nog te weinig" in client.get("/signalen/?gebied=oost").text


def test_a_small_theme_is_not_found_by_what_is_left_of_the_whole(oost):
    small, large, third = (
        ThemeFactory(municipality=oost.municipality, code=code) for code in "abc"
    )
    many(oost, 6, theme=large)
    many(oost, 8, theme=third)
    many(oost, 2, theme=small)
    # 16 - 6 - 8 would tell that two were about something else.
    assert figures_of(oost.municipality).themes == [("C", 8)]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_numbers_nothing_under_five_can_be_reckoned(oost, seed):
    """Every whole with its parts, per theme and for those in time: no cell from one to four."""
    parts = Parts(oost.municipality)
    areas = [area for area in parts.above if area != oost.municipality.root_id]
    below = {area: (seed * 7 + n * 5) % 13 for n, area in enumerate(areas)}
    fast = {area: min(below[area], (seed * 3 + n * 4) % 11) for n, area in enumerate(areas)}
    root = oost.municipality.root_id
    received = below | {root: sum(below.values())}
    in_time = fast | {root: sum(fast.values())}
    others = {area: received[area] - in_time[area] for area in received}
    told = told_together({"received": received, "in_time": in_time, "others": others}, parts)
    halves = {"A": in_time, "B": others}
    told |= told_themes(halves, received, told["received"], parts)
    for values in told.values():
        assert all(number is None or number >= FEW for number in values.values())
        for whole, *division in parts.families(values):
            shown = [values[area] for area in division if values[area] is not None]
            assert sum(values[area] is None for area in [whole, *division]) != 1
            if values[whole] is not None:
                assert not 0 < values[whole] - sum(shown) < FEW
    for area, number in received.items():
        left = number - sum(told[theme][area] or 0 for theme in halves)
        assert not 0 < left < FEW or not any(told[theme][area] for theme in halves)


def test_the_list_shows_what_waits_what_is_late_and_everything(oost, client_of):
    SignalFactory(area=oost, text="Wacht nog")
    SignalFactory(area=oost, text="Veel te laat", due_on=today() - DAY)
    SignalFactory(area=oost, text="Al klaar", state="answered", answered_on=today())
    ada = client_of(oost.ada)

    def seen(query):
        text = ada.get(f"/signalen/behandelen/{query}").text
        return {words for words in ("Wacht nog", "Veel te laat", "Al klaar") if words in text}

    assert seen("") == {"Wacht nog", "Veel te laat"}
    assert seen("?toon=laat") == {"Veel te laat"}
    assert seen("?toon=alles&gebied=oost") == {"Wacht nog", "Veel te laat", "Al klaar"}
    assert seen("?toon=alles&gebied=west") == set()


def test_it_stands_on_my_work_until_a_colleague_takes_it_up(oost, client_of):
    signal = SignalFactory(area=oost, text="Staat op Mijn werk", due_on=today())
    colleague = person(RoleKind.ADVISOR_PHYSICAL, oost, "Rik")
    assert "Staat op Mijn werk" in client_of(oost.ada).get("/mijn-werk/").text
    take_up(signal, by=colleague)
    assert "Staat op Mijn werk" not in client_of(oost.ada).get("/mijn-werk/").text
    assert "Staat op Mijn werk" in client_of(colleague).get("/mijn-werk/").text
