"""Which signs a text of a report may hold. Pure."""

import unicodedata

from nabij.kit.errors import Refused

# order and direction of signs may not be turned around inside a text
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_text(text: str) -> None:
    """Refuses what no page, PDF or Word file can hold."""
    for sign in text:
        if unicodedata.category(sign) in {"Cc", "Cs", "Cn"} or sign in TURNS:
            raise Refused(f"In de tekst staat een teken dat niet op papier kan (U+{ord(sign):04X}). Haal het weg.")
