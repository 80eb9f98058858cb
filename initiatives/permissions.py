"""Who may do what with an initiative: each function returns "" or the reason why not."""

from django.utils.translation import gettext as _

from areas.models import Action
from areas.rights import has_anywhere, may
from areas.roles import Permission
from config.lib.clock import now
from initiatives.models import (
    BY_INITIATOR,
    SHOWN_STATES,
    Following,
    Gathering,
    Hiding,
    Initiative,
    Letter,
    Outcome,
    Picture,
    Report,
    Signal,
    State,
    Story,
    StoryState,
)
from initiatives.models.story import UNREAD_STATES

MAX_PICTURES = 6
# More is a group, which has a name of its own.
MAX_TOGETHER = 10


def _may_about(user, permission: str, initiative: Initiative) -> bool:
    """Whether the person has the permission for one of the areas that it is about."""
    areas = filter(None, (initiative.area_id, initiative.also_area_id))
    return any(may(user, permission, area_id) for area_id in areas)


def is_submitter(user, initiative: Initiative) -> bool:
    """Whether this person brought the initiative."""
    return user.is_authenticated and initiative.submitter_id == user.pk


def is_together(user, initiative: Initiative) -> bool:
    """Whether this person brings it together with the initiator: said yes, and did not leave."""
    return user.is_authenticated and initiative.together.taking_part().filter(user=user).exists()


def may_leave_together(user, initiative: Initiative) -> str:
    """Who brings it together, always."""
    if is_together(user, initiative):
        return ""
    return _("Dit is alleen voor wie dit idee samen brengt.")


def may_bring_together(user, initiative: Initiative) -> str:
    """The initiator asks others along, while it runs."""
    return may_edit_own(user, initiative)


def may_see_internal(user, initiative: Initiative) -> str:
    """Colleagues of the area: what is not public, and the notes to each other."""
    if _may_about(user, Permission.SEE_INITIATIVES, initiative):
        return ""
    return _("Dit zien alleen medewerkers die voor dit gebied werken.")


def may_see_contact(user, initiative: Initiative) -> str:
    """Name and address of the initiator: the initiator, and who has that right for the area."""
    if is_submitter(user, initiative) or _may_about(user, Permission.SEE_CONTACT, initiative):
        return ""
    return _("U mag de gegevens van de indiener niet zien.")


def may_handle(user, initiative: Initiative) -> str:
    """Advisors of the area, as soon as the initiative is confirmed."""
    if not _may_about(user, Permission.HANDLE_INITIATIVES, initiative):
        return _("Alleen de gebiedsadviseurs van dit gebied behandelen dit initiatief.")
    if initiative.state == State.UNCONFIRMED:
        return _("Dit initiatief is nog niet bevestigd.")
    return ""


def may_release(user, initiative: Initiative) -> str:
    """An advisor makes it public, once."""
    if reason := may_handle(user, initiative):
        return reason
    if initiative.released_at:
        return _("Dit initiatief is al openbaar.")
    if initiative.state not in SHOWN_STATES:
        return _("Een ingetrokken initiatief wordt niet openbaar.")
    if initiative.hidings.lasting().of_idea().exists():
        return _("Dit initiatief is van de site gehaald. Zet het terug.")
    return ""


def may_hide(user, initiative: Initiative) -> str:
    """An advisor takes it off the site again."""
    if reason := may_handle(user, initiative):
        return reason
    return "" if initiative.is_public else _("Dit initiatief is niet openbaar.")


def may_move(user, initiative: Initiative, to: str) -> str:
    """Advisors move it on; the initiator withdraws it (for who came on paper, an advisor)."""
    if to in BY_INITIATOR:
        return may_withdraw(user, initiative)
    return may_handle(user, initiative)


def may_let_take_up(user, initiative: Initiative) -> str:
    """An advisor of the area lets another go on with it, while it runs."""
    if reason := may_handle(user, initiative):
        return reason
    return "" if initiative.is_open else _("Dit initiatief is al afgerond of ingetrokken.")


