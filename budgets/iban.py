"""Account numbers (IBAN, ISO 13616): reading one as people type it, and its check digits."""

import re

_SHAPE = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$")
_LENGTHS = {"NL": 18, "BE": 16, "DE": 22}


def read_iban(text: str) -> str:
    """Return the number in capitals without spaces. Raises ValueError when it cannot be right.

    Letters count as 10 to 35, the first four signs go to the end, and the whole is 1 modulo 97.
    """
    found = re.sub(r"[\s.\-]", "", text).upper()
    wrong_length = len(found) != _LENGTHS.get(found[:2], len(found))
    if not _SHAPE.match(found) or wrong_length:
        raise ValueError("not an account number")
    if int("".join(str(int(sign, 36)) for sign in found[4:] + found[:4])) % 97 != 1:
        raise ValueError("wrong check digits")
    return found
