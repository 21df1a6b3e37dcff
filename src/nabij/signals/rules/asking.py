"""What several steps of a signal ask of what is written and laid under it. Pure."""

from collections.abc import Collection, Mapping
from uuid import UUID

from nabij.kit.errors import Refused
from nabij.signals.rules import sections


def check_nobody_gone(gone: Collection[UUID]) -> None:
    """Refuse to weigh while something lies under a signal that stands no more."""
    if gone:
        raise Refused(
            "Een inbrenger nam de toestemming terug, of de laatste dag ervan is voorbij. Er is niets weg. Haal bij "
            "Wat je ziet eerst weg wat die inbrenger vertelde.",
            code="withdrawn",
        )


def check_written(written: Collection[str], *needed: str) -> None:
    """Refuse a step whose texts are not all there; ``written``: the sections that are."""
    if set(needed) - set(written):
        raise Refused(
            "Er ontbreekt nog tekst bij deze stap. Wat je al schreef is bewaard. Vul de rest eerst in.",
            code="unwritten",
        )


def check_unchanged(revision: int, revisions: dict[str, int]) -> None:
    """Refuse a letter in another revision than the one that was checked."""
    if revisions.get(sections.LETTER) != revision or revision < 1:
        raise Refused(
            "De brief is veranderd nadat hij is nagekeken. Er is niets verstuurd. Kijk hem opnieuw na.", code="reworded"
        )


def check_read(seen: int, revisions: Mapping[str, int]) -> None:
    """Refuse, with code ``read``, to go on with a letter that was read along since it was shown.

    ``seen``: the revision of the reading that the page showed; 0: none.
    """
    if revisions.get(sections.READING, 0) != seen:
        raise Refused(
            "De brief is intussen nagekeken. Er is niets verstuurd. Lees wat erover geschreven is, en kies dan "
            "opnieuw.",
            code="read",
        )
