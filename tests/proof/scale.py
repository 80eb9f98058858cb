"""How large a proof is: small in continuous integration, the battery's number with `make proof`."""

import os

FULL = os.environ.get("PROOF") == "full"


def scaled(full: int, ci: int) -> int:
    """`full` when the environment says PROOF=full, otherwise `ci`."""
    return full if FULL else ci
