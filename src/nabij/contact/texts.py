"""What the law requires in a sector, as visitors read it before their story, and whether a practice had it checked."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from nabij.contact.languages import NAMES
from nabij.contact.models import SectorText
from nabij.contact.prose import Block, blocks
from nabij.people.models import Organisation, Practice

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that a door shows now; ``confirmed`` when the practice had exactly this text checked."""

    body: str
    digest: str
    confirmed: bool

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.body)


@cache
def shipped(sector: str, language: str) -> str:
    """The text that comes with the software: what holds everywhere, then what this sector adds.

    KeyError for a language without texts, FileNotFoundError for an unknown sector.
    """
    if language not in NAMES:
        raise KeyError(language)
    parts = [FOLDER / f"{name}.{language}.md" for name in ("always", sector)]
    return "\n\n".join(part.read_text(encoding="utf-8").strip() for part in parts)


def digest_of(body: str) -> str:
    """What a confirmation holds on to."""
    return hashlib.sha256(body.encode()).hexdigest()


def shown(practice: Practice, sector: str, language: str) -> Shown:
    """The practice's own text if it has one, else the shipped one."""
    row = SectorText.objects.filter(practice=practice, sector=sector, language=language).first()
    body = (row.body if row else "") or shipped(sector, language)
    digest = digest_of(body)
    return Shown(body, digest, confirmed=row is not None and row.digest == digest)


@dataclass(frozen=True, slots=True)
class Told:
    """What the law requires, as somebody may read it, and in which language that is."""

    language: str
    blocks: list[Block]


def told_to(organisation: Organisation, language: str) -> Told | None:
    """What a visitor of this organisation reads before their story: in this language, or else in another that was
    checked; None where no text was.
    """
    open_in = open_languages(organisation)
    if not open_in:
        return None
    found = language if language in open_in else open_in[0]
    return Told(found, shown(organisation.practice, organisation.sector, found).blocks)


def open_languages(organisation: Organisation) -> list[str]:
    """The languages in which this organisation's door may stand open: those with a checked text; in a demo all."""
    if settings.CONFIGURATION.demo:
        return list(NAMES)
    texts = {language: shown(organisation.practice, organisation.sector, language) for language in NAMES}
    return [language for language, text in texts.items() if text.confirmed]
