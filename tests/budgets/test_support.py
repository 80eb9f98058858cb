"""How many people must support an initiative for a scheme: counted, frozen, and said in words."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.db.models import F

from budgets.actions.applications import apply_for_money
from budgets.actions.support import freeze_all, support_of
from budgets.models import SupportCount
from config.lib.access import Refused
from config.lib.clock import now, today
from config.look.templatetags.gebiedswerk import date_nl
from initiatives.actions.endorse import forget_endorsements
from initiatives.models import Endorsement, Initiative

pytestmark = pytest.mark.django_db
NEEDED = 3


@pytest.fixture
def asks(oost):
    """A scheme that asks for three people of the area, within two weeks."""
    oost.scheme.min_endorsements, oost.scheme.support_weeks = NEEDED, 2
    oost.scheme.save()
    return oost


def supported(place, inside=0, outside=0):
    """People pressed their mailed link today."""
    for number in range(inside + outside):
        Endorsement.objects.create(
            initiative=place.initiative,
            email=f"{place.initiative.supported}-{number}@example.org",
            inside=number < inside,
            confirmed_at=now(),
        )
    Initiative.objects.filter(pk=place.initiative.pk).update(
        supported_inside=F("supported_inside") + inside,
        supported_outside=F("supported_outside") + outside,
    )
    place.initiative.refresh_from_db()


def ask(place):
    """Rosa asks € 300."""
    return apply_for_money(
        initiative=place.initiative,
        scheme=place.scheme,
        asked_cents=30_000,
        purpose="Hout",
        by=place.rosa,
    )


def days_later(days):
    """So many days after now."""
    return time_machine.travel(now() + timedelta(days=days))


def test_without_a_threshold_nothing_is_counted(oost):
    assert ask(oost)
    assert not SupportCount.objects.exists()


def test_too_few_is_refused_with_how_many_and_until_when(asks):
    supported(asks, inside=2, outside=5)
    day = date_nl(today() + timedelta(weeks=2))
    with pytest.raises(Refused, match=f"2 mensen uit het gebied.*3: vraag uw buren.*{day}"):
        ask(asks)


def test_from_everywhere_counts_where_the_scheme_says_so(asks):
    asks.scheme.support_everywhere = True
    asks.scheme.save()
    supported(asks, inside=1, outside=2)
    assert ask(asks)


def test_asked_in_time_it_is_not_frozen_before_the_time_is_over(asks):
    supported(asks, inside=3)
    ask(asks)
    assert freeze_all() == 0
    with days_later(15):
        assert [freeze_all() for _ in range(2)] == [1, 0]
    count = SupportCount.objects.get()
    assert (count.inside, count.outside) == (3, 0)
    assert count.until == today() + timedelta(weeks=2)


def test_frozen_it_stays_whoever_comes_or_is_erased(asks):
    supported(asks, inside=2, outside=1)
    with days_later(15):
        freeze_all()
        supported(asks, inside=9)
        forget_endorsements(Endorsement.objects.all())
        found = support_of(asks.initiative, asks.scheme)
        assert (found.count, found.is_over) == (2, True)
        with pytest.raises(Refused, match=r"2 mensen .* steunden het, geteld tot en met .* 3\."):
            ask(asks)
    with pytest.raises(DatabaseError), transaction.atomic():
        SupportCount.objects.update(inside=9)


def test_who_came_after_the_last_day_does_not_count_though_the_job_ran_late(asks):
    supported(asks, inside=2)
    with days_later(20):
        supported(asks, inside=4)
        assert support_of(asks.initiative, asks.scheme).count == 2
        freeze_all()
    assert SupportCount.objects.get().inside == 2


def test_a_changed_rule_does_not_count_again(asks):
    supported(asks, inside=3)
    with days_later(15):
        freeze_all()
        asks.scheme.pk, asks.scheme.valid_from = None, today()
        asks.scheme.save(force_insert=True)
        supported(asks, inside=5)
        assert support_of(asks.initiative, asks.scheme).count == 3


def test_without_a_time_it_is_counted_on_the_day_of_the_request(asks):
    asks.scheme.support_weeks = None
    asks.scheme.save()
    supported(asks, inside=3)
    ask(asks)
    count = SupportCount.objects.get()
    assert (count.inside, count.until) == (3, today())


def test_the_initiator_reads_the_number_and_the_day(asks, client_of):
    supported(asks, inside=2)
    form = client_of(asks.rosa).get(f"/geld/aanvragen/nieuw/{asks.initiative.pk}/")
    day = date_nl(today() + timedelta(weeks=2))
    assert f"steun van 2 van de 3, nog tot en met {day}" in form.content.decode()
    supported(asks, inside=1)
    application = ask(asks)
    page = client_of(asks.rosa).get(application.get_absolute_url()).content.decode()
    assert "3 mensen uit het gebied steunen het; 3 is genoeg." in page
    with days_later(15):
        freeze_all()
        supported(asks, inside=1)
        page = client_of(asks.rosa).get(application.get_absolute_url()).content.decode()
    assert "3 mensen uit het gebied steunden het, geteld tot en met" in page


def test_may_i_asks_for_the_support_and_says_what_is_needed(asks, client):
    asks.area.municipality.host = "testserver"
    asks.area.municipality.save()
    url = f"/geld/mag-dit/?gebied={asks.area.slug}&bedrag=300"
    assert "Nodig is de steun van 3 mensen uit het gebied." in client.get(url).content.decode()
    few = client.get(f"{url}&steun=2").content.decode()
    assert "2 mensen uit het gebied steunen het. Nodig zijn er 3: vraag uw buren." in few
    enough = client.get(f"{url}&steun=3").content.decode()
    assert "3 mensen uit het gebied steunen het; 3 is genoeg." in enough
