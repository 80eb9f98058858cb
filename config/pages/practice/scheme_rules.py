"""Rules over the schemes of a practice file: what belongs together, and what does not."""

import datetime
from collections.abc import Iterator

from areas.roles import RoleKind
from budgets.models import Construction, Division, SettlementRoute, Standing
from config.pages.practice.check import Complaints, Row

Rows = dict[str, list[Row]]
# What only a subsidy has: the Awb route (domain E13).
_PAID_OUT = (None, "", Construction.SUBSIDY, Construction.HOLDER)
_OF_A_SUBSIDY = ("termijn", "termijn_in", "termijn_volgens", "termijnenwet", "afhandeling")


def schemes_can_be_used(rows: Rows, complaints: Complaints) -> None:
    """Money that can be asked for has somebody who decides, and no reason why it cannot."""
    versions: dict[str, list[Row]] = {}
    for row in rows.get("regelingen", ()):
        versions.setdefault(row.code, []).append(row)
        if row.get("aan_te_vragen") and row.get("reden_dicht"):
            complaints.add(
                f"{row.where}.reden_dicht", "dit hoort bij een regeling die niet is aan te vragen"
            )
        if row.get("aan_te_vragen") and not row.get("beslist"):
            complaints.add(f"{row.where}.beslist", "dit ontbreekt: wie beslist over een aanvraag?")
    for same in versions.values():
        dates = [row.get("geldig_van") or datetime.date.min for row in same]
        if dates != sorted(dates):
            complaints.add(f"{same[-1].where}.geldig_van", "zet de oudste versie bovenaan")


def schemes_are_decided_by_who_may(rows: Rows, complaints: Complaints) -> None:
    """A reader for the auditor decides about no money, whatever the amount."""
    for row in rows.get("regelingen", ()):
        for one in (row.values, *row.get("mandaten", ())):
            if one.get("beslist") == RoleKind.AUDITOR:
                complaints.add(f"{row.where}.beslist", "een lezer beslist niet", row.get("naam"))


def schemes_are_whole(rows: Rows, complaints: Complaints) -> None:
    """Each scheme has what its construction and its formula need, and nothing of another."""
    for row in rows.get("regelingen", ()):
        rules = (*_construction(row), *_formula(row), *_lists(row), *_ballot(row))
        for key, sentence in (*rules, *_division(row), *_support(row), *_advice(row)):
            complaints.add(f"{row.where}.{key}", sentence, row.get("naam"))


def transfers_name_their_account(rows: Rows, complaints: Complaints) -> None:
    """A file for the bank says from which account, and whose that is."""
    for row in rows.get("betalen", ()):
        for key in ("van_rekening", "op_naam"):
            if row.get("overschrijfbestand") and not row.get(key):
                complaints.add(f"{row.where}.{key}", "dit ontbreekt: het hoort bij het bestand")


def _construction(row: Row) -> Iterator[tuple[str, str]]:
    kind = row.get("soort") or Construction.SUBSIDY
    holder = row.get("budgetbeheerder") or row.get("budgetbeheerder_naam")
    if kind == Construction.HOLDER and not holder:
        yield "budgetbeheerder", "dit ontbreekt: wie beheert het geld?"
    if kind != Construction.HOLDER and holder:
        yield "budgetbeheerder", "dit hoort bij een regeling via een budgetbeheerder"
    if kind == Construction.IN_KIND and not row.get("in_natura"):
        yield "in_natura", "dit ontbreekt: wat krijgt men in plaats van geld?"
    if kind != Construction.OWN and row.get("vrije_ruimte_met"):
        yield "vrije_ruimte_met", "dit hoort bij een regeling die de gemeente zelf uitvoert"
    if row.get("vrije_ruimte_rondes") and not row.get("vrije_ruimte_met"):
        yield "vrije_ruimte_rondes", "dit hoort bij vrije_ruimte_met, en dat ontbreekt"
    for key in _OF_A_SUBSIDY if kind != Construction.SUBSIDY else ():
        if row.get(key) not in (None, ""):
            yield key, "dit hoort alleen bij een subsidie; de andere soorten volgen de Awb niet"


