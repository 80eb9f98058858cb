"""The conditions of a scheme while asking: each is said in plain words, beside its field."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.applications import apply_for_money, decide
from budgets.models import Application
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.factories import AreaFactory, InitiativeFactory, SchemeFactory, budget_of, person

MAY_I = "/geld/mag-dit/"
STRICT = {
    "audiences": ["school"],
    "kind_limits": [{"kind": "buurtfeest", "cents": 10_000}],
    "own_share": Decimal("0.25"),
    "min_endorsements": 5,
}


@pytest.fixture
def strict(oost):
    """The scheme of Oost with conditions of every kind."""
    for name, value in STRICT.items():
        setattr(oost.scheme, name, value)
    oost.scheme.save()
    oost.initiative.supported_inside = 5
    oost.initiative.save()
    return oost


def ask(oost, **fields):
    """Rosa asks € 300 of € 400 for a school, unless told otherwise."""
    given = {"asked_cents": 30_000, "cost_cents": 40_000, "asked_as": "school"} | fields
    return apply_for_money(
        initiative=oost.initiative, scheme=oost.scheme, purpose="Hout", by=oost.rosa, **given
    )


def test_what_meets_every_condition_is_asked(strict):
    application = ask(strict)
    assert (application.asked_as, application.cost_cents) == ("school", 40_000)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"asked_as": "resident"}, "De regeling is alleen voor: school."),
        ({"kind": "buurtfeest"}, "hoogstens €\xa0100,00 per aanvraag"),
        ({"kind": "optocht"}, "Deze soort aanvraag kent de regeling niet."),
        ({"cost_cents": None}, "Vul alle kosten in: u betaalt er zelf ten minste 25% van."),
        ({"cost_cents": 39_999}, "kunt u hoogstens €\xa0299,99 vragen: 25% betaalt u zelf."),
        ({"in_kind": True}, "Hulp in natura kent deze regeling niet."),
    ],
)
def test_what_does_not_meet_a_condition_is_refused_with_the_reason(strict, fields, reason):
    with pytest.raises(Refused, match="^.*" + reason.replace(".", r"\.")):
        ask(strict, **fields)
    assert not Application.objects.exists()


def test_too_few_neighbours_support_it(strict):
    strict.initiative.supported_inside = 4
    strict.initiative.supported_outside = 50
    strict.initiative.save()
    with pytest.raises(Refused, match="4 mensen uit het gebied steunen het. Nodig zijn er 5"):
        ask(strict)


def test_a_window_holds_for_the_day_on_which_it_is_asked(oost, at):
    oost.scheme.asked_from, oost.scheme.asked_until = (
        datetime.date(2026, 11, 1),
        datetime.date(2026, 11, 30),
    )
    oost.scheme.save()
    application = ask(oost, cost_cents=None, asked_as="")
    again = {"scheme": oost.scheme, "asked_cents": 100, "purpose": "Hout", "by": oost.rosa}
    again["initiative"] = InitiativeFactory(area=oost.area, submitter=oost.rosa)
    window = "van 1 november 2026 tot en met 30 november 2026"
    with at(2026, 10, 31), pytest.raises(Refused, match=f"Aanvragen kan {window}. Dat is nog"):
        apply_for_money(**again)
    with at(2026, 12, 1):
        with pytest.raises(Refused, match=f"Aanvragen kon {window}. Dat is voorbij"):
            apply_for_money(**again)
        # Who decides later sees that it came in time.
        decide(
            application=application,
            granted=True,
            amount_cents=100,
            ground="rule",
            reason="Ja.",
            by=oost.bas,
        )


def test_a_scheme_for_certain_areas_is_not_for_others(oost):
    oost.area.code = "oost"
    oost.area.save()
    oost.scheme.area_codes = ["west"]
    oost.scheme.save()
    with pytest.raises(Refused, match="De regeling geldt niet in Oost"):
        ask(oost, cost_cents=None, asked_as="")


def test_the_form_says_it_beside_the_field_and_asks_nothing_more_than_the_rules(strict, client_of):
    url = reverse("budgets:apply", args=[strict.initiative.pk])
    page = client_of(strict.rosa).get(url)
    assert "Ten minste 25% hiervan betaalt u zelf" in page.content.decode()
    data = {"form_key": page.context["form"]["form_key"].value(), "scheme": strict.scheme.pk}
    data |= {"asked": "300", "purpose": "Hout", "who": "resident", "cost": "350"}
    form = client_of(strict.rosa).post(url, data).context["form"]
    assert form.errors["who"] == ["De regeling is alleen voor: school."]
    assert "hoogstens €\xa0262,50 vragen" in form.errors["cost"][0]
    data |= {"who": "school", "cost": "400"}
    assert client_of(strict.rosa).post(url, data).status_code == 302
    assert Application.objects.get().cost_cents == 40_000


def test_without_such_rules_the_form_has_three_questions(oost, client_of):
    page = client_of(oost.rosa).get(reverse("budgets:apply", args=[oost.initiative.pk]))
    assert [one.name for one in page.context["form"].visible_fields()] == [
        "scheme",
        "asked",
        "purpose",
    ]


def test_the_amount_says_who_decides(oost, client_of):
    oost.scheme.mandates = [
        {"up_to_cents": 20_000, "decided_by": RoleKind.MANAGER, "decided_by_text": ""}
    ]
    oost.scheme.save()
    mia = person(RoleKind.MANAGER, oost.area, "Mia Manager")
    small = ask(oost, asked_cents=20_000, cost_cents=None, asked_as="")
    for who, waits in ((mia, True), (oost.bas, False), (oost.ada, False)):
        page = client_of(who).get("/mijn-werk/").content.decode()
        assert (reverse("budgets:decide", args=[small.pk]) in page) == waits, who
    with pytest.raises(PermissionDenied, match="Volgens de regeling beslist de manager"):
        decide(
            application=small,
            granted=True,
            amount_cents=100,
            ground="rule",
            reason="Ja.",
            by=oost.bas,
        )
    decide(application=small, granted=True, amount_cents=100, ground="rule", reason="Ja.", by=mia)
    large = ask(oost, asked_cents=20_001, cost_cents=None, asked_as="")
    with pytest.raises(PermissionDenied, match="U mag in dit gebied niet over geld besluiten"):
        decide(
            application=large, granted=True, amount_cents=100, ground="rule", reason="Ja.", by=mia
        )


def test_money_through_a_holder_has_no_term_and_says_who_pays(oost, client_of):
    oost.scheme.construction, oost.scheme.holder_text = "holder", "Cardanus"
    oost.scheme.save()
    application = ask(oost, cost_cents=None, asked_as="")
    assert application.decide_by is None
    text = Mail.objects.get().text
    assert "Wie het beheert en de rekeningen betaalt: Cardanus." in text
    assert "uiterlijk" not in text
    page = client_of(oost.bas).get(application.get_absolute_url()).content.decode()
    assert "Wanneer wordt besloten?" not in page
    assert "Stel het besluit uit" not in page
    answer = client_of(oost.bas).get(reverse("budgets:put_off", args=[application.pk]))
    assert answer.status_code == 403
    assert "Besluiten" in client_of(oost.bas).get("/mijn-werk/").content.decode()


class TestMayI:
    def test_each_scheme_answers_and_those_that_fit_come_first(self, strict, client):
        SchemeFactory(municipality=strict.area.municipality, level=strict.area.level, name="Aab")
        easy = SchemeFactory(
            municipality=strict.area.municipality, level=strict.area.level, name="Zzz"
        )
        budget_of(strict.area, scheme=easy)
        page = client.get(
            MAY_I,
            {"bedrag": "300", "gebied": strict.area.slug, "wie": "resident", "kosten": "400",
             "steun": "2"},
        )  # fmt: skip
        assert [(one.scheme.name, one.fits) for one in page.context["answers"]] == [
            ("Zzz", True),
            ("Aab", False),
            ("Bewonersinitiatieven", False),
        ]
        text = page.content.decode()
        assert "De regeling is alleen voor: school." in text
        assert "2 mensen uit het gebied steunen het. Nodig zijn er 5" in text

    def test_it_asks_nothing_about_a_person_and_writes_nothing(self, strict, client, no_writes):
        page = client.get(MAY_I, {"bedrag": "300", "gebied": strict.area.slug})
        names = {field.name for field in page.context["form"]}
        assert names == {"gebied", "wie", "soort", "bedrag", "kosten", "steun"}

    def test_what_is_not_filled_in_is_warned_of(self, strict, client):
        query = {"bedrag": "300", "gebied": strict.area.slug, "kosten": "400"}
        page = client.get(MAY_I, query)
        assert page.context["answers"][0].fits
        assert "Nodig is de steun van 5 mensen uit het gebied." in page.content.decode()
        assert page.content.decode().count("Let op") == 2

    def test_what_cannot_be_asked_is_not_offered(self, oost, client):
        oost.scheme.can_apply = False
        oost.scheme.save()
        assert "Er is nu geen regeling" in client.get(MAY_I).content.decode()

    def test_an_area_elsewhere_is_no_choice(self, oost, client):
        other = AreaFactory(name="Elders", municipality__name="Andere Stad")
        page = client.get(MAY_I, {"bedrag": "3", "gebied": other.slug})
        assert page.context["answers"] == []
