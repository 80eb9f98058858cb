"""Renderings of the directory, tables, meetings and agreements."""

from datetime import timedelta

from areas.models import User
from config.intake import tokens
from config.lib.clock import today
from partners.actions.meetings import EXCUSE
from partners.models import (
    Agreement,
    Contact,
    Facility,
    Meeting,
    Organisation,
    Rhythm,
    Roundtable,
    SupportCase,
)
from tests.browser.deeds import fill, press, send, send_empty
from tests.browser.visits import ADVISOR, MEMBER, RESIDENT, visit
from tests.browser.world import action, place
from tests.factories import AdviceFactory, CovenantFactory, CovenantPartyFactory


def police():
    """An organisation with a contact person."""
    return Organisation.objects.get(code="politie")


def contact():
    """A contact person whom only colleagues see."""
    return Contact.objects.get(in_public=False)


def facility():
    """A place with opening hours."""
    return Facility.objects.get(code="dorpshuis-voorbeeld")


def rhythm():
    """What comes round in every gebied."""
    return Rhythm.objects.get(code="partners")


def table():
    """The table with three meetings behind it."""
    return Roundtable.objects.get(code="gebiedstafel-rijnwoude")


def secret_table():
    """A confidential table."""
    return Roundtable.objects.get(code="verdeeltafel-rijnwoude")


def case():
    """A question at the confidential table that waits for its next step."""
    return SupportCase.objects.visible_to(User.objects.get(name__startswith=MEMBER)).get(
        roundtable=secret_table(), number=2
    )


def settled():
    """A public meeting with settled minutes and a closed point."""
    return Meeting.objects.filter(roundtable=table(), items__closed=True).get()


def held():
    """A meeting of which the minutes are being written."""
    return Meeting.objects.get(roundtable=table(), state="held")


def planned():
    """A meeting that is still to come."""
    return Meeting.objects.get(roundtable=table(), state="planned")


def item():
    """A point with an agreement."""
    return held().items.get(title="De dorpskamer")


def agreements_point():
    """The point at which open agreements come back."""
    return planned().items.get(kind="agreements")


def seat():
    """Somebody's seat without an account."""
    return table().seats.filter(user=None).first()


def agreement():
    """An agreement that is open."""
    return Agreement.objects.open().first()


def excuse() -> str:
    """The secret of a link to send apologies."""
    meeting = planned()
    ref = f"partners.meeting:{meeting.pk}/{seat().pk}"
    return tokens.issue(EXCUSE, ref, timedelta(days=1))


def advice():
    """Advice that was answered, with an action that came of it."""
    found = AdviceFactory(
        roundtable=table(),
        topic="Een dorpskamer in het oude klaslokaal",
        text="Begin klein, en vraag eerst de buren.",
        outcome="partly",
        answer="We beginnen met drie dagen per week.",
        answered_on=today(),
        done="De kamer gaat in het voorjaar open.",
    )
    found.actions.add(action())
    return found


def asked_advice():
    """Advice that was asked and has not come."""
    return AdviceFactory(
        roundtable=table(),
        topic="De oversteek bij de school",
        question="Wat vindt u van een zebrapad?",
        asked_on=today(),
        due_on=today() + timedelta(days=30),
        text="",
        given_on=None,
    )


def covenant_party():
    """A party that signed a covenant that ends soon."""
    party = CovenantPartyFactory(
        covenant=CovenantFactory(
            municipality=police().municipality,
            title="Samen veilig in Rijnwoude",
            text="Politie en gemeente lopen samen door de dorpen.",
            ends_on=today() + timedelta(days=60),
        ),
        organisation=police(),
        promises="Elke week een ronde.",
        signed_on=today(),
        signed_as="teamchef",
    )
    party.actions.add(action())
    return party


def covenant():
    """That covenant."""
    return covenant_party().covenant


