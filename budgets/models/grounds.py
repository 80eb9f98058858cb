"""Why a subsidy is refused, withdrawn or lowered: the grounds that the law and a scheme give."""

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


class RevocationGround(models.TextChoices):
    """Why a grant is withdrawn or lowered before its settlement (Awb 4:48) or a settlement after it
    (Awb 4:49).
    """

    ACTIVITIES = "48a", _("De activiteiten gaan niet of niet helemaal door (Awb 4:48 lid 1 a).")
    DUTIES = "48b", _("Aan een verplichting is niet voldaan (Awb 4:48 lid 1 b).")
    WRONG_DATA = "48c", _("De gegevens waren onjuist of onvolledig (Awb 4:48 lid 1 c).")
    KNEW = "48d", _("De verlening was onjuist, en dat was te weten (Awb 4:48 lid 1 d).")
    PROVISO = "48e", _("Er is te weinig geld in de begroting (Awb 4:34, 4:48 lid 1 e).")
    NEW_FACTS = "49a", _("Dit was bij de vaststelling nog niet te weten (Awb 4:49 lid 1 a).")
    KNEW_LATER = "49b", _("De vaststelling was onjuist, en dat was te weten (Awb 4:49 lid 1 b).")
    LATER_DUTIES = "49c", _("Daarna is niet voldaan aan een verplichting (Awb 4:49 lid 1 c).")

    @classmethod
    def fitting(cls, *, settled: bool, proviso: bool = False) -> list[tuple[str, str]]:
        """The choices before or after the settlement; `proviso` is whether the one of the budget
        can be invoked.
        """
        law = "49" if settled else "48"
        known = [choice for choice in cls.choices if choice[0].startswith(law)]
        return [choice for choice in known if proviso or choice[0] != cls.PROVISO]
