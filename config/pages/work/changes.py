"""What is new in my areas, from the trail."""

from datetime import timedelta

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from areas.models import Action, AreaAncestor, Plan, Request
from areas.rights import rights
from budgets.models import Application
from config.audit.models import Event
from config.lib.addresses import address
from config.lib.clock import now
from config.pages.work.lines import SHOWN
from initiatives.models import Initiative, Story

NEW_DAYS = 7

# What is news for a colleague; other traces, such as an idea that is not confirmed yet, are not.
VERBS = {
    "initiative.confirmed": _("nieuw initiatief"),
    "initiative.entered": _("nieuw initiatief op papier"),
    "initiative.released": _("openbaar gemaakt"),
    "initiative.hidden": _("afgeschermd"),
    "initiative.moved": _("een stap verder"),
    "initiative.taken_up": _("overgenomen"),
    "initiative.gone_on": _("nieuw initiatief, overgenomen"),
    "initiative.asked": _("vraag gesteld"),
    "initiative.answered": _("antwoord van de indiener"),
    "initiative.news": _("nieuws geplaatst"),
    "initiative.noted": _("interne notitie"),
    "initiative.linked": _("aan een actie gekoppeld"),
    "initiative.changed": _("tekst of gegevens aangepast"),
    "initiative.next_step": _("volgende stap gezet"),
    "initiative.picture_added": _("foto erbij"),
    "action.created": _("nieuwe actie"),
    "action.changed": _("actie aangepast"),
    "action.moved": _("actie een stap verder"),
    "action.progress": _("voortgang gemeld"),
    "action.merged": _("acties samengevoegd"),
    "request.created": _("vraag aan een afdeling"),
    "request.answered": _("antwoord van een afdeling"),
    "request.escalated": _("vraag ligt bij de manager"),
    "request.unanswered": _("niemand antwoordt op een vraag"),
    "plan.created": _("nieuw plan"),
    "plan.changed": _("plan aangepast"),
    "plan.moved": _("plan een stap verder"),
    "story.waiting": _("verhaal ingestuurd"),
    "story.public": _("verhaal op de site"),
    "signal.received": _("vraag of opmerking"),
    "signal.answered": _("antwoord gegeven"),
    "application.asked": _("aanvraag om geld"),
    "application.completed": _("aanvraag aangevuld"),
    "application.granted": _("geld toegekend"),
    "application.refused": _("aanvraag afgewezen"),
    "application.left": _("aanvraag niet in behandeling genomen"),
    "application.withdrawn": _("aanvraag ingetrokken"),
    "application.revoked": _("subsidie verlaagd of ingetrokken"),
}
# What the news is about: where its title stands, and its page.
THINGS = {
    "initiatives.initiative": (Initiative, "title", "initiatives:detail"),
    "initiatives.story": (Story, "title", "stories:story"),
    "areas.action": (Action, "title", "areas:action"),
    "areas.request": (Request, "title", "areas:request"),
    "areas.plan": (Plan, "title", "areas:plan"),
    "budgets.application": (Application, "initiative__title", "budgets:application"),
}


def news(user) -> list[dict]:
    """What changed in my areas in the last week, by somebody else, newest first."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    if not areas:
        return []
    below = AreaAncestor.objects.filter(ancestor__in=areas).values("area")
    since = now() - timedelta(days=NEW_DAYS)
    events = Event.objects.filter(area_id__in=below, at__gte=since, verb__in=VERBS)
    events = events.exclude(actor=user).order_by("-pk")
    events = list(events.values_list("at", "verb", "model", "object_id")[: 2 * SHOWN])
    titles = _titles(events, user)
    lines = [
        {
            "at": at,
            "title": titles[model, pk],
            "url": address(THINGS[model][2], pk),
            "what": VERBS[verb],
        }
        for at, verb, model, pk in events
        if (model, pk) in titles
    ]
    return lines[:SHOWN]


def _titles(events, user) -> dict[tuple[str, int], str]:
    """The titles of what the events are about, as far as this person may see it: one question."""
    rows = []
    for label, (model, title, _page) in THINGS.items():
        ids = {pk for _at, _verb, about, pk in events if about == label}
        if ids:
            found = model.objects.visible_to(user).filter(pk__in=ids).order_by()
            rows.append(found.values_list(Value(label), "pk", title))
    return {(label, pk): text for label, pk, text in rows[0].union(*rows[1:])} if rows else {}
