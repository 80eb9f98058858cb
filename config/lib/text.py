"""Text that both databases compare in the same way."""

import unicodedata


def normalise(*parts: str) -> str:
    """Return lower-case text without accents and with single spaces, for the search columns.

    SQLite folds only ASCII and PostgreSQL follows its collation, so both search this instead.
    """
    folded = unicodedata.normalize("NFKD", " ".join(parts).casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(plain.replace("\x00", " ").split())
