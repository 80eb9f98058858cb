"""Every distinct rendering of a page: its name, its address, who looks, and what they did first.

A page is here once, not once per role; again when it looks different: for the initiator, for the
advisor, empty, after a mistake, after a colleague saved first.
"""

from areas.models import Portrait, Verdict
from budgets.models import Ballot, Letter, Objection
from config.lib.clock import today
from tests.browser import (
    renderings_agenda,
    renderings_compass,
    renderings_gatherings,
    renderings_money,
    renderings_signals,
    renderings_stories,
    renderings_submit,
    renderings_tables,
)
from tests.browser.deeds import collide, fill, grant, press, send_empty
from tests.browser.visits import (
    ADVISOR,
    HOLDER,
    MEMBER,
    RESIDENT,
    act,
    asked,
    own,
    town_plan,
    visit,
)
from tests.browser.world import (
    approach,
    budget,
    idea,
    party,
    plan,
    scheme,
)
from tests.factories import IndicatorFactory, MeasurementFactory

QUESTION, NEW, BUSY = "Koffieochtend", "Ruilkast", "Buurtmoestuin"


def the_picture():
    """The only picture there is."""
    return idea(QUESTION).pictures.get()


def first_goal():
    """A goal of the plan."""
    return plan().goals.first()


def measured_goal():
    """A goal that is measured, in an area with a portrait that was discussed."""
    goal = first_goal()
    if goal.indicator_id is None:
        area = goal.plan.area
        figure = IndicatorFactory(municipality=area.municipality)
        for turn, value in enumerate(["6.1", "6.4", "6.6"]):
            for place in (area, area.municipality.root):
                MeasurementFactory(indicator=figure, area=place, year=2022 + turn, value=value)
        goal.indicator, goal.target, goal.target_year = figure, 7, 2027
        goal.save()
        Verdict.objects.create(plan=goal.plan, goal=goal, outcome="partly", text="Het begin is er.")
        strong = {"people": "Vrijwilligers.", "places": "De kade.", "worries": "Donkere straten."}
        for day in (None, today()):
            Portrait.objects.create(area=area, text="Vier dorpen.", discussed_on=day, **strong)
    return goal


def measured_plan():
    """The plan of that goal."""
    return measured_goal().plan


def measured_area():
    """The address of the area of that goal."""
    return measured_goal().plan.area.slug


def the_figure():
    """What that goal is measured with."""
    return measured_goal().indicator


def a_letter():
    """The letter about money that the demo wrote."""
    return Letter.objects.exclude(objection_until=None).first()


def an_objection():
    """The objection to it."""
    return Objection.objects.first()


def on_ballot():
    """What the committee of the demo votes on."""
    return Ballot.objects.get(outcome="")