def may_withdraw(user, initiative: Initiative) -> str:
    """The initiator, while it runs; for who came on paper, an advisor does it on request."""
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return _for_initiator(user, initiative, _("Alleen de indiener kan dit initiatief intrekken."))


def may_answer(user, initiative: Initiative) -> str:
    """The initiator; for who came on paper, an advisor writes the answer down."""
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return _for_initiator(user, initiative, _("Alleen de indiener beantwoordt deze vraag."))


def may_edit_own(user, initiative: Initiative) -> str:
    """The initiator, while it runs."""
    if not is_submitter(user, initiative):
        return _("Alleen de indiener kan dit initiatief aanpassen.")
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return ""


def may_keep_pictures(user, initiative: Initiative) -> str:
    """The initiator while it runs, and advisors: adding pictures and taking them away."""
    if not may_handle(user, initiative):
        return ""
    if not is_submitter(user, initiative):
        return _("Alleen de indiener en de gebiedsadviseur voegen foto's toe.")
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return ""


def may_see_compass(user, initiative: Initiative) -> str:
    """The answers in the compass: the initiator, and who handles initiatives in the area."""
    if is_submitter(user, initiative) or not may_handle(user, initiative):
        return ""
    return _("Het kompas zien alleen de indiener en de gebiedsadviseurs van dit gebied.")


def may_use_compass(user, initiative: Initiative) -> str:
    """The same people, while it runs."""
    if reason := may_see_compass(user, initiative):
        return reason
    return "" if initiative.is_open else _("Dit initiatief is al afgerond of ingetrokken.")


def may_choose_kind(user, initiative: Initiative) -> str:
    """An advisor; and the initiator as long as nobody chose."""
    if reason := may_use_compass(user, initiative):
        return reason
    if may_handle(user, initiative) and hasattr(initiative, "compass"):
        return _("De soort is al gekozen. Vraag uw gebiedsadviseur om die te veranderen.")
    return ""


def may_be_endorsed(initiative: Initiative) -> str:
    """Whether anybody may support it: while it is public and runs."""
    if initiative.is_public and initiative.is_open:
        return ""
    return _("Dit idee kunt u nu niet steunen.")


def may_be_followed(wish: Following) -> str:
    """Whether anybody may follow it: an area always, other things while everyone may read them."""
    if wish.initiative and not wish.initiative.is_public:
        return _("Dit idee kunt u nu niet volgen.")
    if wish.action and not Action.objects.public().filter(pk=wish.action.pk).exists():
        return _("Deze actie kunt u nu niet volgen.")
    return ""


HANDLES_SIGNALS = (Permission.HANDLE_INITIATIVES, Permission.ENTER_ON_PAPER)


def may_handle_signals(user) -> str:
    """Who handles what residents bring in at least one area."""
    if any(has_anywhere(user, permission) for permission in HANDLES_SIGNALS):
        return ""
    return _("Dit doen de gebiedsadviseurs en de balie van een gebied.")


def may_handle_signal(user, signal: Signal) -> str:
    """Who handles what residents bring in the area, and the front desk."""
    for permission in HANDLES_SIGNALS:
        if may(user, permission, signal.area_id):
            return ""
    return _("Alleen de gebiedsadviseurs en de balie van dit gebied behandelen dit.")


def may_plan_anywhere(user) -> str:
    """Who writes about an area, plans its gatherings: advisors and communications."""
    if has_anywhere(user, Permission.EDIT_PORTRAIT):
        return ""
    return _("Bijeenkomsten plant een collega die voor een gebied werkt.")


def may_plan(user, gathering: Gathering) -> str:
    """Advisors and communications of its area, whatever became of it."""
    if may(user, Permission.EDIT_PORTRAIT, gathering.area_id):
        return ""
    return _("Deze bijeenkomst houdt een collega bij die voor dit gebied werkt.")


