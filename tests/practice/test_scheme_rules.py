"""What does not belong together in a scheme is refused, by the place in the file."""

from decimal import Decimal

import pytest

from budgets.models import Criterion, KindLimit, Mandate, Scheme

SCHEME = '[[regelingen]]\ncode = "klus"\nnaam = "Klusbudget"\n'
HOLDER = 'soort = "via een budgetbeheerder"\n'
OWN = 'soort = "de gemeente voert het zelf uit"\n'
ASKED = 'aan_te_vragen = true\nbeslist = "budgethouder"\n'

WRONG = [
    (HOLDER, "budgetbeheerder: dit ontbreekt: wie beheert het geld?"),
    ('budgetbeheerder_naam = "x"', "budgetbeheerder: dit hoort bij een regeling via een"),
    ('soort = "in natura"', "in_natura: dit ontbreekt: wat krijgt men"),
    ('vrije_ruimte_met = "Beheer"', "vrije_ruimte_met: dit hoort bij een regeling die de gemeente"),
    (OWN + "vrije_ruimte_rondes = 4", "vrije_ruimte_rondes: dit hoort bij vrije_ruimte_met"),
    ('beslist = "lezer voor de accountant"', "beslist: een lezer beslist niet"),
    (OWN + "termijn = 8", "termijn: dit hoort alleen bij een subsidie"),
    (OWN + 'afhandeling = "meteen vastgesteld"', "afhandeling: dit hoort alleen bij een subsidie"),
    ('soort = "lening"', 'soort: "lening" kan niet; kies uit "subsidie"'),
    ('voor = ["bewoners", "bedrijf"]', 'voor: "bedrijf" kan niet; kies uit "bewoners"'),
    ('gebieden = ["nergens"]', 'gebieden: "nergens" staat niet in gebieden'),
    ("instellingen = 3", "instellingen: dit hoort bij per_instelling"),
    ("peildatum = 2025-01-01", "peildatum: dit hoort bij per_inwoner"),
    ('deel_partner = "0.5"', "deel_partner: dit hoort bij partner"),
    ('deel_partner = "1"', 'deel_partner: "1" kan niet; schrijf een deel van 1, zoals "0.5"'),
    ('eigen_deel = "25%"', 'eigen_deel: "25%" kan niet; schrijf een deel van 1'),
    ("vast = 20\nplafond = 10", "plafond: dit is lager dan het vaste bedrag"),
    (
        "aanvragen_van = 2026-02-01\naanvragen_tot = 2026-01-01",
        "aanvragen_tot: 2026-01-01 ligt voor aanvragen_van",
    ),
    (
        'maxima = [{ soort = "feest", maximum = 1 }, { soort = "feest", maximum = 2 }]',
        'maxima: "feest" staat er twee keer in',
    ),
    ('maxima = [{ soort = "feest" }]', "maxima: rij 1: maximum ontbreekt"),
    (
        'mandaten = [{ tot_en_met = 2, beslist_door = "a" },'
        ' { tot_en_met = 1, beslist_door = "b" }]',
        "mandaten: zet het laagste bedrag bovenaan",
    ),
    ("mandaten = [{ tot_en_met = 2 }]", "mandaten: rij 1: wie beslist?"),
    (
        ASKED + 'mandaten = [{ tot_en_met = 2, beslist_door = "het team" }]',
        "mandaten: rij 1: beslist ontbreekt, en de regeling is aan te vragen",
    ),
    ('verdeling = "rangschikking"', "punten: dit ontbreekt: waarop vergelijkt u"),
    (
        ASKED + 'verdeling = "rangschikking"\npunten = [{ onderdeel = "a", hoogstens = 1 }]',
        "aanvragen_tot: dit ontbreekt: een rangschikking heeft een laatste dag",
    ),
    (
        'punten = [{ onderdeel = "a", hoogstens = 1 }]',
        "punten: dit hoort alleen bij een rangschikking",
    ),
    ("laatste_voor_een_deel = true", "laatste_voor_een_deel: dit hoort alleen bij een"),
    (
        'voorschot = "0.8"\nafhandeling = "meteen vastgesteld"',
        "voorschot: dit past niet bij een bedrag dat meteen vaststaat",
    ),
    (OWN + 'voorschot = "0.8"', "voorschot: dit hoort bij geld dat wordt betaald"),
    ("weken_voor_steun = 6", "weken_voor_steun: dit hoort bij steunbetuigingen"),
    ('adviseert = "manager"\nbeslist = "manager"', "adviseert: wie adviseert, beslist niet zelf"),
]


@pytest.mark.parametrize(("text", "complaint"), WRONG)
def test_a_fault_in_a_scheme_is_named_by_its_key(complaints_of, text, complaint):
    found = complaints_of(SCHEME + text)
    assert len(found) == 1
    assert found[0].startswith(f"regelingen[1].{complaint}")


def test_a_scheme_with_every_rule_needs_no_code(loaded):
    loaded(
        '[[organisaties]]\ncode = "stek"\nnaam = "Stek"\n'
        '[[gebieden]]\ncode = "oost"\nnaam = "Oost"\nniveau = "gebied"\n'
        + SCHEME
        + ASKED
        + """
soort = "subsidie"
hoofdcontact = "het wijkteam"
voor = ["school", "bewoners"]
gebieden = ["oost"]
per_inwoner = "3.6875"
peildatum = 2025-01-01
afronding = "op hele euro's, een halve euro naar boven"
partner = "stek"
deel_partner = "0.5"
plafond = 9000
verdeling = "rangschikking"
punten = [{ onderdeel = "Draagvlak", hoogstens = 10 }, { onderdeel = "Bereik", hoogstens = 5 }]
laatste_voor_een_deel = true
aanvragen_tot = 2026-12-31
voorschot = "0.8"
maximum = 1500
maxima = [{ soort = "feest", maximum = 1000 }]
steunbetuigingen = 10
steun_van_overal = true
weken_voor_steun = 6
eigen_deel = "0.25"
in_natura = "Plantjes"
adviseert = "gebiedsadviseur sociaal"
mandaten = [{ tot_en_met = 500, beslist = "manager" }]
afhandeling = "eerst verleend, na verantwoording vastgesteld"
"""
    )
    scheme = Scheme.objects.get()
    assert scheme.audiences == ["resident", "school"]
    assert scheme.area_codes == ["oost"]
    assert scheme.limits == [KindLimit("feest", 100_000)]
    assert scheme.deciders == [Mandate(50_000, "manager", "")]
    assert [scheme.decider_of(cents).decided_by for cents in (50_000, 50_001)] == [
        "manager",
        "budget_holder",
    ]
    assert scheme.scored_on == [Criterion("Draagvlak", 10), Criterion("Bereik", 5)]
    assert (scheme.support_everywhere, scheme.support_weeks) == (True, 6)
    assert (scheme.advance_share, scheme.last_in_part) == (Decimal("0.8"), True)
    assert scheme.formula() == "50% van (€\xa03,6875 per inwoner)"
    assert (scheme.partner.code, scheme.advisor) == ("stek", "gebiedsadviseur sociaal")


def test_a_changed_list_is_a_changed_rule_and_other_words_are_not(loaded):
    text = SCHEME + 'maxima = [{ soort = "feest", maximum = 1000 }]\n'
    loaded(text)
    loaded(text + 'hoofdcontact = "de balie"\n')
    assert Scheme.objects.count() == 1
    loaded(text.replace("1000", "900"))
    assert [one.limits[0].cents for one in Scheme.objects.order_by("pk")] == [100_000, 90_000]
