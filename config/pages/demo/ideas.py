"""Initiatives of the demo, and the money that they ask: each step through the real action."""

import datetime

from areas.models import Action, Theme, User
from budgets.actions import accounts, payments, receipts
from budgets.actions.applications import apply_for_money, decide, needs_ground
from budgets.actions.opening import open_budgets
from budgets.actions.revocations import Why, revoke
from budgets.models import Application, RefusalGround, RevocationGround, Scheme
from config.lib import clock, sealing
from config.pages.demo.agenda import World
from config.pages.demo.ballots import BALLOT_STEPS, tell_ballot
from config.pages.demo.budgets import drawn_receipt
from config.pages.demo.compared import COMPARE_STEPS, tell_advice, tell_compared, tell_fulfilled
from config.pages.demo.compasses import COMPASS_STEPS, tell_compass
from config.pages.demo.drawings import add_bench
from config.pages.demo.letters import LETTER_STEPS, tell_letter
from config.pages.demo.people import DOMAIN, RESIDENTS_DOMAIN, address, person
from config.pages.demo.shared import SHARED_STEPS, tell_shared
from config.pages.practice.check import Row
from initiatives.actions import handle
from initiatives.actions.submit import enter_on_paper, submit
from initiatives.models import ADVISOR, RESIDENT, Initiative, State, StopReason

MOVES = {
    "uitwerken": State.IN_PROGRESS,
    "uitvoeren": State.RUNNING,
    "gereed": State.DONE,
    "gaat niet door": State.DECLINED,
}
MESSAGES = {
    "vraag": handle.ask,
    "nieuws": handle.add_news,
    "intern": handle.add_internal_note,
    "foto": add_bench,
}


def _pay(world: World, application: Application, step: dict, holder: User) -> None:
    """The initiator gives an account number, Sem makes a batch, the holder approves, it is paid."""
    if not sealing.ready():
        return
    sem, receiver = world.user(step["wie"]), application.initiative.submitter
    number = {"iban": "NL91ABNA0417164300", "holder": "Voorbeeld"}
    payments.give_account(application=application, **number, by=receiver or sem)
    batch = payments.make_batch(municipality=world.municipality, by=sem)
    payments.check_batch(batch=batch, approved=True, by=User.objects.get(pk=holder.pk))
    for payment in batch.payments.all():
        said = {"paid": True, "on": clock.today(), "note": ""}
        payments.settle_payment(number=payment.number, **said, by=sem)


def _account(world: World, application: Application, step: dict, holder: User) -> None:
    """The initiator tells what came of it."""
    initiative = application.initiative
    accounts.report_spending(
        application=application,
        story=step["tekst"],
        spent_cents=step["bedrag"],
        costs="Bonnen volgens bijlage",
        by=initiative.submitter or world.advisor(initiative.area),
    )


def _settle(world: World, application: Application, step: dict, holder: User) -> None:
    """The budget holder settles as granted."""
    accounts.settle(
        application=application,
        amount_cents=application.decision.amount_cents,
        reason=step["tekst"],
        by=User.objects.get(pk=holder.pk),
    )


def _lower(world: World, application: Application, step: dict, holder: User) -> None:
    """The budget holder lowers the grant to an amount, after the initiator said what they think."""
    revoke(
        application=application,
        amount_cents=step["bedrag"],
        why=Why(RevocationGround.ACTIVITIES, step["tekst"]),
        heard=accounts.Heard(clock.today(), step["reactie"]),
        by=User.objects.get(pk=holder.pk),
    )


def _receipt(world: World, application: Application, step: dict, holder: User) -> None:
    """The initiator sends a receipt, drawn for the occasion."""
    initiative = application.initiative
    receipts.add_receipt(
        application=application,
        name=step["tekst"],
        file=drawn_receipt(step["tekst"]),
        by=initiative.submitter or world.advisor(initiative.area),
    )


def _carry_out(world: World, application: Application, step: dict, holder: User) -> None:
    """The advisor of the area writes down that it is done."""
    tell_fulfilled(application, step, by=world.advisor(application.initiative.area))


AFTER = {
    "geld bon": _receipt,
    "geld betaald": _pay,
    "geld verantwoord": _account,
    "geld vastgesteld": _settle,
    "geld verlaagd": _lower,
    "geld uitgevoerd": _carry_out,
}


