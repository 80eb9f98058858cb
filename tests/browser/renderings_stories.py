"""Renderings of stories and of what came of ideas."""

from datetime import timedelta

from areas.models import User
from config.intake import tokens
from config.lib.clock import now
from initiatives.actions.hiding import APPEAL
from initiatives.actions.outcome import SAY
from initiatives.models import Hiding, Initiative, Letter, Outcome, Picture, Report, Story
from tests.browser.deeds import press, send_empty
from tests.browser.visits import ADVISOR, visit


def told():
    """A story on the site."""
    return Story.objects.filter(state="public", initiative__area__code="benthuizen").first()


def told_idea():
    """The idea of that story."""
    return told().initiative


def waiting():
    """One that an advisor is to read."""
    koudekerk = "koudekerk-aan-den-rijn"
    return Story.objects.filter(state="waiting", initiative__area__code=koudekerk).first()


def reported():
    """A report that waits."""
    return Report.objects.filter(state="open").first()


def done():
    """An idea of which its initiator said what came of it."""
    return Initiative.objects.filter(outcomes__result="partly").first()


def link() -> str:
    """The secret in the mail that asks what came of it."""
    idea = Initiative.objects.public().filter(state="done", outcomes=None).first()
    found, _new = Outcome.objects.get_or_create(initiative=idea, moment=Outcome.Moment.YEAR)
    ref = f"initiatives.outcome:{found.pk}"
    return tokens.issue(SAY, ref, timedelta(days=1), email="buur@bewoners.example")


def link_answered() -> str:
    """The same for what was said."""
    ref = f"initiatives.outcome:{Outcome.objects.said().first().pk}"
    return tokens.issue(SAY, ref, timedelta(days=1), email="buur@bewoners.example")


def draft():
    """One that its writer has not sent in."""
    return Story.objects.get(title="Proefverhaal")


def done_by_ria():
    """An idea of Ria that is done, with words that nobody released."""
    return Initiative.objects.get(title="Plantenbak (proef)")


def said_by_ria():
    """What she said of it."""
    return Outcome.objects.get(initiative__title="Plantenbak (proef)")


def with_question():
    """The idea of Ria with an open question."""
    return Initiative.objects.get(title__startswith="Koffieochtend")


WRITERS = [
    visit("write story", "stories:write", with_question, who="Ria"),
    visit("write story empty", "stories:write", with_question, who="Ria", deeds=(send_empty,)),
    visit("edit story", "stories:edit", draft, who="Ria"),
    visit("pictures of story", "stories:pictures", draft, who="Ria"),
    visit("send story", "stories:send", draft, who="Ria"),
    visit("withdraw story", "stories:withdraw", draft, who="Ria"),
    visit("say what came of it", "initiatives:outcome_say", done_by_ria, who="Ria"),
    visit("release words", "initiatives:outcome_release", said_by_ria, who=ADVISOR),
]


def hidden():
    """A text off the site to which its writer objects."""
    return _objected(state="appealed")


def kept_off():
    """One that stays off the site."""
    return _objected(state="kept")


def _objected(state: str):
    """A story off the site of an idea where the advisor works."""
    idea = told().initiative
    by = User.objects.exclude(pk=idea.submitter_id).order_by("pk").last()
    words = {"title": "Wie te bellen", "text": "Bel 06 12345678.", "state": "hidden"}
    about = {"initiative": idea, "story": Story.objects.create(initiative=idea, **words)}
    words = {"reason": "Er staat een nummer in.", "appeal": "Dat is van de club."}
    return Hiding.objects.create(**about, **words, state=state, hidden_by=by, appealed_at=now())


def picture_told():
    """A picture with the story on the site."""
    found = told()
    drawn = {"file": "initiatives/geen.jpg", "width": 8, "height": 6, "alt": "Het plein"}
    return Picture.objects.create(initiative=found.initiative, story=found, **drawn)


def picture_shown():
    """A picture with an idea, of which the file is there."""
    return Picture.objects.get(initiative__title__startswith="Koffieochtend", story=None)


