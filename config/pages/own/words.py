"""What somebody did, in words: for who reads the log of their own deeds (AVG 12, 15).

An event's verb is a key such as "initiative.released": the thing has its own column on the page, so
the words are those of the part after the dot.
"""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

DONE = {
    "account_given": _("rekeningnummer gegeven"),
    "accounted": _("verteld wat met het geld is gedaan"),
    "added": _("toegevoegd"),
    "advised": _("advies gegeven"),
    "agreed": _("afgesproken"),
    "allocated": _("geld toegewezen"),
    "answered": _("beantwoord"),
    "appealed": _("gezegd dat u het er niet mee eens bent"),
    "asked": _("gevraagd"),
    "asked_along": _("iemand gevraagd om mee te doen"),
    "attendance": _("opgeschreven wie er waren"),
    "ballot_rule_removed": _("stemregels weggehaald"),
    "ballot_rule_set": _("stemregels gekozen"),
    "booked": _("geboekt"),
    "came_along": _("gaan meedoen"),
    "cancelled": _("afgelast"),
    "carried_out": _("uitgevoerd"),
    "changed": _("veranderd"),
    "closed": _("gesloten"),
    "compass_answered": _("vragen van het stappenplan beantwoord"),
    "confirmation_resent": _("mail om te bevestigen nog eens gevraagd"),
    "confirmed": _("bevestigd"),
    "contact_corrected": _("gegevens verbeterd"),
    "contact_erased": _("gegevens gewist"),
    "corrected": _("verbeterd"),
    "created": _("gemaakt"),
    "decided": _("besloten"),
    "deed": _("stap gezet"),
    "deleted": _("verwijderd"),
    "demo_loaded": _("voorbeeld geladen"),
    "department_asked": _("vraag aan een afdeling gesteld"),
    "delivered": _("geleverd"),
    "done": _("afgerond"),
    "drafted": _("brief gemaakt"),
    "dropped": _("laten vallen"),
    "endorsed": _("steun gegeven"),
    "endorsed_on_paper": _("steun op papier geteld"),
    "entered": _("ingevoerd"),
    "erased": _("gewist"),
    "escalated": _("voorgelegd aan de manager"),
    "examples_set": _("voorbeelden gekozen"),
    "exported": _("gedownload"),
    "failed": _("gezegd dat een betaling is mislukt"),
    "given": _("gegeven"),
    "gone_on": _("verder gegaan met wat bewaard was"),
    "handed_over": _("overgedragen"),
    "helped": _("gezegd of het antwoord hielp"),
    "hidden": _("van de site gehaald"),
    "imported": _("ingelezen"),
    "invited": _("uitgenodigd"),
    "kept": _("bewaard"),
    "kind_chosen": _("soort gekozen"),
    "left": _("afgemeld"),
    "left_together": _("gestopt met meedoen"),
    "linked": _("verbonden"),
    "made": _("gemaakt"),
    "member_set": _("indeling gekozen"),
    "merged": _("samengevoegd"),
    "moved": _("verder gezet of verplaatst"),
    "name_consent": _("gezegd of uw naam op de site mag"),
    "news": _("nieuws geschreven"),
    "next_step": _("volgende stap gekozen"),
    "no_letters": _("gestopt met nieuwsbrieven"),
    "noted": _("opgeschreven"),
    "on_agenda": _("op de agenda gezet"),
    "opened": _("geopend"),
    "paid": _("betaald"),
    "penalty_judged": _("over de dwangsom beslist"),
    "person_erased": _("gegevens gewist"),
    "phase_moved": _("fase gekozen"),
    "phases_set": _("fasen gekozen"),
    "picture_added": _("foto toegevoegd"),
    "picture_hidden": _("foto van de site gehaald"),
    "picture_removed": _("foto weggehaald"),
    "placements_set": _("plek gekozen"),
    "planned": _("gepland"),
    "progress": _("voortgang gemeld"),
    "public": _("op de site gezet"),
    "receipt_added": _("bon toegevoegd"),
    "receipt_removed": _("bon weggehaald"),
    "received": _("ingestuurd"),
    "received_back": _("geld teruggekregen"),
    "redacted": _("woorden voorgoed weggehaald"),
    "reference": _("verwijzing opgeschreven"),
    "released": _("op de site gezet"),
    "reminded": _("herinnerd"),
    "removed": _("weggehaald"),
    "renewed": _("vernieuwd"),
    "replaced": _("vervangen"),
    "restored": _("teruggezet"),
    "revoked": _("subsidie ingetrokken of verlaagd"),
    "route_set": _("stappen gekozen"),
    "said": _("verteld wat ervan kwam"),
    "saved": _("bewaard"),
    "scored": _("punten gegeven"),
    "sent": _("verstuurd"),
    "sent_again": _("opnieuw gestuurd"),
    "sent_away": _("iemand laten stoppen met meedoen"),
    "settled": _("afgehandeld"),
    "signed_up": _("aangemeld"),
    "standstill_told": _("verteld dat het stilstaat"),
    "step": _("stap gezet"),
    "stopped": _("gestopt"),
    "submitted": _("ingestuurd"),
    "succeeded": _("opgevolgd"),
    "taken_over": _("overgenomen"),
    "taken_up": _("opgepakt"),
    "transferred": _("betaalbestand gemaakt"),
    "version_kept": _("versie bewaard"),
}


def done(verb: str, model: str) -> str:
    """The words for the verb of an event about a thing of this model ("initiatives.signal"): those
    above, or the state that it came in; the key itself where it is of an older release.
    """
    key = verb.partition(".")[2]
    if key.endswith("_set"):
        return str(DONE.get(key, _("keuze vastgelegd")))
    return str(DONE.get(key) or _state(key, model) or verb)


def _state(key: str, model: str) -> str:
    try:
        states = dict(apps.get_model(model)._meta.get_field("state").choices or ())
    except (LookupError, FieldDoesNotExist):
        return ""
    return str(states.get(key, ""))
