"""Reading the mail that the site would have sent."""

import re

from config.outbox.models import Mail


def mail_to(address: str) -> Mail:
    """The newest mail to this address."""
    return Mail.objects.filter(to=address).latest("pk")


def code_in(mail: Mail) -> str:
    """The code in a mail with which one logs in."""
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.text, re.MULTILINE)[1]


def link_in(mail: Mail) -> str:
    """The path of the link in a mail with which one confirms."""
    return re.search(r"/initiatieven/(bevestigen|indienen/verder)/\S+", mail.text)[0]