def said_for_all():
    """What was said of an idea, for everyone."""
    near, by = told().initiative, User.objects.order_by("pk").first()
    public = {"state": "done", "released_at": now(), "released_by": by}
    where = {"municipality": near.municipality, "area": near.area}
    idea = Initiative.objects.create(title="Geveltuin (proef)", **where, **public)
    words = {"text": "Het ging goed.", "said_at": now(), "released_at": now()}
    return Outcome.objects.create(initiative=idea, moment="weeks", result="yes", **words)


def link_to_object() -> str:
    """The secret in the mail about a text that is off the site."""
    found = _objected(state="hidden")
    return tokens.issue(APPEAL, str(found.pk), timedelta(days=1), email="buur@bewoners.example")


def letter_area():
    """The area of the story on the site."""
    return told().initiative.area.slug


def letter_draft():
    """A draft of its newsletter."""
    area = told().initiative.area
    given = {"title": "Nieuws uit de buurt", "text": "Beste buurt.", "until": now()}
    return Letter.objects.get_or_create(
        area=area, sent_at=None, defaults={"municipality": area.municipality, **given}
    )[0]


def letter():
    """A newsletter that was sent."""
    area, by = told().initiative.area, User.objects.order_by("pk").first()
    words = {"title": "Nieuws uit de buurt", "text": "Beste buurt. Lees https://example.org/."}
    sent = {"until": now(), "sent_at": now(), "sent_by": by, "audience": "asked"}
    return Letter.objects.create(area=area, municipality=area.municipality, **words, **sent)


LETTERS = [
    visit("letters", "pages:letters", letter_area),
    visit("letter", "pages:letter", letter),
    visit("letter to make", "pages:letter_new", letter_area, who=ADVISOR),
    visit("letter draft", "pages:letter", letter_draft, who=ADVISOR),
    visit("letter to edit", "pages:letter_edit", letter_draft, who=ADVISOR),
    visit("letter empty", "pages:letter_edit", letter_draft, who=ADVISOR, deeds=(send_empty,)),
    visit("letter to send", "pages:letter_send", letter_draft, who=ADVISOR),
    visit("follow a place", "following:new", query="?lat=52.12&lon=4.65&straal=500"),
]
HIDINGS = [
    visit("hide picture", "stories:hide_picture", picture_told, who=ADVISOR),
    visit("hide words", "stories:hide_outcome", said_for_all, who=ADVISOR),
    visit("objection to decide", "stories:hiding", hidden, who=ADVISOR),
    visit("objection empty", "stories:hiding", hidden, who=ADVISOR, deeds=(send_empty,)),
    visit("put back", "stories:put_back", kept_off, who=ADVISOR),
    visit("object", "stories:appeal_link", link_to_object),
    visit("object empty", "stories:appeal_link", link_to_object, deeds=(send_empty,)),
    visit("object gone", "stories:appeal", status=410),
    visit("objected", "stories:appealed"),
    visit("redact", "pages:redact", told_idea, who=ADVISOR),
    visit("redact empty", "pages:redact", told_idea, who=ADVISOR, deeds=(send_empty,)),
]
PUBLIC = [
    visit("stories", "stories:list"),
    visit("stories of an area", "stories:list", query="?gebied=dorp-boskoop"),
    visit("stories none", "stories:list", query="?gebied=zwammerdam"),
    visit("story", "stories:story", told),
    visit("report on a story", "stories:report_story", told),
    visit("report empty", "stories:report_idea", done, deeds=(send_empty,)),
    visit("report on a picture", "stories:report_picture", picture_shown),
    visit("reported", "stories:reported"),
    visit("idea with outcome", "initiatives:detail", done),
    visit("outcome", "initiatives:outcome_link", link),
    visit("outcome said", "initiatives:outcome_link", link_answered),
    visit("outcome gone", "initiatives:outcome", status=410),
]
ADVISORS = [
    visit("report to decide", "stories:report", reported, who=ADVISOR),
    visit("story waiting", "stories:story", waiting, who=ADVISOR),
    visit("story to release", "stories:release", waiting, who=ADVISOR),
    visit("story to return", "stories:return", waiting, who=ADVISOR, deeds=(send_empty,)),
    visit("story to hide", "stories:hide", told, who=ADVISOR, deeds=(press("Haal van de site"),)),
]
