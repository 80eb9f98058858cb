"""A subsidy that is refused, in whole or in part, rests on a ground of the law (Awb 4:25, 4:35)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets.actions.applications import decide
from budgets.letter_kinds import SAYS
from budgets.models import Decision, LetterKind, RefusalGround
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from tests.factories import ApplicationFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db
BROKE = "De aanvrager is failliet"


def decided(application, by, cents=0, ground="", text=""):
    """Bas grants this much of the € 300."""
    given = {"granted": cents > 0, "amount_cents": cents, "ground": ground, "ground_text": text}
    return decide(application=application, **given, reason="Zo is het.", by=by)


@pytest.mark.parametrize("ground", RefusalGround.values)
def test_mail_and_letter_name_the_ground_beside_the_reason(oost, request_of_300, ground):
    text = "artikel 7 van de verordening" if ground == "other" else ""
    said = decided(request_of_300, oost.bas, ground=ground, text=text).ground_words
    assert str(RefusalGround(ground).label) in said
    assert text in said
    assert said in Mail.objects.get().text
    kind = LetterKind.REFUSED
    letter = dict(SAYS[kind](request_of_300, kind, {}, today()))
    assert letter["Waarom"] == f"Zo is het.\n\nDe grond: {said}"


@pytest.mark.parametrize(
    ("cents", "ground", "text", "reason"),
    [
        (0, "", "", "Kies een grond"),
        (29_999, "", "", "Kies een grond"),
        (30_000, "1a", "", "en anders niet"),
        (0, "other", " ", "welke andere grond"),
        (0, "1a", "artikel 7", "bij een vaste grond niets"),
    ],
)
def test_less_has_a_ground_and_all_of_it_has_none(
    oost, request_of_300, cents, ground, text, reason
):
    with pytest.raises(Refused, match=reason):
        decided(request_of_300, oost.bas, cents, ground, text)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("construction", ["holder", "own", "in_kind"])
def test_what_is_no_subsidy_is_refused_without_a_ground_of_the_law(oost, client_of, construction):
    oost.scheme.construction, oost.scheme.holder_text = construction, "Cardanus"
    oost.scheme.save()
    oost.budget.refresh_from_db()
    wish = ApplicationFactory(initiative=oost.initiative, budget=oost.budget, decide_by=None)
    page = client_of(oost.bas).get(reverse("budgets:decide", args=[wish.pk])).text
    assert "grond" not in page.lower()
    with pytest.raises(Refused, match="minder subsidie"):
        decided(wish, oost.bas, ground="1a")
    assert decided(wish, oost.bas).ground == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ground": ""}, "Kies een grond: u kent niet alles toe."),
        ({"ground": "other"}, "Schrijf op welke grond."),
        ({"ground_text": "Artikel 7."}, "Laat dit leeg, of kies"),
        ({"amount": "300"}, "Kies “Alles wordt toegekend”"),
        ({"ground": "9z"}, "geldige keuze"),
    ],
)
def test_the_page_asks_for_it_and_shows_it_before_it_is_final(
    oost, request_of_300, client_of, wrong, said
):
    bas, url = client_of(oost.bas), reverse("budgets:decide", args=[request_of_300.pk])
    right = {"granted": "ja", "amount": "200", "reason": "Zo is het.", "ground": "2b"}
    form = bas.get(url)
    assert said in bas.post(url, filled(form, **right | wrong, bevestigen="1")).text
    assert BROKE in bas.post(url, filled(form, **right)).text
    assert not Decision.objects.exists()
    bas.post(url, filled(form, **right, bevestigen="1"))
    assert Decision.objects.get().ground == "2b"


def test_it_is_for_who_asked_and_colleagues_and_not_for_the_site(oost, request_of_300, client_of):
    decided(request_of_300, oost.bas, ground="2b")
    for who, reads in ((oost.rosa, True), (oost.ada, True), (oost.stan, False), (oost.raf, False)):
        page = client_of(who).get(request_of_300.get_absolute_url()).text
        assert (BROKE in page) is reads, who
        assert "Zo is het." in page


def test_the_database_keeps_what_it_was_and_knows_the_grounds(oost, request_of_300):
    given = {"application": request_of_300, "granted": False, "reason": "Nee.", "by": oost.bas}
    for wrong in ({"ground": "9z"}, {"ground": "other"}, {"ground": "1a", "ground_text": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(**given, **wrong)
    made = decided(request_of_300, oost.bas, ground="1c")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(ground="1a")