class Ideas:
    """Adds the initiatives of a file to the story."""

    def __init__(
        self, world: World, scheme: Scheme | None, *, desk: User | None, decider: User | None
    ):
        self.world, self.scheme, self.desk, self.decider = world, scheme, desk, decider
        self.made: dict[int, int] = {}

    def tell(self, rows: list[Row]) -> int:
        """Add all of them, and the budgets they ask from; returns the number of initiatives."""
        first = min([row.get("dag") for row in rows], default=0)
        if self.scheme:
            self._open_budgets(first)
        for number, row in enumerate(rows):
            self.world.story.add(row.get("dag"), lambda n=number, r=row: self._start(n, r))
            for step in row.get("verhaal", []):
                day = max(row.get("dag"), step["dag"])
                self.world.story.add(day, lambda n=number, r=row, s=step: self._step(n, r, s))
        return len(rows)

    def _open_budgets(self, first: int) -> None:
        """The budgets of every year in which something happens, each from the first day of it."""
        today = self.world.today
        for year in range((today + datetime.timedelta(days=first)).year, today.year + 1):
            day = max(first, (datetime.date(year, 1, 1) - today).days)
            self.world.story.add(
                min(day, 0),
                lambda year=year: open_budgets(
                    scheme=self.scheme, year=year, fictitious=True, by=None
                ),
            )

    def _start(self, number: int, row: Row) -> None:
        known = {user.name: user for user in self.world.people.values()}
        name = row.get("indiener")
        idea = {
            "title": row.get("titel"),
            "text": row.get("tekst", ""),
            "place": row.get("plek", ""),
            "with_whom": row.get("met_wie", ""),
            "needs": row.get("nodig", ""),
            "group_name": row.get("groep", ""),
            "brought_as": "organisation" if row.get("organisatie") else "resident",
            "organisation_name": row.get("organisatie", ""),
            "organisation_public": row.get("organisatie_openbaar", False),
            "name_public": row.get("naam_openbaar", False),
            "contact_name": name,
            "contact_email": address(name, DOMAIN if name in known else RESIDENTS_DOMAIN),
        }
        area = self.world.areas[row.get("gebied")]
        idea["also_area"] = self.world.areas.get(row.get("ook_over"))
        if row.get("op_papier"):
            idea["contact_email"] = ""
            made = enter_on_paper(area=area, idea=idea, received_on=clock.today(), by=self.desk)
        elif row.get("niet_bevestigd"):
            made = submit(area=area, idea=idea, by=None)
        else:
            by = known.get(name) or person(name, RESIDENTS_DOMAIN)
            made = submit(area=area, idea=idea, by=by)
        self.made[number] = made.pk

    def _step(self, number: int, row: Row, step: dict) -> None:
        initiative = Initiative.objects.select_related("municipality", "area", "submitter").get(
            pk=self.made[number]
        )
        what, text = step["wat"], step.get("tekst", "")
        staff = self.world.user(step["wie"]) if step.get("wie") else self._advisor(initiative)
        if what == "openbaar":
            handle.release(initiative=initiative, theme=self._theme(row), by=staff)
            if row.get("actie"):
                self._link(initiative.pk, row, staff)
        elif what in MOVES:
            chosen = self._reason(step)
            handle.move(initiative=initiative, to=MOVES[what], reason=text, chosen=chosen, by=staff)
        elif what in SHARED_STEPS:
            tell_shared(self.world, initiative, step, chosen=self._reason(step), staff=staff)
        elif what in MESSAGES:
            MESSAGES[what](initiative=initiative, text=text, by=staff)
        elif what in COMPASS_STEPS:
            tell_compass(initiative, step, staff=staff)
        elif what in LETTER_STEPS:
            tell_letter(initiative, step, by=staff, decider=self.decider)
        elif what in BALLOT_STEPS:
            tell_ballot(initiative, step, by=staff)
        elif what == "volgende stap":
            turn = RESIDENT if step.get("wie") == "indiener" else ADVISOR
            handle.set_next_step(initiative=initiative, next_step=text, next_step_by=turn, by=staff)
        elif what == "antwoord":
            handle.answer(initiative=initiative, text=text, by=initiative.submitter or staff)
        elif what == "ingetrokken":
            by = initiative.submitter or staff
            handle.move(initiative=initiative, to=State.WITHDRAWN, reason=text, by=by)
        else:
            self._money(initiative, step)

    def _reason(self, step: dict) -> StopReason | None:
        """The reason of the list that the file names, if it does."""
        reasons = StopReason.objects.to_choose(self.world.municipality)
        return reasons.get(code=step["code"]) if step.get("code") else None

    def _money(self, initiative: Initiative, step: dict) -> None:
        what, text = step["wat"], step.get("tekst", "")
        if what in COMPARE_STEPS:
            by = self._advisor(initiative)
            tell_compared(initiative, step, by=by, decider=self.decider)
            return
        if what == "geld gevraagd":
            apply_for_money(
                initiative=initiative,
                scheme=self.scheme,
                asked_cents=step["bedrag"],
                purpose=text,
                by=initiative.submitter or self._advisor(initiative),
            )
            return
        if what in AFTER:
            granted = Application.objects.filter(initiative=initiative, state="granted").for_page()
            AFTER[what](self.world, granted.get(), step, self.decider)
            return
        waiting = initiative.applications.waiting().select_related(
            "scheme", "budget__area", "initiative__submitter"
        )
        application, cents = waiting.get(), step.get("bedrag", 0)
        deviation = tell_advice(application, cents=cents, adviser=self._advisor(initiative))
        granted = what == "geld toegekend"
        short = needs_ground(application, cents if granted else 0)
        decide(
            application=application,
            granted=granted,
            amount_cents=cents,
            ground=RefusalGround.RULE if short else "",
            reason=text,
            deviation=deviation,
            by=User.objects.get(pk=self.decider.pk),
        )

    def _advisor(self, initiative: Initiative) -> User:
        return self.world.advisor(initiative.area)

    def _theme(self, row: Row) -> Theme | None:
        return self.world.themes.get(row.get("thema", ""))

    def _link(self, pk: int, row: Row, staff: User) -> None:
        action: Action = self.world.actions[row.get("actie")]
        handle.link_action(initiative=Initiative.objects.get(pk=pk), action=action, by=staff)
