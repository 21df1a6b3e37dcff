"""Where a label begins with a capital and where it does not; every other capital is its own. Pure."""

from collections.abc import Sequence


def capital(text: str) -> str:
    """The text with a capital at its begin: ``Ondersteunen bij melding (Wbk)`` keeps its Wbk."""
    return text[:1].upper() + text[1:]


def in_words(parts: Sequence[str]) -> str:
    """Parts one after the other, the last behind "en"."""
    return " en ".join(one for one in (", ".join(parts[:-1]), *parts[-1:]) if one)


def in_a_sentence(text: str) -> str:
    """The text as it stands inside a sentence: without its first capital, unless that is part of HR or PLUS."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
