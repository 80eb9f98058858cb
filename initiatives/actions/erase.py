"""Personal data goes, after a while or when asked; counts, money and public text stay."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from areas.models import User
from config.audit.log import record
from config.intake import tokens
from config.lib.clock import now
from initiatives.actions.hiding import erase_hidings
from initiatives.actions.pictures import remove_all
from initiatives.actions.story import erase_stories
from initiatives.actions.submit import PURPOSE
from initiatives.actions.together import forget_together
from initiatives.models import Initiative, Note, Picture, State, Story

WORDS_BETWEEN = [Note.Kind.QUESTION, Note.Kind.ANSWER, Note.Kind.STEP, Note.Kind.INTERNAL]


@transaction.atomic
def erase_contact(initiatives) -> int:
    """Empty names, addresses and what was said about ended initiatives; returns how many.

    `initiatives` is a queryset. What everyone could read stays: title, text, news, counts, money,
    and the pictures of what is public.
    """
    rows = list(initiatives)
    for initiative in rows:
        _blank(initiative, _("[verwijderd na de bewaartermijn]"))
        if not initiative.is_public:
            remove_all(initiative.pictures.of_idea())
        record(initiative, "initiative.contact_erased", by=None)
    return len(rows)


@transaction.atomic
def delete_unconfirmed(initiatives) -> int:
    """Delete initiatives (a queryset) that nobody confirmed; nothing hangs on them."""
    rows = list(initiatives.filter(state=State.UNCONFIRMED))
    for initiative in rows:
        remove_all(initiative.pictures.all())
        initiative.delete()
    return len(rows)


def brought_by(user: User | None, addresses) -> Q:
    """Which initiatives are a person's: under their account, or with one of their addresses and
    under nobody's account. An address may be typed with the idea of somebody else.
    """
    theirs = Q(contact_email__in=addresses, submitter=None)
    return theirs | Q(submitter=user) if user else theirs


@transaction.atomic
def erase_person(user: User | None, addresses=(), *, by=None) -> int:
    """Erase a person from all initiatives: name, address, answers, pictures; returns how many.

    Their stories go whole: they were told by this person, and by nobody else.
    Without an account (`user` None) by address only. Public title and text, counts and money stay
    (AVG 17 lid 3); what is not public loses its text too. What they wrote as a colleague about
    initiatives of others stays, as it is the municipality's.
    """
    addresses = {*addresses, user.email} if user else set(addresses)
    delete_unconfirmed(Initiative.objects.filter(contact_email__in=addresses))
    rows = list(Initiative.objects.filter(brought_by(user, addresses)))
    for initiative in rows:
        _blank(initiative, _("[verwijderd op verzoek]"))
        if not initiative.is_public:
            _blank_text(initiative)
        erase_stories(Story.objects.filter(initiative=initiative, erased_at__isnull=True))
        initiative.outcomes.exclude(text="").update(text="")
        remove_all(Picture.objects.filter(initiative=initiative))
        record(initiative, "initiative.person_erased", by=by)
    # Of what somebody else brought only this address goes.
    Initiative.objects.filter(contact_email__in=addresses).update(
        contact_email="", version=F("version") + 1
    )
    return len(rows)


def _blank(initiative: Initiative, instead: str) -> None:
    """Empty what points at a person; `with_whom` may name neighbours."""
    tokens.revoke(PURPOSE, str(initiative.pk))
    between = initiative.notes.filter(kind__in=WORDS_BETWEEN)
    between.exclude(text="").update(text=instead)
    unread = Q(released_at=None) | Q(hidden_at__isnull=False)
    initiative.outcomes.filter(unread).exclude(text="").update(text="")
    erase_hidings(initiative.hidings.filter(erased_at=None))
    remove_all(initiative.pictures.filter(hidden_at__isnull=False))
    initiative.compass_answers.update(text=instead, by=None)
    forget_together(initiative.together.all())
    for name in ("contact_name", "contact_email", "contact_phone", "with_whom"):
        setattr(initiative, name, "")
    initiative.organisation_name, initiative.organisation_public = "", False
    initiative.name_public, initiative.submitter = False, None
    initiative.erased_at, initiative.version = now(), initiative.version + 1
    initiative.save()


def _blank_text(initiative: Initiative) -> None:
    initiative.title = _("[verwijderd op verzoek]")
    initiative.text = initiative.place = initiative.needs = initiative.group_name = ""
    initiative.next_step = initiative.search = ""
    initiative.save()
