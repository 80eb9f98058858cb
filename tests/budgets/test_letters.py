"""A letter of a decision: what it must say, that it stays, who reads it; and objections to it."""

import datetime
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from areas.models import User
from areas.roles import RoleKind
from budgets.actions.terms import put_off
from budgets.actions.written import note_objection, settle_objection
from budgets.models import Construction, Letter
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.budgets.written import GIVEN, sent
from tests.factories import person


def test_it_says_all_that_the_law_asks(decided):
    letter = sent(decided)
    said = "\n".join(f"{heading} {text}" for heading, text in letter.parts)
    for word in (
        "€\xa0200,00 toe van de €\xa0300,00", "Hout is goedkoper.",
        "Verordening buurtgeld, artikel 3",
        "Plaats het bankje", "namens" , "teamleider Gebieden", "Postbus 1",
        "https://voorbeeld.example/bezwaar", "tot en met woensdag 30 december 2026", "4:87",
        "14 0172",
    ):  # fmt: skip
        assert word.lower() in said.lower(), word
    assert letter.kind == "partly"
    assert letter.objection_until == datetime.date(2026, 12, 30)


def test_it_stays_as_it_was_sent(decided):
    letter = sent(decided)
    assert letter.digest == sha256(letter.body.encode()).hexdigest()
    for change in (Letter.objects.all().delete, lambda: Letter.objects.update(body="[]")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_mail_says_that_it_is_there_and_not_what_is_in_it(decided):
    letter = sent(decided)
    mail = Mail.objects.latest("pk")
    assert mail.purpose == "application-letter"
    assert letter.get_absolute_url() in mail.text
    assert "30 december 2026" in mail.text
    assert "200" not in mail.text
    assert "goedkoper" not in mail.text


@pytest.mark.parametrize("part", ["duties", "contact"])
def test_a_letter_without_a_part_is_not_sent(decided, part):
    if part == "contact":
        decided.scheme.legal_basis = ""
        decided.scheme.save()
        decided.request.scheme.refresh_from_db()
    with pytest.raises(Refused, match="niet compleet"):
        sent(decided, **({"duties": " "} if part == "duties" else {}))
    assert not Letter.objects.exists()


def test_a_decision_that_is_put_off_has_a_letter_without_objection(oost, request_of_300):
    oost.scheme.legal_basis = "Verordening buurtgeld"
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    oost.request = request_of_300
    with pytest.raises(Refused, match="nog geen besluit"):
        sent(oost)
    until = request_of_300.decide_by + datetime.timedelta(weeks=3)
    put_off(application=request_of_300, until=until, text="Wij wachten op advies.", by=oost.ada)
    letter = sent(oost)
    assert (letter.kind, letter.objection_until) == ("extended", None)
    assert "Wij wachten op advies." in letter.body
    with pytest.raises(Refused, match="geen bezwaar"):
        note_objection(letter=letter, reference="B-1", received_on=letter.on, by=oost.ada)


def test_only_a_subsidy_has_a_letter_of_the_law(decided):
    decided.scheme.construction = Construction.OWN
    decided.scheme.save()
    decided.request.scheme.refresh_from_db()
    with pytest.raises(PermissionDenied, match="Alleen voor een subsidie"):
        sent(decided)


def test_who_reads_it(decided, client_of):
    url = sent(decided).get_absolute_url()
    assert "Hout is goedkoper." in client_of(decided.rosa).get(url).content.decode()
    assert client_of(decided.bas).get(url).status_code == 200
    assert client_of(decided.stan).get(url).status_code == 404


def test_the_page_sends_it_once(decided, client_of):
    client, url = client_of(decided.ada), reverse("budgets:letter_write", args=[decided.request.pk])
    key = client.get(url).context["form"]["form_key"].value()
    page = client.post(url, GIVEN | {"form_key": key, "duties": ""}).text
    assert "Dit veld is verplicht." in page
    assert GIVEN["period"] in page
    late = client.post(url, GIVEN | {"form_key": key, "account_by": "2026-01-01"})
    assert "Kies een dag na vandaag." in late.text
    for _press in range(2):
        client.post(url, GIVEN | {"form_key": key})
    assert Letter.objects.count() == 1


def test_an_objection_has_its_own_term_and_one_outcome(decided, at):
    letter = sent(decided)
    with at(2027, 1, 4):
        made = note_objection(
            letter=letter, reference="B-1", received_on=datetime.date(2026, 12, 31), by=decided.ada
        )
        assert not made.is_in_time
        assert made.decide_by == datetime.date(2027, 2, 10)
        with pytest.raises(Refused, match="staat er al"):
            note_objection(letter=letter, reference="B-1", received_on=letter.on, by=decided.ada)
        settle_objection(objection=made, state="inadmissible", by=decided.ada)
        with pytest.raises(Refused, match="al beslist"):
            settle_objection(objection=made, state="founded", by=decided.ada)
    assert made.decided_on == datetime.date(2027, 1, 4)


def test_who_decided_does_not_decide_on_the_objection(decided, client_of):
    person(RoleKind.ADVISOR_SOCIAL, decided.area, "Bas Budgethouder")
    bas, letter = User.objects.get(pk=decided.bas.pk), sent(decided)
    made = note_objection(letter=letter, reference="B-1", received_on=letter.on, by=bas)
    with pytest.raises(PermissionDenied, match="Awb 10:3"):
        settle_objection(objection=made, state="unfounded", by=bas)
    step = reverse("budgets:objection_settle", args=[made.pk])
    assert step in client_of(decided.ada).get(letter.get_absolute_url()).text
    assert step not in client_of(bas).get(letter.get_absolute_url()).text


@pytest.mark.parametrize("who", ["rosa", "stan", "bas"])
def test_others_keep_no_objections(decided, who):
    letter = sent(decided)
    with pytest.raises(PermissionDenied):
        note_objection(
            letter=letter, reference="B-1", received_on=letter.on, by=getattr(decided, who)
        )
