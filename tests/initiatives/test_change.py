"""Changing an initiative: the initiator their own, an advisor area, theme and text; linking."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.audit.models import Event
from config.lib.access import Refused
from initiatives.actions.handle import link_action, release
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Tally
from tests.factories import ActionFactory, AreaFactory, GoalFactory, InitiativeFactory


def url_of(initiative, name):
    """A page of an initiative."""
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def filled(client, url, **changes):
    """The form of a page as it is shown, with changes."""
    form = client.get(url).context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False):
            data[name] = getattr(value, "pk", value)
    return data | changes


def test_before_it_is_public_the_initiator_changes_everything(oost, client_of):
    rosa, url = client_of(oost.rosa), url_of(oost.initiative, "edit")
    data = filled(rosa, url, title="Twee bankjes", name_public="on")
    assert rosa.post(url, data).url == oost.initiative.get_absolute_url()
    one = Initiative.objects.get()
    assert (one.title, one.name_public, one.search) == ("Twee bankjes", True, "twee bankjes")
    assert one.version == oost.initiative.version + 1
    changes = Event.objects.get(verb="initiative.changed").changes
    assert changes["title"] == []
    consent = Event.objects.get(verb="initiative.name_consent").changes
    assert consent == {"name_public": [False, True]}


def test_after_that_only_phone_and_consent(oost, public, client_of):
    rosa, url = client_of(oost.rosa), url_of(public, "edit")
    form = rosa.get(url).context["form"]
    assert set(form.fields) == {"contact_phone", "name_public", "row_version"}
    rosa.post(url, filled(rosa, url, title="Iets anders", name_public="on"))
    one = Initiative.objects.get()
    assert one.title == "Bankje bij de vijver"
    assert one.public_author == "Rosa Resident"


def test_consent_can_be_taken_back_and_the_name_leaves_the_site(oost, public, client, client_of):
    Initiative.objects.update(name_public=True)
    assert "Rosa Resident" in client.get(public.get_absolute_url()).content.decode()
    rosa, url = client_of(oost.rosa), url_of(public, "edit")
    data = filled(rosa, url)
    del data["name_public"]
    assert rosa.post(url, data).status_code == 302
    assert "Rosa" not in client.get(public.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["ada", "stan", "wim", "bea"])
def test_nobody_else_changes_it_in_the_initiators_name(oost, public, client_of, who):
    browser = client_of(getattr(oost, who))
    assert browser.get(url_of(public, "edit")).status_code == 403
    assert browser.post(url_of(public, "edit"), {"title": "Gekaapt"}).status_code == 403


def test_of_initiator_and_advisor_who_change_at_once_the_second_sees_both_texts(oost, client_of):
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    own, details = url_of(oost.initiative, "edit"), url_of(oost.initiative, "details")
    hers, theirs = filled(rosa, own, title="Van Rosa"), filled(ada, details, title="Van Ada")
    assert ada.post(details, theirs).status_code == 302
    answer = rosa.post(own, hers)
    page = answer.content.decode()
    assert "Van Rosa" in page
    assert "Van Ada" in page
    assert Initiative.objects.get().title == "Van Ada"
    hers["row_version"] = answer.context["form"]["row_version"].value()
    assert rosa.post(own, hers).status_code == 302
    assert Initiative.objects.get().title == "Van Rosa"


def test_a_release_meanwhile_stops_the_initiators_change(oost, client_of):
    rosa, url = client_of(oost.rosa), url_of(oost.initiative, "edit")
    data = filled(rosa, url, title="Niet gelezen door Ada")
    release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)
    rosa.post(url, data)
    assert Initiative.objects.get().title == "Bankje bij de vijver"


def test_an_advisor_puts_area_theme_and_text_right_and_the_counts_follow(oost, public, client_of):
    recount()
    below = AreaFactory(name="Oost-Noord", municipality=oost.area.municipality, parent=oost.area)
    ada, url = client_of(oost.ada), url_of(public, "details")
    data = filled(ada, url, area=below.pk, text="Zonder naam.")
    assert ada.post(url, data).url == public.get_absolute_url()
    one = Initiative.objects.get()
    assert (one.area, one.text) == (below, "Zonder naam.")
    assert list(Tally.objects.filter(count=1).values_list("area_id", flat=True)) == [below.pk]
    assert recount() == 0


def test_handing_it_to_an_area_of_others_leads_back_to_ones_own_list(oost, client_of):
    ada, url = client_of(oost.ada), url_of(oost.initiative, "details")
    answer = ada.post(url, filled(ada, url, area=oost.west.pk))
    assert answer.url == reverse("initiatives:handling")
    assert ada.get(url).status_code == 404
    assert client_of(oost.wim).get(url).status_code == 200


def test_an_area_of_another_municipality_cannot_be_chosen(oost, client_of):
    from tests.factories import MunicipalityFactory

    elsewhere = AreaFactory(name="Elders", municipality=MunicipalityFactory(name="Bergstad"))
    ada, url = client_of(oost.ada), url_of(oost.initiative, "details")
    assert ada.post(url, filled(ada, url, area=elsewhere.pk)).status_code == 200
    assert Initiative.objects.get().area == oost.area


def test_an_advisor_links_it_to_an_action_and_everyone_sees_the_chain(
    oost, public, client, client_of
):
    goal = GoalFactory(plan__area=oost.area, title="Meer zitplekken")
    action = ActionFactory(area=oost.area, goal=goal, title="Bankjes plaatsen")
    ada, url = client_of(oost.ada), url_of(public, "link")
    assert ada.post(url, filled(ada, url, action=action.pk)).status_code == 302
    page = client.get(public.get_absolute_url()).content.decode()
    assert "Bankjes plaatsen" in page
    assert "Meer zitplekken" in page
    assert action.initiatives.get() == public
    link_action(initiative=Initiative.objects.get(), action=None, by=oost.ada)
    assert not action.initiatives.exists()


def test_an_internal_action_shows_to_colleagues_only(oost, public, client, client_of):
    action = ActionFactory(area=oost.area, public=False, title="Nog geheim")
    link_action(initiative=public, action=action, by=oost.ada)
    assert "Nog geheim" not in client.get(public.get_absolute_url()).content.decode()
    assert "Nog geheim" in client_of(oost.ada).get(public.get_absolute_url()).content.decode()


def test_an_action_that_one_may_not_see_cannot_be_chosen(oost, public, client_of):
    hidden = ActionFactory(area=oost.west, public=False)
    ada, url = client_of(oost.ada), url_of(public, "link")
    assert ada.post(url, filled(ada, url, action=hidden.pk)).status_code == 200
    with pytest.raises(Refused):
        link_action(initiative=public, action=hidden, by=oost.ada)


def test_only_advisors_of_the_area_link(oost, public):
    action = ActionFactory(area=oost.area)
    for other in (oost.rosa, oost.wim, oost.bea, oost.cor):
        with pytest.raises(PermissionDenied):
            link_action(initiative=public, action=action, by=other)


def test_actions_to_choose_from_are_those_around(oost, public, client_of):
    ActionFactory(area=oost.area, title="Hier")
    ActionFactory(area=oost.west, title="Hiernaast")
    ActionFactory(area=oost.area.municipality.root, title="Overal")
    ActionFactory(area=oost.area, title="Al klaar", state="done")
    elsewhere = InitiativeFactory(title="Elders")
    assert elsewhere.area != oost.area
    form = client_of(oost.ada).get(url_of(public, "link")).context["form"]
    titles = {action.title for action in form.fields["action"].queryset}
    assert titles == {"Hier", "Hiernaast", "Overal"}
