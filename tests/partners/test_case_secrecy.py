"""What is written of people at a confidential table is found nowhere else, by nobody.

Every page that is just opened is read by everybody in test_every_page.py; here are the button
that opens a case, mails, log, database, admin, error pages and exports, each with its control.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from config.lib import sealing
from config.outbox.models import Mail
from partners.actions import cases
from partners.models import CaseNote, CaseReading, CaseReference, CaseTally, SupportCase
from tests.addresses import Browser
from tests.everything import whole_database
from tests.test_canary import words_in
from tests.world import ELSEWHERE, EVERYONE, HOSTS, OTHER, OWN, SCOPES, SEAT, SUPERUSER

pytestmark = pytest.mark.django_db
MODELS = (SupportCase, CaseNote, CaseReference, CaseReading, CaseTally)


def secrets(world) -> set[str]:
    """The words that stand in cases."""
    return {word for word, (what, _scope) in world.canaries.items() if what == "case"}


def read_all(world, who: str) -> set[str]:
    """What this person reads of cases by pressing the button at every table."""
    browser, found = Browser(world.people[who]), set()
    for scope in SCOPES:
        path = reverse("partners:case", args=[world.places[scope].case.pk])
        answer, _written = browser.ask("POST", path, HOSTS[scope])
        found |= words_in(answer, world) & secrets(world)
    return found


def test_the_button_opens_a_case_for_the_table_only(world, figures):
    assert len(secrets(world)) == 6, "two words in each of three places"
    own = {word for word in secrets(world) if world.canaries[word][1] == OWN}
    for who in EVERYONE:
        assert read_all(world, who) == (own if who == SEAT else set()), who
    figures("cases", people=len(EVERYONE), words=len(secrets(world)), leaks=0)


def test_a_right_that_were_no_seat_would_be_caught(world, monkeypatch):
    """Teeth: superusers count as members by mistake."""
    monkeypatch.setattr(cases.permissions, "use_cases", lambda user, table: "")
    everything = SupportCase._base_manager.all()
    monkeypatch.setattr(type(SupportCase.objects), "visible_to", lambda *_args: everything)
    assert read_all(world, SUPERUSER)


def test_the_database_its_mails_and_the_log_hold_no_word_of_it(world, log, tmp_path):
    read_all(world, SEAT)
    stored = whole_database(tmp_path)
    for word in secrets(world):
        assert word not in stored
        assert word not in log.getvalue()
    for mail in Mail.objects.all():
        assert not any(word in f"{mail.subject} {mail.text}" for word in secrets(world))


def test_text_that_were_not_sealed_would_be_caught(world, monkeypatch, tmp_path):
    """Teeth: the box is left open."""
    monkeypatch.setattr(sealing, "seal", lambda text: text)
    place = world.places[OWN]
    cases.add_note(place.case, text="kanarie-open", by=world.people[SEAT])
    assert "kanarie-open" in whole_database(tmp_path)


def test_no_admin_knows_cases_and_no_other_page_of_it_shows_them(world):
    for model in MODELS:
        assert not admin.site.is_registered(model)
    browser, person = Browser(world.people[SUPERUSER]), world.people[SEAT]
    table = world.places[OWN].secret_table
    named = [("areas_user", person.pk), ("partners_roundtable", table.pk)]
    named += [("partners_roundtablekind", table.kind_id)]
    for model, pk in named:
        for page in ("change", "delete", "history"):
            path = reverse(f"admin:{model}_{page}", args=[pk])
            answer, _written = browser.ask("GET", path, HOSTS[OWN])
            text = answer.body.decode()
            assert not any(word in text for word in secrets(world)), path
            assert f"Vraag {world.places[OWN].case.number}" not in text, path


def test_a_question_to_the_admin_finds_no_case(world):
    """Lookups through a reverse name reach no text: there is none to reach."""
    browser, found = Browser(world.people[SUPERUSER]), []
    for ask in ("supportcase__notes__sealed", "casenote__sealed", "seats__casenote__sealed"):
        path = reverse("admin:partners_roundtable_changelist") + f"?{ask}__startswith=g"
        answer, _written = browser.ask("GET", path, HOSTS[OWN])
        found.append(answer.status_code)
    assert set(found) <= {302, 400}, found


def test_the_names_of_rows_say_nothing(world):
    for model in MODELS:
        for row in model._base_manager.all():
            assert not any(word in f"{row!r} {row}" for word in secrets(world))
    assert {model for model in apps.get_models() if "case" in model._meta.model_name} == set(MODELS)


def test_an_error_on_the_page_tells_nothing(world, log, monkeypatch):
    place, browser = world.places[OWN], Browser(world.people[SEAT])

    def breaks(*_args, text, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("partners.views.cases.actions.add_note", breaks)
    path = reverse("partners:case_note", args=[place.case.pk])
    from tests.access_table import key

    sent = {"text": "kanarie-in-een-fout", "form_key": key()}
    answer, _written = browser.ask("POST", path, HOSTS[OWN], sent)
    assert answer.status_code == 500
    assert "kanarie-in-een-fout" not in answer.body.decode() + log.getvalue()


def test_another_key_reads_nothing_and_renewing_keeps_everything(world, settings, capsys):
    place, sitter = world.places[OWN], world.people[SEAT]
    old, new = settings.CASE_KEYS, ["bmV3LWtleS1uZXcta2V5LW5ldy1rZXktbmV3LWtleS0="]
    settings.CASE_KEYS = new
    lost = cases.read_case(place.case, by=sitter)
    assert {note.text for note in lost.notes} == {str(cases.LOST)}
    settings.CASE_KEYS = new + old
    call_command("renew_case_keys")
    assert "renewed=" in capsys.readouterr().out
    settings.CASE_KEYS = new
    assert {note.text for note in cases.read_case(place.case, by=sitter).notes} <= secrets(world)


def test_who_sits_elsewhere_gets_what_is_not_there(world):
    browser = Browser(world.people[SEAT])
    gone, _written = browser.ask("POST", reverse("partners:case", args=[10**6]), HOSTS[OWN])
    for scope in (OTHER, ELSEWHERE):
        path = reverse("partners:case", args=[world.places[scope].case.pk])
        answer, _written = browser.ask("POST", path, HOSTS[OWN])
        assert (answer.status_code, len(answer.body)) == (gone.status_code, len(gone.body))