PUBLIC = [
    visit("advices", "partners:advices"),
    visit("advice", "partners:advice", advice),
    visit("covenants", "partners:covenants"),
    visit("covenant", "partners:covenant", covenant),
    visit("partners", "partners:organisations"),
    visit("partners of an area", "partners:organisations", query="?gebied=rijnwoude"),
    visit("partners nothing", "partners:organisations", query="?q=xyzzy"),
    visit("partner", "partners:organisation", police),
    visit("facilities", "partners:facilities"),
    visit("facilities nothing", "partners:facilities", query="?gebied=boskoop"),
    visit("team", "pages:team", "rijnwoude"),
    visit("taking part", "pages:taking_part", "rijnwoude"),
    visit("taking part in the town", "pages:taking_part", "alphen-aan-den-rijn"),
    visit("taking part too few", "pages:taking_part", "wijk-steekterpolder"),
    visit("team of nobody", "pages:team", "wijk-steekterpolder"),
    visit("tables", "partners:roundtables"),
    visit("table", "partners:roundtable", table),
    visit("table confidential", "partners:roundtable", secret_table),
    visit("meeting settled", "partners:meeting", settled),
    visit("meeting planned", "partners:meeting", planned),
    visit("excuse", "partners:excuse_link", excuse),
    visit("excused", "partners:excuse_link", excuse, deeds=(press("Meld mij af"),)),
    visit("excuse gone", "partners:excuse", status=410),
]
ADVISORS = [
    visit("ask advice", "partners:advice_ask", table, who=ADVISOR),
    visit("advice asked", "partners:advice", asked_advice, who=ADVISOR),
    visit("give advice", "partners:advice_give", asked_advice, who=ADVISOR),
    visit("unasked advice", "partners:advice_unasked", table, who=ADVISOR),
    visit("answer advice", "partners:advice_answer", advice, who=ADVISOR),
    visit("new briefing", "partners:briefing_add", table, who=ADVISOR),
    visit("covenants advisor", "partners:covenants", who=ADVISOR),
    visit("new covenant", "partners:covenant_create", who=ADVISOR),
    visit("edit covenant", "partners:covenant_edit", covenant, who=ADVISOR),
    visit("new covenant party", "partners:covenant_party_add", covenant, who=ADVISOR),
    visit("edit covenant party", "partners:covenant_party_edit", covenant_party, who=ADVISOR),
    visit("team advisor", "pages:team", "rijnwoude", who=ADVISOR),
    visit("partner advisor", "partners:organisation", police, who=ADVISOR),
    visit("new organisation", "partners:organisation_create", who=ADVISOR),
    visit(
        "new organisation empty", "partners:organisation_create", who=ADVISOR, deeds=(send_empty,)
    ),
    visit("edit organisation", "partners:organisation_edit", police, who=ADVISOR),
    visit("new contact", "partners:contact_add", police, who=ADVISOR),
    visit("edit contact", "partners:contact_edit", contact, who=ADVISOR),
    visit("remove contact", "partners:contact_remove", contact, who=ADVISOR),
    visit("facilities advisor", "partners:facilities", who=ADVISOR),
    visit("new facility", "partners:facility_add", who=ADVISOR),
    visit("edit facility", "partners:facility_edit", facility, who=ADVISOR),
    visit("remove facility", "partners:facility_remove", facility, who=ADVISOR),
    visit("handover", "partners:handover", who=ADVISOR),
    visit("rhythms", "partners:rhythms", who=ADVISOR),
    visit("new visit", "partners:visit_add", rhythm, place, who=ADVISOR),
    visit("tables advisor", "partners:roundtables", who=ADVISOR),
    visit("table advisor", "partners:roundtable", table, who=ADVISOR),
    visit("edit table", "partners:roundtable_edit", table, who=ADVISOR),
    visit("new seat", "partners:seat_add", table, who=ADVISOR),
    visit("edit seat", "partners:seat_edit", seat, who=ADVISOR),
    visit("plan meetings", "partners:meeting_plan", table, who=ADVISOR),
    visit("plan meetings empty", "partners:meeting_plan", table, who=ADVISOR, deeds=(send_empty,)),
    visit("meeting settled advisor", "partners:meeting", settled, who=ADVISOR),
    visit("meeting held", "partners:meeting", held, who=ADVISOR),
    visit("meeting planned advisor", "partners:meeting", planned, who=ADVISOR),
    visit("edit meeting", "partners:meeting_edit", planned, who=ADVISOR),
    visit("invite", "partners:meeting_invite", planned, who=ADVISOR),
    visit("attendance", "partners:attendance", held, who=ADVISOR),
    visit("cancel meeting", "partners:meeting_step", planned, "afzeggen", who=ADVISOR),
    visit("new point", "partners:item_add", planned, who=ADVISOR),
    visit("edit point", "partners:item_edit", item, who=ADVISOR),
    visit("remove point", "partners:item_remove", agreements_point, who=ADVISOR),
    visit("minutes", "partners:item", item, who=ADVISOR),
    visit("minutes of agreements", "partners:item", agreements_point, who=ADVISOR),
    visit(
        "agreement empty",
        "partners:agreement_add",
        item,
        who=ADVISOR,
        deeds=(press("Leg de afspraak vast"),),
    ),
    visit("agreements", "partners:agreements", who=ADVISOR),
    visit(
        "covenant document empty",
        "partners:covenant_document_add",
        covenant,
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("agreements none", "partners:agreements", who=RESIDENT),
    visit("edit agreement", "partners:agreement_edit", agreement, who=ADVISOR),
    visit("agreement done", "partners:agreement_step", agreement, "gedaan", who=ADVISOR),
    visit("calendar", "partners:calendar", who=ADVISOR),
    visit("calendar made", "partners:calendar", who=ADVISOR, deeds=(press("Maak een adres"),)),
]
MEMBERS = [
    visit("cases", "partners:cases", secret_table, who=MEMBER),
    visit("new case empty", "partners:case_add", secret_table, who=MEMBER, deeds=(send_empty,)),
    visit(
        "new case with a name",
        "partners:case_add",
        secret_table,
        who=MEMBER,
        deeds=(fill(("question", "Mevrouw Voorbeeld belt op 06-12345678.")), send),
    ),
    visit("case closed", "partners:case", case, who=MEMBER),
    visit("case read", "partners:case", case, who=MEMBER, deeds=(press("Lees deze vraag"),)),
    visit("case readings", "partners:case_readings", secret_table, who=MEMBER),
    visit("case note", "partners:case_note", case, who=MEMBER),
    visit("case step empty", "partners:case_step", case, who=MEMBER, deeds=(send_empty,)),
    visit("case reference", "partners:case_reference", case, who=MEMBER),
    visit("close case empty", "partners:case_close", case, who=MEMBER, deeds=(send_empty,)),
]
# Downloads, feeds, and presses that lead back.
NO_PAGE = {
    "pages:taking_part_csv",
    "partners:calendar_feed",
    "partners:covenant_document",
    "partners:item_move",
    "partners:meeting_ics",
    "partners:meeting_pdf",
    "partners:put_action",
}
