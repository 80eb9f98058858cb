"""What a table and a key of a practice file are, and the keys that most tables have."""

from dataclasses import dataclass, field

from django.db import models


@dataclass(frozen=True)
class Key:
    """One key of a table.

    `field` is the model field it fills; empty when the writer handles it by name. `kind` is the
    name of a parser in `values.PARSERS`. `to` is the table that a reference points to; `keys` are
    those of the small rows inside a row, and `rows_of` the model that they fill.
    """

    name: str
    field: str = ""
    kind: str = "text"
    required: bool = False
    to: str = ""
    choices: type[models.TextChoices] | None = None
    least: int = 0
    most: int = 32_767
    keys: "tuple[Key, ...]" = ()
    rows_of: type[models.Model] | None = None


@dataclass(frozen=True)
class Table:
    """One table of the file: `[name]` when `single`, else rows of `[[name]]`.

    `identity` are the keys that may not occur twice together.
    """

    name: str
    model: type[models.Model] | None
    keys: tuple[Key, ...]
    single: bool = False
    identity: tuple[str, ...] = ("code",)
    # The way from a row to its municipality.
    owner: str = "municipality"
    by_name: dict[str, Key] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})


CODE = Key("code", "code", kind="code", required=True)
NAME = Key("naam", "name", required=True)
PLURAL = Key("meervoud", "plural", required=True)
PROVENANCE = (Key("bron", "source"), Key("aanname", "assumed", kind="yes_no"))
PERIOD = (
    Key("geldig_van", "valid_from", kind="date"),
    Key("geldig_tot", "valid_until", kind="date"),
)