PUBLIC = [
    visit("home", "pages:home"),
    visit("areas", "areas:list"),
    visit("areas found", "areas:list", query="?q=hazers"),
    visit("areas not found", "areas:list", query="?q=xyz"),
    visit("area", "pages:area", "rijnwoude"),
    visit("area small", "pages:area", "wijk-steekterpolder"),
    visit("area whole town", "pages:area", "alphen-aan-den-rijn"),
    visit("agenda", "pages:agenda"),
    visit("agenda filtered", "pages:agenda", query="?gebied=rijnwoude&stand=late"),
    visit("agenda nothing", "pages:agenda", query="?zoek=xyz&q=xyz&gebied=wijk-steekterpolder"),
    visit("plan", "areas:plan", town_plan()),
    visit("plan without goals", "areas:plan", town_plan("Gebiedsprofiel")),
    visit("plan in phases", "areas:plan", approach),
    visit("plan version", "areas:plan_version", town_plan(), 1),
    visit("plan measured", "areas:plan", measured_plan),
    visit("goal", "areas:goal", measured_goal),
    visit("figures", "areas:indicators"),
    visit("figure", "areas:indicator", the_figure, query="?gebied=rijnwoude"),
    visit("figure not known here", "areas:indicator", the_figure, query="?gebied=boskoop"),
    visit("portrait of an area", "areas:portrait_page", measured_area),
    visit("portrait of nothing", "areas:portrait_page", "wijk-steekterpolder"),
    visit("action", "areas:action", act("Fontein")),
    visit("action without news", "areas:action", act("Onderzoek naar")),
    visit("initiatives", "initiatives:list"),
    visit("initiatives nothing", "initiatives:list", query="?gebied=wijk-steekterpolder"),
    visit("initiative", "initiatives:detail", own("Een fontein")),
    visit("initiative refused", "initiatives:detail", own("Een steiger")),
    visit("initiative with a picture", "initiatives:detail", own(QUESTION)),
    visit("money", "budgets:overview"),
    visit("money of an area", "budgets:overview", query="?gebied=rijnwoude"),
    visit("entries", "budgets:entries"),
    visit("entries of a number", "budgets:entries", query="?gebied=rijnwoude&bedrag=reserved"),
    visit("budget", "budgets:budget", budget),
    visit("scheme", "budgets:scheme", scheme),
    visit("may I", "budgets:may_i"),
    visit("may I asked", "budgets:may_i", query="?bedrag=250&gebied=rijnwoude"),
    visit("may I wrong", "budgets:may_i", query="?bedrag=1.25&gebied="),
    visit("scheme closed", "budgets:scheme", 1),
    visit("request granted", "budgets:application", asked("Een fontein")),
    visit("request waiting", "budgets:application", asked(BUSY)),
    visit("comparison", "pages:comparison"),
    visit("council actions", "pages:council"),
    visit("council initiatives", "pages:council", query="?toon=initiatieven"),
    visit("council money", "pages:council", query="?toon=geld"),
    visit("search", "pages:search"),
    visit("search found", "pages:search", query="?q=dorp"),
    visit("search not found", "pages:search", query="?q=xyzzy"),
    visit("privacy", "pages:privacy"),
    visit("accessibility", "pages:accessibility"),
    visit("contact", "pages:contact"),
    visit("received", "initiatives:received", query="?gebied=rijnwoude"),
    visit("mail link gone", "initiatives:confirm", status=410),
]
RESIDENTS = [
    visit("my ideas", "initiatives:mine", who=RESIDENT),
    visit("my ideas none", "initiatives:mine", who="Ada"),
    visit("initiator", "initiatives:detail", own("Elke woensdag"), who=RESIDENT),
    visit("initiator asked", "initiatives:detail", own(QUESTION), who="Ria"),
    visit("initiator waiting", "initiatives:detail", own(NEW), who="Mieke"),
    visit("edit own", "initiatives:edit", own(NEW), who="Mieke"),
    visit("edit own empty", "initiatives:edit", own(NEW), who="Mieke", deeds=(send_empty,)),
    visit(
        "edit own both texts",
        "initiatives:edit",
        own(NEW),
        who="Mieke",
        deeds=(collide("title", "Ruilkast voor iedereen"),),
    ),
    visit("edit own public", "initiatives:edit", own(QUESTION), who="Ria"),
    visit("answer", "initiatives:answer", own(QUESTION), who="Ria"),
    visit("answer empty", "initiatives:answer", own(QUESTION), who="Ria", deeds=(send_empty,)),
    visit("pictures", "initiatives:pictures", own(QUESTION), who="Ria"),
    visit("pictures empty", "initiatives:pictures", own(QUESTION), who="Ria", deeds=(send_empty,)),
    visit(
        "picture remove",
        "initiatives:picture_remove",
        the_picture,
        who="Ria",
    ),
    visit("withdraw idea", "initiatives:move", own(QUESTION), "intrekken", who="Ria"),
    visit("ask money", "budgets:apply", own(QUESTION), who="Ria"),
    visit("ask money empty", "budgets:apply", own(QUESTION), who="Ria", deeds=(send_empty,)),
    visit("ask money running", "budgets:apply", own(BUSY), who="Anouk"),
    visit("complete", "budgets:complete", asked(BUSY), who="Anouk"),
    visit("complete empty", "budgets:complete", asked(BUSY), who="Anouk", deeds=(send_empty,)),
    visit("withdraw request", "budgets:withdraw", asked(BUSY), who="Anouk"),
]
ADVISORS = [
    visit("my work", "pages:my_work", who=ADVISOR),
    visit("my work one area", "pages:my_work", query="?gebied=benthuizen", who="Ingrid"),
    visit("my work nothing", "pages:my_work", who="Raoul"),
    visit("area advisor", "pages:area", "rijnwoude", who=ADVISOR),
    visit("portrait", "areas:portrait", "rijnwoude", who=ADVISOR),
    visit(
        "portrait both texts",
        "areas:portrait",
        "rijnwoude",
        who=ADVISOR,
        deeds=(collide("text", "Vier dorpen, elk met een eigen gezicht."),),
    ),
    visit("new plan", "areas:plan_create", "rijnwoude", who=ADVISOR),
    visit("new plan empty", "areas:plan_create", "rijnwoude", who=ADVISOR, deeds=(send_empty,)),
    visit("plan advisor", "areas:plan", town_plan(), who=ADVISOR),
    visit("plan draft", "areas:plan", town_plan("Jaarplan Boskoop"), who="Femke"),
    visit("edit plan", "areas:plan_edit", town_plan(), who=ADVISOR),
    visit("edit plan empty", "areas:plan_edit", town_plan(), who=ADVISOR, deeds=(send_empty,)),
    visit(
        "edit plan both texts",
        "areas:plan_edit",
        town_plan(),
        who=ADVISOR,
        deeds=(collide("title", "Gebiedsprogramma Rijnwoude, nieuw"),),
    ),
    visit("plan step", "areas:plan_step", town_plan(), "afronden", who=ADVISOR),
    visit(
        "plan step warned",
        "areas:plan_step",
        town_plan("Jaarplan Boskoop"),
        "laten-ingaan",
        who="Femke",
    ),
    visit(
        "plan step gone", "areas:plan_step", town_plan(), "laten-ingaan", who=ADVISOR, status=409
    ),
    visit("plan in phases advisor", "areas:plan", approach, who=ADVISOR),
    visit("plan deed", "areas:plan_deed", town_plan(), who=ADVISOR),
    visit("plan deed empty", "areas:plan_deed", town_plan(), who=ADVISOR, deeds=(send_empty,)),
    visit("plan look back", "areas:plan_look_back", town_plan(), who=ADVISOR),
    visit("plan takeover", "areas:plan_takeover", town_plan(), who=ADVISOR),
    visit("new version", "areas:version_add", town_plan(), who=ADVISOR),
    visit("phase", "areas:phase_edit", approach, "1-problem", who=ADVISOR),
    visit("quick action", "areas:action_quick", town_plan(), first_goal, who=ADVISOR),
    visit("new party", "partners:party_add", town_plan(), who=ADVISOR),
    visit("edit party", "partners:party_edit", party, who=ADVISOR),
    visit("sign party", "partners:party_sign", party, who=ADVISOR),
    visit("remove party", "partners:party_remove", party, who=ADVISOR),
    visit("new goal", "areas:goal_create", town_plan(), who=ADVISOR),
    visit("new goal empty", "areas:goal_create", town_plan(), who=ADVISOR, deeds=(send_empty,)),
    visit(
        "edit goal",
        "areas:goal_edit",
        town_plan(),
        first_goal,
        who=ADVISOR,
    ),
    visit("goal advisor", "areas:goal", measured_goal, who=ADVISOR),
    visit("judge a goal", "areas:goal_verdict", measured_goal, who=ADVISOR),
    visit("judge a plan", "areas:plan_verdict", town_plan(), who=ADVISOR, deeds=(send_empty,)),
    visit("new figure", "areas:measurement_add", the_figure, who=ADVISOR),
    visit(
        "new figure empty", "areas:measurement_add", the_figure, who=ADVISOR, deeds=(send_empty,)
    ),
    visit("new action", "areas:action_create", who=ADVISOR),
    visit("new action empty", "areas:action_create", who=ADVISOR, deeds=(send_empty,)),
    visit("action advisor", "areas:action", act("Fontein"), who=ADVISOR),
    visit("action internal", "areas:action", act("Voorbereiding"), who=ADVISOR),
    visit("edit action", "areas:action_edit", act("Fontein"), who=ADVISOR),
    visit(
        "edit action both texts",
        "areas:action_edit",
        act("Fontein"),
        who=ADVISOR,
        deeds=(collide("title", "Fontein en drie bankjes"),),
    ),
    visit("action step", "areas:action_step", act("Fontein"), "afronden", who=ADVISOR),
    visit(
        "action step empty",
        "areas:action_step",
        act("Fontein"),
        "stoppen",
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("progress", "areas:progress_add", act("Fontein"), who=ADVISOR),
    visit(
        "progress empty",
        "areas:progress_add",
        act("Fontein"),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("handling", "initiatives:handling", who=ADVISOR),
    visit("paper", "initiatives:paper", who="Bo"),
    visit("paper empty", "initiatives:paper", who="Bo", deeds=(send_empty,)),
    visit("initiative new", "initiatives:detail", own(NEW), who=ADVISOR),
    visit("initiative advisor", "initiatives:detail", own(BUSY), who=ADVISOR),
    visit("initiative paper", "initiatives:detail", own("Lampjes"), who=ADVISOR),
    visit("release", "initiatives:release", own(NEW), who=ADVISOR),
    visit("hide", "initiatives:hide", own(BUSY), who=ADVISOR),
    visit("hide empty", "initiatives:hide", own(BUSY), who=ADVISOR, deeds=(send_empty,)),
    visit("move", "initiatives:move", own(BUSY), "uitvoeren", who=ADVISOR),
    visit("decline", "initiatives:move", own(BUSY), "niet-doorgaan", who=ADVISOR),
    visit("ask", "initiatives:ask", own(BUSY), who=ADVISOR),
    visit("ask empty", "initiatives:ask", own(BUSY), who=ADVISOR, deeds=(send_empty,)),
    visit("news", "initiatives:news", own(BUSY), who=ADVISOR),
    visit("note", "initiatives:note", own(BUSY), who=ADVISOR),
    visit("next step", "initiatives:next_step", own(BUSY), who=ADVISOR),
    visit("link", "initiatives:link", own(BUSY), who=ADVISOR),
    visit("discuss", "initiatives:agenda", own(BUSY), who=ADVISOR),
    visit("discuss empty", "initiatives:agenda", own(BUSY), who=ADVISOR, deeds=(send_empty,)),
    visit("details", "initiatives:details", own(BUSY), who=ADVISOR),
    visit(
        "details both texts",
        "initiatives:details",
        own(BUSY),
        who=ADVISOR,
        deeds=(collide("title", "Moestuin achter de school"),),
    ),
]
MONEY = [
    visit("my work holder", "pages:my_work", who=HOLDER),
    visit("request holder", "budgets:application", asked(BUSY), who=HOLDER),
    visit("decide", "budgets:decide", asked(BUSY), who=HOLDER),
    visit("decide empty", "budgets:decide", asked(BUSY), who=HOLDER, deeds=(send_empty,)),
    visit("decide confirm", "budgets:decide", asked(BUSY), who=HOLDER, deeds=(grant,)),
    visit("write letter", "budgets:letter_write", asked("Een fontein"), who=HOLDER),
    visit(
        "write letter empty",
        "budgets:letter_write",
        asked("Een fontein"),
        who=HOLDER,
        deeds=(send_empty,),
    ),
    visit("letter", "budgets:letter", a_letter, who=ADVISOR),
    visit("note objection", "budgets:objection_add", a_letter, who=ADVISOR),
    visit("settle objection", "budgets:objection_settle", an_objection, who=ADVISOR),
    visit("objections", "budgets:objections", who=ADVISOR),
    visit("let vote", "budgets:ballot_open", asked(BUSY), who=ADVISOR),
    visit("ballots", "budgets:ballots", who=MEMBER),
    visit("ballot", "budgets:ballot", on_ballot, who=MEMBER),
    visit("vote", "budgets:vote", on_ballot, who=MEMBER),
    visit("vote empty", "budgets:vote", on_ballot, who=MEMBER, deeds=(send_empty,)),
    visit("close ballot", "budgets:ballot_close", on_ballot, who=MEMBER),
    visit("ask to complete", "budgets:ask", asked(BUSY), who=HOLDER),
    visit("ask to complete empty", "budgets:ask", asked(BUSY), who=HOLDER, deeds=(send_empty,)),
    visit("put off", "budgets:put_off", asked(BUSY), who=HOLDER),
    visit("put off empty", "budgets:put_off", asked(BUSY), who=HOLDER, deeds=(send_empty,)),
    visit("revoke", "budgets:revoke", asked("Een fontein"), who=HOLDER),
    visit("revoke empty", "budgets:revoke", asked("Een fontein"), who=HOLDER, deeds=(send_empty,)),
    visit("settle", "budgets:settle", asked("Een fontein"), who=HOLDER),
    visit("settle empty", "budgets:settle", asked("Een fontein"), who=HOLDER, deeds=(send_empty,)),
    visit("payments", "budgets:payments", who="Sem"),
    visit("from bank", "budgets:from_bank", who="Sem"),
    visit("from bank empty", "budgets:from_bank", who="Sem", deeds=(send_empty,)),
    visit("scheme subsidy", "budgets:scheme", scheme, who="Sem"),
    visit("open budgets", "budgets:open", scheme, who="Sem"),
    visit("open budgets empty", "budgets:open", scheme, who="Sem", deeds=(send_empty,)),
    visit("council logged in", "pages:council", who="Raoul"),
]
LOGIN = [
    visit("login", "account_login"),
    visit("login empty", "account_login", deeds=(send_empty,)),
    visit("login wrong address", "account_login", deeds=(fill(("email", "wil@")), press("Stuur"))),
    visit("logout", "account_logout", who=RESIDENT),
    visit("not active", "account_inactive"),
    visit("second step", "mfa_index", who=ADVISOR),
]
AROUND = [*renderings_agenda.PUBLIC, *renderings_agenda.ADVISORS]
AROUND += [*renderings_tables.PUBLIC, *renderings_tables.ADVISORS, *renderings_tables.MEMBERS]
AROUND += [*renderings_signals.PUBLIC, *renderings_signals.ADVISORS]
AROUND += [*renderings_gatherings.PUBLIC, *renderings_gatherings.ADVISORS]
AROUND += [*renderings_stories.PUBLIC, *renderings_stories.ADVISORS]
AROUND += [*renderings_stories.WRITERS, *renderings_stories.HIDINGS]
AROUND += renderings_stories.LETTERS
AROUND += [*renderings_compass.ADVISORS, *renderings_compass.INITIATORS]
AROUND += [*renderings_submit.PUBLIC, *renderings_submit.INITIATORS]
AROUND += renderings_submit.ADVISORS
AROUND += [*renderings_money.RECEIVERS, *renderings_money.STAFF]
EVERY = [*PUBLIC, *RESIDENTS, *ADVISORS, *AROUND, *MONEY, *LOGIN]
# Looked at in a test of their own, which walks through them.
WALKED = {
    "initiatives:create",
    "initiatives:step",
    "initiatives:check",
    "initiatives:later",
    "initiatives:sent",
    "initiatives:confirm_link",
    "account_confirm_login_code",
    "account_request_login_code",
    "account_reauthenticate",
    "account_signup",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "demo:enter",
    "demo:index",
    "demo:mail",
    "demo:mails",
}
# Answers that are no page: files, texts for machines, redirects.
NO_PAGE = (
    renderings_agenda.NO_PAGE
    | renderings_tables.NO_PAGE
    | renderings_money.NO_PAGE
    | {
        "areas:goal_move",
        "budgets:csv",
        "budgets:xlsx",
        "gatherings:calendar",
        "initiatives:follow",
        "initiatives:picture",
        "mfa_download_recovery_codes",
        "pages:council_csv",
        "pages:council_xlsx",
        "pages:healthz",
        "pages:own_download",
        "pages:own_zip",
        "pages:readyz",
        "pages:robots",
        "pages:security_txt",
    }
)
