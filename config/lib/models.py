"""What every model declares: its privacy classes, and a version when it can be edited."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Privacy:
    """The class of each field (AVG 30) and the name of the rule by which personal data goes."""

    public: frozenset[str]
    internal: frozenset[str]
    personal: frozenset[str]
    confidential: frozenset[str]
    retention: str

    @property
    def fields(self) -> frozenset[str]:
        """Every field that has a class."""
        return self.public | self.internal | self.personal | self.confidential


def classify(
    *,
    public: str = "",
    internal: str = "",
    personal: str = "",
    confidential: str = "",
    retention="",
) -> Privacy:
    """Return the classification of a model; each argument lists field names with spaces.

    A model with personal or confidential fields names its retention rule (config.lib.retention).
    """
    groups = [frozenset(text.split()) for text in (public, internal, personal, confidential)]
    if sum(map(len, groups)) != len(frozenset().union(*groups)):
        raise ValueError("a field has two privacy classes")
    if (groups[2] or groups[3]) and not retention:
        raise ValueError("personal data without a retention rule")
    return Privacy(*groups, retention=retention)


class Versioned(models.Model):
    """A row that people edit: a second save over a newer version is refused with both texts."""

    version = models.PositiveIntegerField(_("versie"), default=1, editable=False)

    class Meta:
        abstract = True
