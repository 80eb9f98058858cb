"""How long initiatives keep what points at a person."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from areas.models.agenda import OPEN_STATES as OPEN_ACTIONS
from config.lib.clock import now
from config.lib.retention import Rule
from initiatives.actions.endorse import forget_endorsements
from initiatives.actions.erase import delete_unconfirmed, erase_contact
from initiatives.actions.following import VALID as FOLLOW_VALID
from initiatives.actions.following import forget_followings
from initiatives.actions.later import VALID as SAVED_VALID
from initiatives.actions.later import forget_saved
from initiatives.actions.report import erase_reports
from initiatives.actions.sign_up import VALID as SIGN_UP_VALID
from initiatives.actions.sign_up import forget_sign_ups
from initiatives.actions.signal import erase_signals
from initiatives.actions.story import erase_stories
from initiatives.actions.submit import VALID
from initiatives.actions.taking_up import VALID as TAKE_UP_VALID
from initiatives.actions.taking_up import forget_take_ups
from initiatives.actions.together import VALID as TOGETHER_VALID
from initiatives.actions.together import forget_together
from initiatives.models import (
    ENDED_STATES,
    CoInitiator,
    Endorsement,
    Following,
    Initiative,
    Report,
    SavedIdea,
    Signal,
    SignUp,
    Story,
    StoryState,
    TakeUp,
)
from initiatives.models.signal import OPEN_SIGNALS

_MONTH = timedelta(days=30.44)
# Long enough to send who came what came of it.
AFTER_GATHERING = timedelta(days=5)


def contact_kept() -> timedelta:
    """How long names and addresses stay after the end.

    NV: the number of months is the municipality's choice (setting INITIATIVE_CONTACT_MONTHS); no
    law or selection list was found that names one.
    """
    return settings.INITIATIVE_CONTACT_MONTHS * _MONTH


def _old_endorsements():
    """Those that nobody confirmed in time, and those of what ended long ago."""
    waits = Q(confirmed_at__isnull=True, at__lt=now() - VALID)
    ended = Q(initiative__state__in=ENDED_STATES, initiative__moved_at__lt=now() - contact_kept())
    return Endorsement.objects.filter(waits | (ended & ~Q(email="")))


def _old_sign_ups():
    """Those that nobody confirmed in time, and addresses of gatherings that are over."""
    waits = Q(confirmed_at__isnull=True, at__lt=now() - SIGN_UP_VALID)
    over = Q(gathering__ends_at__lt=now() - AFTER_GATHERING)
    return SignUp.objects.filter(waits | (over & ~Q(email="")))


def _old_followings():
    """Those that nobody confirmed in time, and those of what is over for long."""
    waits = Q(confirmed_at__isnull=True, at__lt=now() - FOLLOW_VALID)
    long_ago = now() - contact_kept()
    ended = Q(initiative__state__in=ENDED_STATES, initiative__moved_at__lt=long_ago)
    over = Q(action__isnull=False, action__updated_at__lt=long_ago)
    over &= ~Q(action__state__in=OPEN_ACTIONS)
    return Following.objects.filter(waits | ended | over)


RULES = [
    Rule(
        name="initiative_unconfirmed",
        model=Initiative,
        text=_("Een idee dat niet per mail is bevestigd, wissen we na 14 dagen."),
        due=lambda: Initiative.objects.unconfirmed_before(now() - VALID),
        act=delete_unconfirmed,
    ),
    Rule(
        name="initiative_contact",
        model=Initiative,
        text=format_lazy(
            _(
                "Naam, mailadres, telefoonnummer en de berichten over en weer wissen we {months} "
                "maanden nadat een initiatief klaar is, stopt of is ingetrokken. Het idee blijft."
            ),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=lambda: Initiative.objects.contact_due(now() - contact_kept()),
        act=erase_contact,
    ),
    Rule(
        name="saved_ideas",
        model=SavedIdea,
        text=_("Een idee dat u bewaart om later verder te gaan, wissen we na 14 dagen."),
        due=lambda: SavedIdea.objects.filter(at__lt=now() - SAVED_VALID),
        act=forget_saved,
    ),
    Rule(
        name="co_initiators",
        model=CoInitiator,
        text=_(
            "Wie gevraagd is om een idee samen te brengen en niet antwoordt, wissen we na 14 "
            "dagen. Wie meedoet, gaat weg met de gegevens van de indiener."
        ),
        due=lambda: CoInitiator.objects.invited_before(now() - TOGETHER_VALID),
        act=forget_together,
    ),
    Rule(
        name="take_ups",
        model=TakeUp,
        text=_(
            "Wie gevraagd is om een idee over te nemen en niet antwoordt, wissen we na 14 dagen."
        ),
        due=lambda: TakeUp.objects.exclude(email="").filter(at__lt=now() - TAKE_UP_VALID),
        act=forget_take_ups,
    ),
    Rule(
        name="endorsements",
        model=Endorsement,
        text=format_lazy(
            _(
                "Het mailadres van wie een idee steunt, wissen we {months} maanden nadat het idee "
                "klaar is, stopt of is ingetrokken; zonder bevestiging na 14 dagen. Het aantal "
                "blijft."
            ),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=_old_endorsements,
        act=forget_endorsements,
    ),
    Rule(
        name="followings",
        model=Following,
        text=format_lazy(
            _(
                "Volgt u iets per mail? We bewaren uw mailadres tot u stopt, of tot {months} "
                "maanden nadat het klaar is. Zonder bevestiging wissen we het na 7 dagen."
            ),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=_old_followings,
        act=forget_followings,
    ),
    Rule(
        name="signals",
        model=Signal,
        text=format_lazy(
            _(
                "Wat u als vraag of opmerking schrijft, uw mailadres en ons antwoord wissen we "
                "{months} maanden nadat het is afgehandeld. Het aantal blijft."
            ),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=lambda: Signal.objects.exclude(state__in=OPEN_SIGNALS).filter(
            moved_at__lt=now() - contact_kept(), erased_at__isnull=True
        ),
        act=erase_signals,
    ),
    Rule(
        name="sign_ups",
        model=SignUp,
        text=_(
            "Het mailadres waarmee u zich aanmeldt voor een bijeenkomst, wissen we 5 dagen na "
            "afloop; zonder bevestiging na 3 dagen. Het aantal blijft."
        ),
        due=_old_sign_ups,
        act=forget_sign_ups,
    ),
    Rule(
        name="reports",
        model=Report,
        text=format_lazy(
            _("Een melding over een tekst wissen we {months} maanden na het besluit erover."),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=lambda: Report.objects.exclude(state=Report.State.OPEN).filter(
            moved_at__lt=now() - contact_kept(), erased_at__isnull=True
        ),
        act=erase_reports,
    ),
    Rule(
        name="stories",
        model=Story,
        text=format_lazy(
            _(
                "Een verhaal dat niet op de site staat, wissen we {months} maanden nadat er voor "
                "het laatst iets mee gebeurde. Een verhaal op de site blijft, tot de schrijver "
                "het weghaalt."
            ),
            months=settings.INITIATIVE_CONTACT_MONTHS,
        ),
        due=lambda: Story.objects.exclude(state=StoryState.PUBLIC).filter(
            moved_at__lt=now() - contact_kept(), erased_at__isnull=True
        ),
        act=erase_stories,
    ),
]
