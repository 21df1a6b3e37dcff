"""How many examples the property tests draw: few by default, more when someone takes the time."""

import os

THOROUGH = int(os.environ.get("NABIJ_THOROUGH", "1"))


def examples(few: int) -> int:
    """``few`` times the number in ``NABIJ_THOROUGH``."""
    return few * THOROUGH