def may_write_letter(user, area_id: int) -> str:
    """Who writes about an area, writes its newsletter: advisors and communications."""
    if may(user, Permission.EDIT_PORTRAIT, area_id):
        return ""
    return _("De nieuwsbrief maakt een collega die voor dit gebied werkt.")


def may_edit_letter(user, letter: Letter) -> str:
    """The same, until it is sent."""
    if letter.sent_at:
        return _("Deze nieuwsbrief is al verstuurd.")
    return may_write_letter(user, letter.area_id)


def may_change_gathering(user, gathering: Gathering) -> str:
    """The same, unless it is off."""
    if gathering.cancelled_at:
        return _("Deze bijeenkomst gaat niet door.")
    return may_plan(user, gathering)


def may_cancel_gathering(user, gathering: Gathering) -> str:
    """The same, as long as it is not over."""
    if gathering.ends_at < now():
        return _("Deze bijeenkomst is al geweest.")
    return may_change_gathering(user, gathering)


def may_settle_gathering(user, gathering: Gathering) -> str:
    """Telling what came of it: as soon as it has begun."""
    if gathering.starts_at > now():
        return _("Deze bijeenkomst moet nog beginnen.")
    return may_change_gathering(user, gathering)


def may_see_sign_ups(user, gathering: Gathering) -> str:
    """Addresses of who comes: who sees the data of initiators in the area."""
    if may(user, Permission.SEE_CONTACT, gathering.area_id):
        return ""
    return _("U mag niet zien wie zich heeft aangemeld.")


def may_sign_up(gathering: Gathering) -> str:
    """Whether anybody may say that they come."""
    if gathering.cancelled_at:
        return _("Deze bijeenkomst gaat niet door.")
    if gathering.starts_at <= now():
        return _("Deze bijeenkomst is al begonnen of geweest.")
    if gathering.sign_up != Gathering.SignUps.OPEN:
        return _("Voor deze bijeenkomst kunt u zich niet aanmelden.")
    return ""


def may_say_outcome(user, initiative: Initiative) -> str:
    """The initiator of what is done and public; for who came on paper, an advisor."""
    if initiative.state != State.DONE or not initiative.is_public:
        return _("Dit kan als het initiatief klaar is en op de site staat.")
    return _for_initiator(user, initiative, _("Alleen de indiener zegt of het is gelukt."))


def may_release_outcome(user, outcome: Outcome) -> str:
    """An advisor of the area, when there are words that are not on the site."""
    if reason := may_handle(user, outcome.initiative):
        return reason
    if is_submitter(user, outcome.initiative):
        return _("Een collega leest wat u zelf schreef.")
    if not outcome.text or outcome.released_at:
        return _("Er is geen tekst om op de site te zetten.")
    return ""


def may_write_story(user, initiative: Initiative) -> str:
    """The initiator of what is public; for who came on paper, an advisor types it over."""
    if not initiative.is_public:
        return _("Een verhaal kan pas als het idee op de site staat.")
    return _for_initiator(user, initiative, _("Alleen de indiener schrijft hier een verhaal."))


def may_edit_story(user, story: Story) -> str:
    """Its writer, until an advisor has put it on the site."""
    if story.state not in UNREAD_STATES:
        return _("Dit verhaal kunt u niet meer aanpassen.")
    return _of_writer(user, story)


def may_send_story(user, story: Story) -> str:
    """Its writer, when it was not sent in yet or came back."""
    if story.state not in {StoryState.DRAFT, StoryState.RETURNED}:
        return _("Dit verhaal is al ingestuurd.")
    return _of_writer(user, story)


def may_withdraw_story(user, story: Story) -> str:
    """Its writer, always."""
    return _of_writer(user, story)


