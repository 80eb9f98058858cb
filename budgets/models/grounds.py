"""Why a subsidy is refused: the grounds that the law and a scheme give."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RefusalGround(models.TextChoices):
    """Why a subsidy is refused, in whole or in part (Awb 4:25 and 4:35)."""

    CEILING = "ceiling", _("Er is niet genoeg geld: het subsidieplafond (Awb 4:25 lid 2).")
    RULE = "rule", _("De aanvraag past niet bij een voorwaarde van de regeling.")
    ACTIVITIES = "1a", _("De activiteiten gaan waarschijnlijk niet door (Awb 4:35 lid 1 a).")
    DUTIES = "1b", _("De verplichtingen worden waarschijnlijk niet nagekomen (Awb 4:35 lid 1 b).")
    ACCOUNT = "1c", _("De verantwoording zal waarschijnlijk niet in orde zijn (Awb 4:35 lid 1 c).")
    WRONG_DATA = "2a", _("De gegevens waren onjuist of onvolledig (Awb 4:35 lid 2 a).")
    INSOLVENT = "2b", _("De aanvrager is failliet, of kan niet betalen (Awb 4:35 lid 2 b).")
    OTHER = "other", _("Een andere grond, namelijk:")


# Those that need no more words.
FIXED_GROUNDS = [ground for ground in RefusalGround.values if ground != RefusalGround.OTHER]
