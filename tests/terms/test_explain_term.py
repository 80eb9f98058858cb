"""manage.py explain_term, as somebody at a desk types it."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def said(capsys, *arguments) -> list[str]:
    """The lines that it prints."""
    call_command("explain_term", *arguments)
    return capsys.readouterr().out.splitlines()


def test_it_prints_both_ends_and_why(capsys):
    lines = said(
        capsys, "--event", "2026-03-02", "--length", "8", "--unit", "weeks", "--basis", "awb"
    )
    assert lines[:2] == ["raw: 2026-04-27", "legal: 2026-04-28"]
    assert any("Koningsdag" in line for line in lines)


def test_days_on_which_it_stood_still_are_added(capsys):
    lines = said(
        capsys, "--event", "2026-03-02", "--length", "8", "--suspend", "2026-03-17:2026-03-22"
    )
    assert lines[:2] == ["raw: 2026-05-03", "legal: 2026-05-04"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--event", "2 maart", "--length", "8"], "is geen datum"),
        (["--event", "2026-03-02", "--length", "0"], "Een termijn duurt"),
        (["--event", "2026-03-02", "--length", "8", "--suspend", "2026-03-17"], "is geen datum"),
        (["--event", "9999-12-30", "--length", "9", "--unit", "years"], "na het jaar 4000"),
    ],
)
def test_what_cannot_be_gets_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("explain_term", *arguments)
