"""The mail to who reported a text or picture: what was decided; nothing of what was typed."""

from django.utils.translation import gettext as _

from initiatives.actions.mails import send
from initiatives.models import Report


def decided(report: Report) -> None:
    """Tell what was decided and why."""
    what = _("een foto") if report.picture_id else _("een tekst")
    lines = [
        _("Goedendag,"),
        _("U meldde ons %(what)s op onze site. De gebiedsadviseur heeft gekeken.") % {"what": what},
        _("Het besluit is: %(state)s.") % {"state": report.get_state_display()},
        report.answer,
    ]
    to = report.contact_email
    send(
        report.initiative,
        to,
        _("Uw melding over %(what)s") % {"what": what},
        lines,
        "report_decided",
    )
