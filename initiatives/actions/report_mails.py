"""The mail to who reported a text: what was decided; nothing of what was typed."""

from django.utils.translation import gettext as _

from initiatives.actions.mails import send
from initiatives.models import Report


def decided(report: Report) -> None:
    """Tell what was decided and why."""
    lines = [
        _("Goedendag,"),
        _("U meldde ons een tekst op onze site. De gebiedsadviseur heeft gekeken."),
        _("Het besluit is: %(state)s.") % {"state": report.get_state_display()},
        report.answer,
    ]
    to = report.contact_email
    send(report.initiative, to, _("Uw melding over een tekst"), lines, "report_decided")
