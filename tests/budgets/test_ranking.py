"""Dividing by comparison: points after the window, then from the top until the money is gone."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from budgets.actions.applications import decide
from budgets.actions.ranking import divide, score
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import BallotRule, Division, Ranked, Ranking
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import now, today
from config.outbox.models import Mail
from initiatives.models import Initiative
from tests.factories import (
    ApplicationFactory,
    InitiativeFactory,
    RoundtableFactory,
    SeatFactory,
    UserFactory,
)
from tests.initiatives.test_at_once import at_once

CRITERIA = [{"name": "Draagvlak", "most": 10}, {"name": "Bereik", "most": 5}]
# Who asks how much (whole euros), and the points that they get.
ASKED = {"Anna": (400, [3, 1]), "Bram": (500, [9, 4]), "Cas": (300, [8, 5]), "Daan": (50, [1, 1])}


@pytest.fixture
def pot(oost):
    """€ 1.000 to divide over Anna, Bram, Cas and Daan, whose window closed yesterday."""
    oost.scheme.division, oost.scheme.criteria = Division.RANKING, CRITERIA
    oost.scheme.asked_from = today() - timedelta(days=30)
    oost.scheme.asked_until = today() - timedelta(days=1)
    oost.scheme.save()
    oost.budget.scheme = oost.scheme
    oost.asked = {}
    for name, (euros, _points) in ASKED.items():
        initiative = InitiativeFactory(
            area=oost.area, submitter=UserFactory(name=f"{name} Aanvrager"), title=f"Plan {name}"
        )
        day = today() - timedelta(days=9)
        asked = {"asked_cents": euros * 100, "received_on": day, "complete_on": day}
        oost.asked[name] = ApplicationFactory(initiative=initiative, budget=oost.budget, **asked)
    return oost


def scored(pot, **other):
    """Bas gives each its points; `other` points for some."""
    for name, (_euros, points) in ASKED.items():
        given = {"points": other.get(name, points), "reason": f"Omdat {name}."}
        score(application=pot.asked[name], **given, by=pot.bas)


def divided(pot) -> dict[str, int]:
    """Bas divides; what each gets, in whole euros."""
    found = divide(budget=pot.budget, scheme=pot.scheme, by=pot.bas)
    names = {one.pk: name for name, one in pot.asked.items()}
    lines = found.lines.order_by("place")
    return {names[line.application_id]: line.granted_cents // 100 for line in lines}


@pytest.mark.django_db
class TestDividing:
    def test_from_the_top_until_there_is_too_little_and_then_nobody(self, pot):
        scored(pot)
        # € 200 is left for Anna who asks € 400; Daan's € 50 would fit, and comes after her.
        assert divided(pot) == {"Bram": 500, "Cas": 300, "Anna": 0, "Daan": 0}
        pot.asked["Anna"].refresh_from_db()
        decision = pot.asked["Anna"].decision
        assert not decision.granted
        assert "Plaats 3 op de ranglijst, met 4 punten. Het geld was op" in decision.reason
        assert "Omdat Anna." in decision.reason
        assert Mail.objects.filter(purpose="application-decided").count() == len(ASKED)

    def test_a_place_on_the_list_says_why_it_differs_from_what_a_table_advised(self, pot):
        table = RoundtableFactory(area=pot.area, kind__municipality=pot.area.municipality)
        BallotRule.objects.create(scheme=pot.scheme, kind=table.kind, standing="advises")
        lea = SeatFactory(roundtable=table, leads=True, votes=True).user
        for one in pot.asked.values():
            ballot = open_ballot(application=one, by=lea)
            vote(ballot=ballot, choice="for", reason="Mooi plan.", by=lea)
            close_ballot(ballot=ballot, by=lea)
        scored(pot)
        assert divided(pot)["Anna"] == 0
        said = {name: one.decision.deviation for name, one in pot.asked.items()}
        assert said["Bram"] == ""
        assert said["Anna"] == "Plaats 3 op de ranglijst, met 4 punten."

    def test_the_last_one_gets_what_is_left_where_the_scheme_says_so(self, pot):
        pot.scheme.last_in_part = True
        pot.scheme.save()
        scored(pot)
        assert divided(pot) == {"Bram": 500, "Cas": 300, "Anna": 200, "Daan": 0}
        pot.budget.refresh_from_db()
        assert pot.budget.left_cents == 0

    def test_of_equal_points_who_was_complete_first_goes_first(self, pot):
        scored(pot, Bram=[5, 5], Cas=[5, 5], Anna=[5, 5], Daan=[0, 0])
        cas = pot.asked["Cas"]
        cas.complete_on -= timedelta(days=1)
        cas.save(update_fields=["complete_on"])
        assert list(divided(pot)) == ["Cas", "Anna", "Bram", "Daan"]

    def test_the_last_points_count_and_none_are_changed(self, pot):
        scored(pot)
        score(application=pot.asked["Daan"], points=[10, 5], reason="Toch.", by=pot.bas)
        assert next(iter(divided(pot))) == "Daan"
        with pytest.raises(DatabaseError), transaction.atomic():
            Ranked.objects.update(granted_cents=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            Ranking.objects.all().delete()

    def test_nothing_is_divided_before_everyone_has_points(self, pot):
        with pytest.raises(Refused, match="nog geen punten"):
            divided(pot)
        scored(pot)
        pot.asked["Cas"].complete_on = None
        pot.asked["Cas"].save(update_fields=["complete_on"])
        with pytest.raises(Refused, match="wacht nog op een aanvulling"):
            divided(pot)

    def test_nothing_is_compared_while_people_can_ask(self, pot):
        with time_machine.travel(now() - timedelta(days=2)):
            with pytest.raises(Refused, match="Aanvragen kan nog tot en met"):
                scored(pot)
            with pytest.raises(Refused, match="Aanvragen kan nog tot en met"):
                divided(pot)

    def test_a_grant_outside_the_list_is_refused_and_a_refusal_is_not(self, pot):
        anna = pot.asked["Anna"]
        given = {"application": anna, "reason": "Goed.", "by": pot.bas}
        with pytest.raises(Refused, match="via de ranglijst"):
            decide(**given, granted=True, amount_cents=1_000)
        decide(**given, ground="ceiling", granted=False)
        assert anna.state == "refused"

    @pytest.mark.parametrize("points", [[11, 1], [1], [-1, 0], [1, 1, 1]])
    def test_points_are_those_of_the_scheme(self, pot, points):
        with pytest.raises(Refused, match="Geef elk onderdeel punten"):
            score(application=pot.asked["Anna"], points=points, reason="Zo.", by=pot.bas)

    @pytest.mark.parametrize("who", ["ada", "rosa", "raf", "wim", "stan"])
    def test_only_who_decides_compares(self, pot, who):
        with pytest.raises(PermissionDenied):
            score(application=pot.asked["Anna"], points=[1, 1], reason="Zo.", by=getattr(pot, who))
        with pytest.raises(PermissionDenied):
            divide(budget=pot.budget, scheme=pot.scheme, by=getattr(pot, who))

    def test_nobody_divides_over_their_own_request(self, pot):
        scored(pot)
        pot.asked["Daan"].asked_by = pot.bas
        pot.asked["Daan"].save(update_fields=["asked_by"])
        with pytest.raises(PermissionDenied, match="zelf ingevoerd"):
            divided(pot)
        assert not Ranking.objects.exists()

    def test_the_money_is_counted_at_the_moment_of_dividing(self, pot):
        scored(pot)
        idea = InitiativeFactory(area=pot.area)
        other = ApplicationFactory(initiative=idea, budget=pot.budget)
        pot.scheme.division = ""
        other.scheme = pot.scheme
        decide(application=other, granted=True, amount_cents=30_000, reason="Los.", by=pot.bas)
        pot.scheme.division = Division.RANKING
        assert divided(pot) == {"Bram": 500, "Cas": 0, "Anna": 0, "Daan": 0}


@pytest.mark.django_db
class TestThePages:
    def test_the_list_is_public_and_names_nobody(self, pot, client_of):
        scored(pot)
        divided(pot)
        hidden = {"released_at": None, "released_by": None}
        Initiative.objects.filter(title="Plan Cas").update(**hidden)
        page = client_of(pot.stan).get(Ranking.objects.get().get_absolute_url()).content.decode()
        assert "Plan Bram" in page
        assert "€\xa0500,00" in page
        assert f"Aanvraag {pot.asked['Cas'].pk}" in page
        assert "Plan Cas" not in page
        assert "Aanvrager" not in page
        budget = client_of(pot.stan).get(pot.budget.get_absolute_url()).content.decode()
        assert Ranking.objects.get().get_absolute_url() in budget

    def test_who_decides_gives_points_and_divides_with_a_button(self, pot, client_of):
        client = client_of(pot.bas)
        url = reverse("budgets:rank", args=[pot.budget.pk, pot.scheme.pk])
        assert url in client.get(pot.asked["Anna"].get_absolute_url()).content.decode()
        assert "nog geen punten" in client.get(url).content.decode()
        anna = reverse("budgets:score", args=[pot.asked["Anna"].pk])
        data = {"points_0": "11", "points_1": "2", "reason": "Mooi.", "form_key": new_key()}
        wrong = client.post(anna, data).content.decode()
        assert "Mooi.</textarea>" in wrong
        assert client.post(anna, data | {"points_0": "1"}).status_code == 302
        scored(pot)
        page = client.get(url).content.decode()
        assert "niets, het geld is dan op" in page
        done = client.post(url, {"form_key": new_key()})
        assert done.url == Ranking.objects.get().get_absolute_url()
        assert client_of(pot.ada).get(url).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_of_many_divisions_at_once_one_is_done_and_the_money_goes_once(pot):
    scored(pot)
    done = at_once(lambda _n: divide(budget=pot.budget, scheme=pot.scheme, by=pot.bas))
    assert len([one for one in done if one]) == 1
    pot.budget.refresh_from_db()
    assert pot.budget.reserved_cents == 80_000
    assert Ranked.objects.count() == len(ASKED)
