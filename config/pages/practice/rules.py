"""Rules over rows of a practice file together: circles, CBS codes, dates, money."""

import re

from django.contrib.staticfiles import finders

from areas.models import Deed
from areas.urls import urlpatterns as area_addresses
from config.pages.practice.check import Complaints, Row
from config.pages.practice.scheme_rules import SCHEME_CHECKS

Rows = dict[str, list[Row]]
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)
# Words that have a page of their own, where the address of an area would be.
FIXED_ADDRESSES = frozenset(str(one.pattern).split("/")[0] for one in area_addresses)


def no_circles(rows: Rows, complaints: Complaints) -> None:
    """An area is not under itself, and a kind of plan does not follow itself."""
    for table, key in (("gebieden", "onder"), ("plansoorten", "volgt_op")):
        above = {row.code: row.get(key) for row in rows.get(table, ())}
        for row in rows.get(table, ()):
            step, seen = row.get(key), {row.code}
            while step and step not in seen:
                seen.add(step)
                step = above.get(step)
            if step == row.code:
                complaints.add(f"{row.where}.{key}", "zo ontstaat een kring", row.get("naam"))


def cbs_codes_fit(rows: Rows, complaints: Complaints) -> None:
    """CBS codes belong to this municipality, and an area has one place in the tree."""
    municipality = rows["gemeente"][0].get("cbs", "")
    if municipality and not municipality.startswith("GM"):
        complaints.add("gemeente.cbs", "schrijf de code van de gemeente, zoals GM0484")
        return
    taken: dict[str, str] = {}
    for row in rows.get("gebieden", ()):
        own = {row.get("cbs_code")} - {None, ""}
        for code in own | set(row.get("cbs", {})):
            if municipality and code[2:6] != municipality[2:6]:
                complaints.add(f"{row.where}.cbs", f"{code} ligt niet in {municipality}")
        places = own if row.get("indeling") else own | set(row.get("cbs", {}))
        for code in sorted(places):
            before = taken.setdefault(code, row.where)
            # A gebied and the CBS wijk below it may be one and the same place.
            if before != row.where:
                complaints.add(f"{row.where}.cbs", f"{code} staat ook bij {before}")


def site_can_be_shown(rows: Rows, complaints: Complaints) -> None:
    """The host is a bare name, and the style file is one that the site has."""
    row = rows["gemeente"][0]
    host, style = row.get("site", ""), row.get("huisstijl", "")
    if host and not _HOST.fullmatch(host):
        complaints.add("gemeente.site", "schrijf alleen de naam, zoals gebieden.waterstad.nl")
    if style and (".." in style or not style.endswith(".css") or not finders.find(style)):
        complaints.add("gemeente.huisstijl", "dit bestand staat niet in de map static")


def addresses_are_free(rows: Rows, complaints: Complaints) -> None:
    """The code of an area becomes its address, so it is no word with a page of its own."""
    for row in rows.get("gebieden", ()):
        if row.code in FIXED_ADDRESSES:
            complaints.add(
                f"{row.where}.code", f'"{row.code}" is al een adres op de site; kies een andere'
            )


def second_divisions_are_flat(rows: Rows, complaints: Complaints) -> None:
    """An area of a second division has members, no place in the tree."""
    for row in rows.get("gebieden", ()):
        if row.get("indeling") and row.get("onder"):
            complaints.add(
                f"{row.where}.onder",
                "een gebied van een indeling ligt niet onder een ander gebied; noem bij cbs wat "
                "erbij hoort",
                row.get("naam"),
            )
        if not row.get("indeling") and not row.get("niveau"):
            complaints.add(f"{row.where}.niveau", "dit ontbreekt", row.get("naam"))
        if not row.get("indeling"):
            _no_shares(row, complaints)


def _no_shares(row: Row, complaints: Complaints) -> None:
    for code, share in row.get("cbs", {}).items():
        if share is not None:
            complaints.add(
                f"{row.where}.cbs", f"{code}: een deel kan alleen bij een gebied van een indeling"
            )


def periods_run_forward(rows: Rows, complaints: Complaints) -> None:
    """A last day is not before the first."""
    for table_rows in rows.values():
        for row in table_rows:
            first, last = row.get("geldig_van"), row.get("geldig_tot")
            if first and last and last < first:
                complaints.add(
                    f"{row.where}.geldig_tot", f"{last} ligt voor geldig_van", row.get("naam")
                )


def steps_of_a_route_differ(rows: Rows, complaints: Complaints) -> None:
    """A route has each step once, and a plan without an end has no length."""
    for row in rows.get("plansoorten", ()):
        steps = [item["stap"] for item in row.get("route", ())]
        for step in sorted({step for step in steps if steps.count(step) > 1}):
            complaints.add(
                f"{row.where}.route", f"“{Deed(step).label}” staat er twee keer in", row.get("naam")
            )
        if row.get("doorlopend") and row.get("looptijd_maanden"):
            complaints.add(
                f"{row.where}.looptijd_maanden",
                "een doorlopend plan heeft geen looptijd; laat een van de twee weg",
                row.get("naam"),
            )


def phases_of_a_kind_differ(rows: Rows, complaints: Complaints) -> None:
    """A kind of initiative has each phase once, and in a phase each question once."""
    for row in rows.get("initiatiefsoorten", ()):
        phases = row.get("fasen", ())
        _once(row, "fasen", [phase["code"] for phase in phases], complaints)
        for number, phase in enumerate(phases, start=1):
            codes = [question["code"] for question in phase.get("vragen", ())]
            _once(row, f"fasen[{number}].vragen", codes, complaints)


def _once(row: Row, key: str, codes: list[str], complaints: Complaints) -> None:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        complaints.add(f"{row.where}.{key}", f'"{code}" staat er twee keer in', row.get("naam"))


def a_successor_comes_after_an_end(rows: Rows, complaints: Complaints) -> None:
    """A municipality with a successor has ended, and the successor has a code and a name."""
    row = rows["gemeente"][0]
    if not (row.get("opvolger") or row.get("opvolger_naam")):
        return
    for name in ("opvolger", "opvolger_naam", "geldig_tot"):
        if not row.get(name):
            complaints.add(f"gemeente.{name}", "dit ontbreekt; noem ook wie erna kwam, en wanneer")
    if row.get("opvolger") and not row.get("opvolger").startswith("GM"):
        complaints.add("gemeente.opvolger", "schrijf de code van de gemeente, zoals GM1980")


RULES = (
    a_successor_comes_after_an_end,
    steps_of_a_route_differ,
    phases_of_a_kind_differ,
    site_can_be_shown,
    addresses_are_free,
    no_circles,
    cbs_codes_fit,
    second_divisions_are_flat,
    periods_run_forward,
    *SCHEME_CHECKS,
)