def may_judge_story(user, story: Story) -> str:
    """An advisor of the area, about what somebody else sent in."""
    if reason := may_handle(user, story.initiative):
        return reason
    if is_submitter(user, story.initiative):
        return _("Een collega leest uw eigen verhaal.")
    return "" if story.state == StoryState.WAITING else _("Dit verhaal wacht niet op u.")


def may_hide_story(user, story: Story) -> str:
    """An advisor of the area takes it off the site."""
    if reason := may_handle(user, story.initiative):
        return reason
    return "" if story.state == StoryState.PUBLIC else _("Dit verhaal staat niet op de site.")


def may_hide_picture(user, picture: Picture) -> str:
    """An advisor of the area, what everyone sees."""
    if reason := may_handle(user, picture.initiative):
        return reason
    return "" if picture.is_public else _("Deze foto staat niet op de site.")


def may_hide_outcome(user, outcome: Outcome) -> str:
    """An advisor of the area, words that everyone reads."""
    if reason := may_handle(user, outcome.initiative):
        return reason
    shown = outcome.text and outcome.is_shown and outcome.initiative.is_public
    return "" if shown else _("Deze tekst staat niet op de site.")


def may_put_back(user, hiding: Hiding) -> str:
    """An advisor of the area, unless its writer objected: then a colleague decides about that."""
    if reason := _about_what_others_wrote(user, hiding.initiative):
        return reason
    if hiding.state == Hiding.State.APPEALED:
        return _("De schrijver vroeg om nog eens te kijken. Besluit daarover.")
    if hiding.state == Hiding.State.RESTORED:
        return _("Deze tekst staat alweer op de site.")
    return _may_show(hiding)


def _may_show(hiding: Hiding) -> str:
    """Whether there is something that can be on the site."""
    if hiding.initiative.state not in SHOWN_STATES:
        return _("Een ingetrokken initiatief wordt niet openbaar.")
    if hiding.story and hiding.story.state != StoryState.HIDDEN:
        return _("De schrijver heeft dit verhaal weggehaald.")
    return ""


def may_decide_appeal(user, hiding: Hiding) -> str:
    """An advisor of the area who did not hide it."""
    if reason := _about_what_others_wrote(user, hiding.initiative):
        return reason
    if hiding.state != Hiding.State.APPEALED:
        return _("Hierover is al besloten, of niemand vroeg erom.")
    if hiding.hidden_by_id == user.pk:
        return _("Een collega besluit over wat u zelf van de site haalde.")
    return ""


def _about_what_others_wrote(user, initiative: Initiative) -> str:
    if reason := may_handle(user, initiative):
        return reason
    if is_submitter(user, initiative):
        return _("Een collega besluit over wat u zelf schreef.")
    return ""


def may_redact(user, initiative: Initiative) -> str:
    """An advisor of the area takes words out for ever; nobody from their own."""
    return _about_what_others_wrote(user, initiative)


def may_be_reported(about: Initiative | Story | Picture) -> str:
    """Anyone, what is public."""
    return "" if about.is_public else _("Dit staat niet op de site.")


def may_decide_report(user, report: Report) -> str:
    """An advisor of the area, about what somebody else wrote."""
    return _about_what_others_wrote(user, report.initiative)


def _of_writer(user, story: Story) -> str:
    refusal = _("Dit kan alleen de schrijver van het verhaal.")
    return _for_initiator(user, story.initiative, refusal)


def may_enter_on_paper(user, area_id: int | None = None) -> str:
    """Front desk and advisors; without an area: whether they may do so anywhere."""
    allowed = (
        has_anywhere(user, Permission.ENTER_ON_PAPER)
        if area_id is None
        else may(user, Permission.ENTER_ON_PAPER, area_id)
    )
    if allowed:
        return ""
    return _("U mag voor dit gebied geen initiatieven van papier invoeren.")


def _for_initiator(user, initiative, refusal: str) -> str:
    if is_submitter(user, initiative):
        return ""
    if initiative.submitter_id is None and not may_handle(user, initiative):
        return ""
    return refusal