def _formula(row: Row) -> Iterator[tuple[str, str]]:
    for key, other in (
        ("instellingen", "per_instelling"),
        ("peildatum", "per_inwoner"),
        ("partner", "deel_partner"),
        ("deel_partner", "partner"),
    ):
        if row.get(key) and not row.get(other):
            yield key, f"dit hoort bij {other}, en dat ontbreekt"
    if row.get("plafond") and row.get("vast") and row.get("vast") > row.get("plafond"):
        yield "plafond", "dit is lager dan het vaste bedrag van één budget"


def _lists(row: Row) -> Iterator[tuple[str, str]]:
    first, last = row.get("aanvragen_van"), row.get("aanvragen_tot")
    if first and last and last < first:
        yield "aanvragen_tot", f"{last} ligt voor aanvragen_van"
    kinds = [one["soort"] for one in row.get("maxima", ())]
    for kind in sorted({kind for kind in kinds if kinds.count(kind) > 1}):
        yield "maxima", f'"{kind}" staat er twee keer in'
    steps = [one["tot_en_met"] for one in row.get("mandaten", ())]
    if steps != sorted(set(steps)):
        yield "mandaten", "zet het laagste bedrag bovenaan, en elk bedrag één keer"
    for number, one in enumerate(row.get("mandaten", ()), start=1):
        if not (one.get("beslist") or one.get("beslist_door")):
            yield "mandaten", f"rij {number}: wie beslist? Schrijf beslist of beslist_door"
        if row.get("aan_te_vragen") and not one.get("beslist"):
            yield "mandaten", f"rij {number}: beslist ontbreekt, en de regeling is aan te vragen"


def _ballot(row: Row) -> Iterator[tuple[str, str]]:
    """What a table may do rests on something that is stated."""
    rules = row.get("stemming", ())
    if len(rules) > 1:
        yield "stemming", "zet hier één rij: één tafel stemt over een aanvraag"
    for one in rules:
        paper = one.get("mandaat") and one.get("instemming")
        if one["doet"] == Standing.MANDATE and not paper:
            yield "stemming", "een mandaat heeft een mandaatbesluit en instemming (Awb 10:4)"
        by_holder = row.get("soort") == Construction.HOLDER
        if (one["doet"] == Standing.HOLDER) != by_holder and one["doet"] != Standing.ADVISES:
            yield "stemming", "dit past niet bij de soort van de regeling"


def _division(row: Row) -> Iterator[tuple[str, str]]:
    """A ranking has its points and a window that closes; only a ranking has them (Awb 4:26)."""
    ranked = row.get("verdeling") == Division.RANKING
    if ranked and not row.get("punten"):
        yield "punten", "dit ontbreekt: waarop vergelijkt u de aanvragen?"
    if ranked and row.get("aan_te_vragen") and not row.get("aanvragen_tot"):
        yield "aanvragen_tot", "dit ontbreekt: een rangschikking heeft een laatste dag"
    for key in ("punten", "laatste_voor_een_deel") if not ranked else ():
        if row.get(key):
            yield key, "dit hoort alleen bij een rangschikking"
    names = [one["onderdeel"] for one in row.get("punten", ())]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "punten", f'"{name}" staat er twee keer in'
    if row.get("voorschot") and row.get("afhandeling") == SettlementRoute.AT_ONCE:
        yield "voorschot", "dit past niet bij een bedrag dat meteen vaststaat"
    if row.get("voorschot") and row.get("soort") not in _PAID_OUT:
        yield "voorschot", "dit hoort bij geld dat wordt betaald: subsidie of budgetbeheerder"


def _support(row: Row) -> Iterator[tuple[str, str]]:
    for key in ("steun_van_overal", "weken_voor_steun"):
        if row.get(key) and not row.get("steunbetuigingen"):
            yield key, "dit hoort bij steunbetuigingen, en dat ontbreekt"


def _advice(row: Row) -> Iterator[tuple[str, str]]:
    """Who advises and who decides are two (domain E4)."""
    if row.get("adviseert") and row.get("adviseert") == row.get("beslist"):
        yield "adviseert", "wie adviseert, beslist niet zelf: kies een ander dan bij beslist"
    if row.get("adviseert") and row.get("adviseert_tafel"):
        yield "adviseert_tafel", "kies een rol of een tafel die adviseert, niet allebei"


SCHEME_CHECKS = (
    schemes_can_be_used,
    schemes_are_whole,
    transfers_name_their_account,
    schemes_are_decided_by_who_may,
)
