"""The lists and the page: what is on them, for whom, and what they cost."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from initiatives.models import State
from initiatives.tables import HandlingTable, InitiativeTable
from tests.factories import (
    ActionFactory,
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    MunicipalityFactory,
    ThemeFactory,
)
from tests.initiatives.test_pictures import stored

LIST, HANDLING = "initiatives:list", "initiatives:handling"


def titles(client, url) -> list[str]:
    """What the list shows, in order."""
    return [row.record.title for row in client.get(url).context["table"].paginated_rows]


@pytest.fixture
def queries(django_db_blocker):
    """How many queries a page takes."""
    from django.db import connection

    def count(client, url):
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    return count


def test_the_newest_comes_first_and_only_what_is_public(oost, client):
    for title in ("Eerste", "Tweede"):
        InitiativeFactory(area=oost.area, title=title)
    InitiativeFactory(area=oost.area, title="Ingetrokken", state=State.WITHDRAWN)
    assert titles(client, reverse(LIST)) == ["Tweede", "Eerste"]


def test_it_filters_on_area_with_all_below_theme_state_and_words(oost, client):
    below = AreaFactory(name="Oost-Noord", municipality=oost.area.municipality, parent=oost.area)
    groen, heel = oost.theme, ThemeFactory(municipality=oost.area.municipality, code="heel")
    InitiativeFactory(area=below, title="Éénhoorn", theme=groen, search="eenhoorn")
    InitiativeFactory(area=oost.west, title="Wip", theme=heel, state=State.DONE)
    url = reverse(LIST)
    assert titles(client, url + "?gebied=oost") == ["Éénhoorn"]
    assert titles(client, url + "?gebied=oost-noord") == ["Éénhoorn"]
    assert titles(client, url + "?thema=heel") == ["Wip"]
    assert titles(client, url + "?stand=done") == ["Wip"]
    assert titles(client, url + "?q=ÉENhoorn") == ["Éénhoorn"]
    assert titles(client, url + "?gebied=oost&stand=done") == []


@pytest.mark.parametrize(
    "query",
    ["gebied=%F0%9F", "gebied=a b", "thema=x", "stand=unconfirmed", "na=x", "q=" + "x" * 999],
)
def test_what_is_no_filter_does_no_harm(oost, client, query):
    assert client.get(f"{reverse(LIST)}?{query}").status_code == 200


def test_pages_of_25_show_everything_once(oost, client):
    for number in range(60):
        InitiativeFactory(area=oost.area, title=f"Idee {number}", submitter=oost.rosa)
    seen, url = [], reverse(LIST)
    while url:
        page = client.get(url).context["page"]
        seen += [row.title for row in page.object_list]
        url = reverse(LIST) + page.next_url if page.next_url else ""
    assert seen == [f"Idee {number}" for number in reversed(range(60))]


def test_another_municipality_is_not_on_it(oost, client):
    elsewhere = AreaFactory(name="Elders", municipality=MunicipalityFactory(name="Bergstad"))
    other = InitiativeFactory(area=elsewhere, title="Van de buren")
    assert titles(client, reverse(LIST)) == []
    assert client.get(other.get_absolute_url()).status_code == 404


def test_rows_print_every_column_of_the_table(oost, public, client, client_of):
    for browser, url, table in (
        (client, LIST, InitiativeTable),
        (client_of(oost.ada), HANDLING, HandlingTable),
    ):
        page = browser.get(reverse(url)).content.decode()
        for column in table.base_columns.values():
            assert page.count(f'data-label="{column.verbose_name}"') == 1


def test_pages_of_visitors_hold_no_form_that_is_sent_and_no_key(public, client):
    for url in (reverse(LIST), public.get_absolute_url()):
        answer = client.get(url)
        assert "csrfmiddlewaretoken" not in answer.content.decode()
        assert "form_key" not in answer.content.decode()
        assert "Set-Cookie" not in answer.headers


def test_the_list_takes_as_many_queries_for_one_as_for_many(oost, client, queries):
    InitiativeFactory(area=oost.area, theme=oost.theme)
    one = queries(client, reverse(LIST))
    for _number in range(30):
        InitiativeFactory(area=oost.area, theme=oost.theme)
    assert queries(client, reverse(LIST)) == one <= 12
    assert queries(client, reverse(LIST) + "?gebied=oost") <= 12


def test_the_page_takes_as_many_queries_with_much_on_it(oost, public, client, client_of, queries):
    public.action = ActionFactory(area=oost.area)
    public.save()
    ApplicationFactory(initiative=public)
    stored(public, oost.rosa)
    public.notes.create(kind="news", text="Nieuws", by=oost.ada)
    one = queries(client, public.get_absolute_url())
    ada = queries(client_of(oost.ada), public.get_absolute_url())
    for number in range(5):
        stored(public, oost.rosa)
        public.notes.create(kind="news", text=f"Nieuws {number}", by=oost.ada)
        public.notes.create(kind="internal", text=f"Notitie {number}", by=oost.wim)
        application = ApplicationFactory.build(initiative=public, state="withdrawn")
        application.budget = public.applications.first().budget
        application.save()
    assert queries(client, public.get_absolute_url()) == one <= 12
    assert queries(client_of(oost.ada), public.get_absolute_url()) == ada


def test_colleagues_have_a_list_with_what_is_not_public_too(oost, public, client_of):
    InitiativeFactory(area=oost.area, title="Nog niet openbaar", released_at=None)
    InitiativeFactory(area=oost.area, title="Niet bevestigd", released_at=None, state="unconfirmed")
    InitiativeFactory(area=oost.west, title="Van West", released_at=None)
    ada = client_of(oost.ada)
    assert titles(ada, reverse(HANDLING)) == ["Nog niet openbaar", public.title]
    assert titles(ada, reverse(HANDLING) + "?openbaar=nee") == ["Nog niet openbaar"]
    assert titles(client_of(oost.wim), reverse(HANDLING)) == ["Van West"]


def test_who_is_no_colleague_has_no_such_list(oost, client, client_of):
    for other in (oost.rosa, oost.stan, oost.raf):
        assert client_of(other).get(reverse(HANDLING)).status_code == 403
    assert client.get(reverse(HANDLING)).url.startswith("/inloggen/")


def test_ones_own_list_holds_only_ones_own(oost, public, client, client_of):
    InitiativeFactory(area=oost.area, title="Van Stan", submitter=oost.stan, released_at=None)
    page = client_of(oost.rosa).get(reverse("initiatives:mine")).content.decode()
    assert public.title in page
    assert "Van Stan" not in page
    assert client.get(reverse("initiatives:mine")).url.startswith("/inloggen/")
    assert (
        "U heeft nog geen idee"
        in client_of(oost.wim).get(reverse("initiatives:mine")).content.decode()
    )


def test_the_link_in_a_mail_leads_through_the_login_to_the_page(oost, client, client_of):
    url = reverse("initiatives:follow", args=[oost.initiative.pk])
    assert url in client.get(url).url
    assert client_of(oost.rosa).get(url).url == oost.initiative.get_absolute_url()
    assert client_of(oost.stan).get(url).status_code == 404


def test_contact_data_shows_to_who_has_that_right(oost, public, client_of):
    for reader in (oost.ada, oost.bea):
        page = client_of(reader).get(public.get_absolute_url()).content.decode()
        assert oost.rosa.email in page
    for other in (oost.cor, oost.wim, oost.raf, oost.stan):
        page = client_of(other).get(public.get_absolute_url()).content.decode()
        assert oost.rosa.email not in page


def test_money_that_was_decided_shows_with_the_reason(oost, public, client):
    from budgets.models import Decision

    application = ApplicationFactory(initiative=public, asked_cents=125_000, state="granted")
    Decision.objects.create(
        application=application,
        granted=True,
        amount_cents=100_000,
        reason="Mooi plan.",
        by=oost.ada,
    )
    page = client.get(public.get_absolute_url()).content.decode()
    for part in ("€\xa01.250,00", "€\xa01.000,00", "Mooi plan."):
        assert part in page


def test_the_number_above_the_list_is_that_of_the_rows(oost, client):
    from initiatives.actions.tally import recount

    below = AreaFactory(name="Oost-Noord", municipality=oost.area.municipality, parent=oost.area)
    for area in (oost.area, below, oost.west):
        for number in range(26):
            state = State.DONE if number % 2 else State.RUNNING
            InitiativeFactory(area=area, state=state, submitter=oost.rosa, theme=oost.theme)
    recount()
    numbers = {
        "": 78,
        "?gebied=oost": 52,
        "?gebied=oost-noord": 26,
        "?stand=done": 39,
        "?gebied=oost&stand=done": 26,
        "?thema=groen": 78,
        "?q=bankje": 78,
        "?gebied=nergens": 0,
    }
    for query, number in numbers.items():
        context = client.get(reverse(LIST) + query).context
        assert (query, context["count"]) == (query, number)
        assert context["filter"].qs.count() == number
