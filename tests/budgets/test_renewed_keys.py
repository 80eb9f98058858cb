"""Account numbers go along when the keys are renewed, so that the old key can go."""

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import call_command

from budgets.actions import payments
from budgets.actions.applications import decide
from budgets.models import BankAccount
from config.lib import sealing
from config.pages.management.commands.renew_case_keys import SEALED

TEXT = "NL91ABNA0417164300|R. Resident"


@pytest.fixture
def given(oost, request_of_300):
    """Rosa gave her account number."""
    words = {"reason": "Goed.", "by": oost.bas}
    decide(application=request_of_300, granted=True, amount_cents=30_000, **words)
    number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    payments.give_account(application=request_of_300, **number, by=oost.rosa)
    return BankAccount.objects.get()


def test_after_renewing_the_new_key_alone_opens_it(given, settings, capsys):
    old, new = settings.CASE_KEYS, [Fernet.generate_key().decode()]
    settings.CASE_KEYS = new
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(given.sealed)
    settings.CASE_KEYS = [*new, *old]
    call_command("renew_case_keys")
    assert "renewed=1" in capsys.readouterr().out
    given.refresh_from_db()
    settings.CASE_KEYS = new
    assert sealing.unseal(given.sealed) == TEXT
    assert given.last_four == "4300"
    settings.CASE_KEYS = old
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(given.sealed)


def test_without_the_old_key_nothing_is_renewed(given, settings):
    settings.CASE_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(sealing.Unreadable):
        call_command("renew_case_keys")
    before = given.sealed
    given.refresh_from_db()
    assert given.sealed == before


def test_every_table_with_something_sealed_is_renewed():
    """Teeth: a new sealed column is not forgotten."""
    found = {one for one in apps.get_models() if "sealed" in {f.name for f in one._meta.fields}}
    assert found == set(SEALED)
