"""Schemes in time: a changed rule is a new version from today; a correction is not."""

import datetime
from decimal import Decimal

import pytest

from budgets.actions.opening import open_budgets
from budgets.models import PayingRules, Scheme
from config.audit.models import Event

KLUS = """
[[regelingen]]
code = "klus"
naam = "Klusbudget"
vast = 2550
per_inwoner = "3.687"
maximum = "1250.50"
beslist = "budgethouder"
aan_te_vragen = true
"""
TODAY = datetime.date(2026, 11, 18)
YESTERDAY = datetime.date(2026, 11, 17)


def versions() -> list[tuple]:
    rows = Scheme.objects.order_by("pk")
    return list(rows.values_list("per_inhabitant", "valid_from", "valid_until"))


def test_amounts_are_cents_and_rates_are_exact(loaded):
    loaded(KLUS)
    scheme = Scheme.objects.get()
    assert (scheme.fixed_cents, scheme.limit_cents) == (255_000, 125_050)
    assert scheme.per_inhabitant == Decimal("3.687")
    assert scheme.decided_by == "budget_holder"
    assert scheme.can_apply


def test_a_changed_rule_makes_a_new_version_from_today(loaded):
    loaded(KLUS)
    report = loaded(KLUS.replace("3.687", "4.10"))
    assert (report.created, report.changed) == (0, 1)
    assert report.lines == [
        "overschreven: regelingen[1] Klusbudget: nieuwe versie vanaf 2026-11-18"
    ]
    assert versions() == [
        (Decimal("3.687"), None, YESTERDAY),
        (Decimal("4.10"), TODAY, None),
    ]
    new = Scheme.objects.latest("pk")
    assert (new.name, new.fixed_cents, new.version) == ("Klusbudget", 255_000, 1)
    assert Event.objects.filter(verb="scheme.closed").count() == 1


def test_the_new_version_is_loaded_once(loaded):
    loaded(KLUS)
    loaded(KLUS.replace("3.687", "4.10"))
    report = loaded(KLUS.replace("3.687", "4.10"))
    assert (report.created, report.changed) == (0, 0)
    assert len(versions()) == 2


def test_two_changes_on_one_day_are_one_version(loaded):
    loaded(KLUS)
    loaded(KLUS.replace("3.687", "4.10"))
    loaded(KLUS.replace("3.687", "4.20"))
    assert [rate for rate, *_dates in versions()] == [Decimal("3.687"), Decimal("4.20")]


def test_a_year_later_comes_a_third_version(loaded, at):
    loaded(KLUS)
    loaded(KLUS.replace("3.687", "4.10"))
    with at(2027, 12, 1):
        loaded(KLUS.replace("3.687", "5"))
    assert versions()[1:] == [
        (Decimal("4.10"), TODAY, datetime.date(2027, 11, 30)),
        (Decimal("5"), datetime.date(2027, 12, 1), None),
    ]


def test_a_spelling_correction_makes_no_version(loaded):
    loaded(KLUS)
    report = loaded(KLUS.replace('"Klusbudget"', '"Budget voor klussen"'))
    assert report.changed == 1
    assert len(versions()) == 1


def test_the_day_of_an_evaluation_makes_no_version(loaded):
    loaded(KLUS)
    report = loaded(f"{KLUS}geevalueerd_op = 2026-03-02\n")
    assert (report.created, report.changed) == (0, 1)
    assert Scheme.objects.get().evaluated_on == datetime.date(2026, 3, 2)


def test_the_proviso_of_the_budget_makes_a_version_and_the_day_of_the_budget_makes_none(loaded):
    loaded(KLUS)
    proviso = f"{KLUS}begrotingsvoorbehoud = true\n"
    loaded(proviso)
    assert len(versions()) == 2
    loaded(f"{proviso}begroting_vastgesteld_op = 2026-12-03\n")
    assert len(versions()) == 2
    assert Scheme.objects.latest("pk").budget_adopted_on == datetime.date(2026, 12, 3)


def test_a_rule_of_a_scheme_that_has_ended_is_corrected_in_place(loaded):
    old = KLUS.replace("aan_te_vragen = true", "geldig_tot = 2008-12-31")
    loaded(old)
    loaded(old.replace("3.687", "3.7"))
    assert versions() == [(Decimal("3.7"), None, datetime.date(2008, 12, 31))]


def test_a_version_may_have_its_own_first_day(loaded):
    loaded(KLUS)
    loaded(KLUS.replace("3.687", "4.10") + "geldig_van = 2027-01-01")
    assert versions() == [
        (Decimal("3.687"), None, datetime.date(2026, 12, 31)),
        (Decimal("4.10"), datetime.date(2027, 1, 1), None),
    ]


def test_a_file_may_hold_the_history(loaded):
    history = (
        KLUS + "geldig_van = 2024-01-01" + KLUS.replace("3.687", "4") + "geldig_van = 2026-01-01"
    )
    loaded(history)
    assert versions() == [
        (Decimal("3.687"), datetime.date(2024, 1, 1), datetime.date(2025, 12, 31)),
        (Decimal("4"), datetime.date(2026, 1, 1), None),
    ]
    report = loaded(history)
    assert (report.created, report.changed) == (0, 0)


def test_a_budget_of_the_old_version_keeps_its_rules(loaded):
    loaded(KLUS.replace('per_inwoner = "3.687"\n', ""))
    old = Scheme.objects.get()
    [budget] = open_budgets(scheme=old, year=2026, by=None)
    loaded(KLUS.replace('per_inwoner = "3.687"\n', "").replace("2550", "9000"))
    budget.refresh_from_db()
    assert budget.scheme == old
    assert budget.allocated_cents == 255_000


def test_what_the_ledger_calls_a_scheme_is_found_under_its_code(loaded):
    loaded(
        KLUS
        + """
[[betalen]]
code = "klus"
kostenplaats = "K-100"
verplichtingnummer = "V-2026"
verhaal_tot_en_met = 250
"""
    )
    rules = PayingRules.of(Scheme.objects.get())
    assert (rules.cost_centre, rules.commitment) == ("K-100", "V-2026")
    assert (rules.picture_until_cents, rules.receipts_until_cents) == (25_000, 500_000)


TRANSFERS = """
[[betalen]]
code = "klus"
overschrijfbestand = true
van_rekening = "nl91 abna 0417 1643 00"
op_naam = "Gemeente Waterstad"
"""


def test_a_file_for_the_bank_is_switched_on_with_its_account(loaded):
    loaded(KLUS + TRANSFERS)
    rules = PayingRules.of(Scheme.objects.get())
    assert (rules.transfers, rules.pays_from) == (True, "NL91ABNA0417164300")


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (TRANSFERS.replace("43 00", "43 01"), "kijk elk teken na"),
        (TRANSFERS.replace("op_naam", "# op_naam"), "op_naam: dit ontbreekt"),
        (TRANSFERS.replace("van_rekening", "# van"), "van_rekening: dit ontbreekt"),
        (TRANSFERS + 'bic = "ABN"', "Dit is geen BIC."),
    ],
)
def test_a_file_for_the_bank_without_a_right_account_is_refused(complaints_of, wrong, complaint):
    assert complaint in str(complaints_of(KLUS + wrong))
