"""Mails about initiatives. A subject never names a person or the idea; nor does the first mail,
because anyone can have it sent to anyone.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.actions.request_mails import said
from areas.models import Area, Assignment, Request, RequestAnswer
from areas.roles import Permission
from config.lib.clock import working_days_later
from config.look.templatetags.gebiedswerk import date_nl
from config.outbox.post import queue
from initiatives.models import RESIDENT, CompassPhase, Initiative, Note


def confirm(initiative: Initiative, token: str) -> None:
    """Ask who sent it in to confirm; without a word of what was typed."""
    lines = [
        _("Goedendag,"),
        _("Met dit mailadres is een idee ingestuurd voor uw buurt. Heeft u dat gedaan?"),
        _("Bevestig het dan met deze link. Daarna leest de gemeente uw idee."),
        url(initiative, reverse("initiatives:confirm_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 14 dagen."),
        _("Heeft u niets ingestuurd? Dan hoeft u niets te doen. We wissen het vanzelf."),
    ]
    send(initiative, initiative.contact_email, _("Bevestig uw idee"), lines, "confirm")


def confirm_support(initiative: Initiative, to: str, token: str) -> None:
    """Ask who gave this address whether they support it; it says only what everyone can read."""
    lines = [
        _("Goedendag,"),
        _("Met dit mailadres is steun gegeven aan een idee op onze site."),
        _("Klopt dat? Bevestig het dan met deze link. Daarna telt uw steun mee."),
        url(initiative, reverse("initiatives:endorse_link", args=[token])),
        _("De link werkt één keer, en niet langer dan 14 dagen. Dit is het idee:"),
        url(initiative, initiative.get_absolute_url()),
        _("Was u dit niet? Dan hoeft u niets te doen. We wissen uw adres vanzelf."),
    ]
    send(initiative, to, _("Bevestig uw steun"), lines, "endorse")


def received(initiative: Initiative) -> None:
    """Tell what happens now, who calls, and when."""
    promise = what_happens(initiative.area, initiative.municipality, initiative.received_on)
    lines = [
        greeting(initiative),
        _("Bedankt voor uw idee “%(title)s”. We hebben het ontvangen.") % _title(initiative),
        *promise,
        _("U kunt uw idee volgen, aanpassen, er foto's bij zetten of het intrekken:"),
        _follow(initiative),
        _("U logt in met uw mailadres. U krijgt dan een code; een wachtwoord is niet nodig."),
    ]
    send(initiative, address_of(initiative), _("We hebben uw idee ontvangen"), lines, "received")


def question(note: Note) -> None:
    """Tell that there is a question, and what it is."""
    initiative = note.initiative
    lines = [
        greeting(initiative),
        _("We hebben een vraag over uw idee “%(title)s”:") % _title(initiative),
        note.text,
        _("U kunt hier antwoorden:"),
        _follow(initiative),
    ]
    send(initiative, address_of(initiative), _("Een vraag over uw idee"), lines, "question")


def released(initiative: Initiative) -> None:
    """Tell that everyone can read it now, and where."""
    lines = [
        _("Uw idee “%(title)s” staat nu op de site. Iedereen kan het lezen:") % _title(initiative),
        url(initiative, initiative.get_absolute_url()),
        _("Bij het idee staat: %(author)s.") % {"author": initiative.public_author},
    ]
    for to, hello in everybody(initiative):
        send(initiative, to, _("Uw idee staat op de site"), [hello, *lines], "released")


def moved(initiative: Initiative, reason: str) -> None:
    """Tell the new state in plain words, with the reason."""
    lines = [
        _("Er is nieuws over uw idee “%(title)s”.") % _title(initiative),
        _("De stand is nu: %(state)s.") % {"state": initiative.get_state_display()},
        reason,
        _("Lees meer bij uw idee:"),
        _follow(initiative),
    ]
    for to, hello in everybody(initiative):
        send(initiative, to, _("Nieuws over uw idee"), [hello, *lines], "moved")


def your_turn(initiative: Initiative) -> None:
    """Tell the initiator that they are to move."""
    lines = [
        greeting(initiative),
        _("Uw idee “%(title)s” wacht op u. De volgende stap is:") % _title(initiative),
        initiative.next_step,
        _("Lees meer bij uw idee:"),
        _follow(initiative),
    ]
    send(initiative, address_of(initiative), _("Uw idee wacht op u"), lines, "your_turn")


def phase_moved(initiative: Initiative, phase: CompassPhase) -> None:
    """Tell in which phase it is now, what is next and who is to move."""
    codes = list(phase.kind.phases.in_use().values_list("pk", flat=True))
    now_in = _("Uw idee “%(title)s” is nu in stap %(number)d van %(total)d: %(phase)s.")
    number = codes.index(phase.pk) + 1
    yours = initiative.next_step_by == RESIDENT
    lines = [
        greeting(initiative),
        now_in % {**_title(initiative), "number": number, "total": len(codes), "phase": phase.name},
        _("U bent nu aan zet. De volgende stap is:")
        if yours
        else _("De gemeente is nu aan zet. De volgende stap is:"),
        initiative.next_step,
        _("In het kompas bij uw idee staat wat u kunt doen:"),
        _follow(initiative),
    ]
    send(initiative, address_of(initiative), _("Uw idee is een stap verder"), lines, "phase_moved")


def not_forgotten(initiative: Initiative) -> None:
    """Tell that it stood still and is not forgotten, and who is to move."""
    yours = initiative.next_step_by == RESIDENT
    lines = [
        greeting(initiative),
        _("Bij uw idee “%(title)s” is een tijd niets veranderd.") % _title(initiative),
        _("We zijn het niet vergeten. Het staat ook op de lijst van de gebiedsadviseur."),
        _("U bent nu aan zet. De volgende stap is:")
        if yours and initiative.next_step
        else _("De gemeente is nu aan zet. U hoeft niets te doen."),
        initiative.next_step if yours else "",
        _("Wilt u iets vragen of vertellen? Dat kan bij uw idee:"),
        _follow(initiative),
    ]
    send(initiative, address_of(initiative), _("We zijn uw idee niet vergeten"), lines, "still")


def request_answered(initiative: Initiative, request: Request, answer: RequestAnswer) -> None:
    """Tell what a department answered to what was asked for the idea."""
    asked = _("Voor uw idee “%(title)s” vroegen we aan %(department)s:")
    lines = [
        greeting(initiative),
        asked % {"title": initiative.title, "department": request.department.name},
        request.title,
        *said(answer),
        _("Wilt u hierover praten? Uw gebiedsadviseur helpt u. Lees meer bij uw idee:"),
        _follow(initiative),
    ]
    send(initiative, address_of(initiative), _("Antwoord over uw idee"), lines, "request_answered")


def what_happens(area: Area, municipality, received_on) -> list[str]:
    """Sentences for mail and page: who reads it, who calls, and before when."""
    days = municipality.release_days
    until = date_nl(working_days_later(received_on, days))
    within = ngettext("binnen %(days)d werkdag", "binnen %(days)d werkdagen", days) % {"days": days}
    who = " of ".join(one["name"] for one in advisors_of(area)[:2])
    reads = (
        _("%(who)s leest uw idee %(within)s: uiterlijk %(until)s.")
        if who
        else _("De gebiedsadviseur leest uw idee %(within)s: uiterlijk %(until)s.")
    )
    return [
        reads % {"who": who, "within": within, "until": until},
        _("U krijgt dan een mail of een telefoontje over wat we samen kunnen doen."),
        _("Daarna komt uw idee op de site. Uw mailadres en telefoonnummer staan daar nooit bij."),
    ]


def advisors_of(area: Area) -> list[dict[str, str]]:
    """Who handles initiatives of an area, with what they show in public; nearest first."""
    rows = (
        Assignment.objects.current()
        .giving(Permission.HANDLE_INITIATIVES)
        .filter(in_public=True, area__descendant_rows__area=area)
        .order_by("area__descendant_rows__distance", "role__kind", "pk")
    )
    found = rows.values_list("user__name", "user__phone", "user__email", "role__name")
    people = {
        row[0]: dict(zip(["name", "phone", "mail", "role"], row, strict=True)) for row in found
    }
    return [person for name, person in people.items() if name]


def send(initiative: Initiative, to: str, subject: str, lines: list[str], purpose: str) -> None:
    """Queue a mail about an initiative, with the closing words of its municipality; not without an
    address. Empty lines are left out.
    """
    if not to:
        return
    municipality = initiative.municipality
    closing = [_("Met vriendelijke groet,"), _("Gemeente %(name)s") % {"name": municipality.name}]
    if municipality.phone:
        closing.append(_("Vragen? Bel %(phone)s.") % {"phone": municipality.phone})
    queue(
        to=to,
        subject=subject,
        text="\n\n".join([line for line in lines if line] + ["\n".join(closing)]),
        purpose=f"initiatives.{purpose}",
        about=f"initiatives.initiative:{initiative.pk}",
    )


def address_of(initiative: Initiative) -> str:
    """Where the initiator reads mail: what they use to log in, else what stands on the paper."""
    return initiative.submitter.email if initiative.submitter else initiative.contact_email


def greeting(initiative: Initiative) -> str:
    """How a mail to the initiator begins."""
    if initiative.contact_name:
        return _("Beste %(name)s,") % {"name": initiative.contact_name}
    return _("Goedendag,")


def everybody(initiative: Initiative) -> list[tuple[str, str]]:
    """Who brought it, and who bring it together: addresses, and how a mail to each begins."""
    along = initiative.together.taking_part().values_list("user__email", flat=True)
    first = (address_of(initiative), greeting(initiative))
    return [first, *((to, str(_("Goedendag,"))) for to in along)]


def _title(initiative: Initiative) -> dict[str, str]:
    return {"title": initiative.title}


def _follow(initiative: Initiative) -> str:
    return url(initiative, reverse("initiatives:follow", args=[initiative.pk]))


def url(initiative: Initiative, path: str) -> str:
    """A path as a whole address, at the host of the municipality."""
    host = initiative.municipality.host
    return f"https://{host}{path}" if host else f"{settings.SITE_URL}{path}"
