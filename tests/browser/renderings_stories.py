"""Renderings of stories and of what came of ideas."""

from datetime import timedelta

from config.intake import tokens
from initiatives.actions.outcome import SAY
from initiatives.models import Initiative, Outcome, Report, Story
from tests.browser.deeds import press, send_empty
from tests.browser.visits import ADVISOR, visit


def told():
    """A story on the site."""
    return Story.objects.filter(state="public", initiative__area__code="benthuizen").first()


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
PUBLIC = [
    visit("stories", "stories:list"),
    visit("stories of an area", "stories:list", query="?gebied=dorp-boskoop"),
    visit("stories none", "stories:list", query="?gebied=zwammerdam"),
    visit("story", "stories:story", told),
    visit("report on a story", "stories:report_story", told),
    visit("report empty", "stories:report_idea", done, deeds=(send_empty,)),
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
