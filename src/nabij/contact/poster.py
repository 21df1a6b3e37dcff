"""The poster and the cards of an entrance, as tagged PDF: calm, in Dutch or English. Knows no Django.

Nothing on them says what somebody came for, nor of which organisation. The QR code holds the whole address, keys'
fingerprints included; below it stands the address as people type it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from nabij.kit.paper import STANDARDS, set_on_paper

HERE = Path(__file__).resolve().parent
QUIET = 4
"""Light modules around a QR code, as its standard asks."""
CARDS_ON_A_SHEET = 10
OTHERWISE = "Laat wie zo heet zijn naam anders schrijven bij Mijn profiel. Er is niets gewijzigd."


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on paper in one language; ``intranet`` is a plain text to copy, ``{address}`` not included."""

    title: str
    question: str
    lead: str
    points: tuple[str, ...]
    scan: str
    typed: str
    people: str
    danger: str
    card: str
    card_scan: str
    qr_says: str
    card_title: str
    intranet: tuple[str, ...]


WORDS = {
    "nl": Words(
        title="Poster",
        card_title="Kaartjes",
        question="Zit je iets dwars?",
        lead="Je kunt erover praten met een vertrouwenspersoon.",
        points=(
            "Jij bepaalt wat er gebeurt.",
            "Je hoeft je naam niet te zeggen.",
            "Klein of groot: alles mag.",
        ),
        scan="Scan met je eigen telefoon, met je eigen internet. Liever niet met die van het werk.",
        typed="Of typ:",
        people="Je praat met",
        danger="Is er nu gevaar? Bel 112.",
        card="Praten kan.",
        card_scan="Scan met je eigen telefoon.",
        qr_says="QR-code. Hij opent de pagina die hiernaast of hieronder als adres staat.",
        intranet=(
            "Zit je iets dwars?",
            "Je kunt erover praten met een vertrouwenspersoon. Jij bepaalt wat er gebeurt. "
            "Je hoeft je naam niet te zeggen.",
            "Gebruik je eigen telefoon en je eigen internet. Liever niet die van het werk.",
            "Is er nu gevaar? Bel 112.",
        ),
    ),
    "en": Words(
        title="Poster",
        card_title="Cards",
        question="Something on your mind?",
        lead="You can talk about it with a confidential counsellor.",
        points=(
            "You decide what happens.",
            "You do not have to give your name.",
            "Small or big: anything goes.",
        ),
        scan="Scan with your own phone, on your own internet. Better not with the one from work.",
        typed="Or type:",
        people="You talk with",
        danger="In danger now? Call 112.",
        card="You can talk.",
        card_scan="Scan with your own phone.",
        qr_says="QR code. It opens the page whose address is printed beside or below it.",
        intranet=(
            "Something on your mind?",
            "You can talk about it with a confidential counsellor. You decide what happens. "
            "You do not have to give your name.",
            "Use your own phone and your own internet. Better not those from work.",
            "In danger now? Call 112.",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: ``typed`` is the address without the fragment, ``scanned`` with it."""

    language: str
    typed: str
    scanned: str
    counsellors: tuple[str, ...]
    day: date


def matrix_of(text: str) -> list[list[bool]]:
    """The modules of the QR code, true where dark, with the light ones around it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def picture_of(matrix: Sequence[Sequence[bool]]) -> str:
    """The same as SVG: one path, a run of dark modules in a row at a time."""
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            length = next((at for at, dark in enumerate(row[x:]) if dark != row[x]), len(row) - x)
            if row[x]:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path fill="#1f2a2e" d="{"".join(runs)}"/></svg>'
    )


def poster_of(sheet: Sheet, **options: Any) -> bytes:
    """One A4. ``Refused`` for a name with a sign that our letters do not have."""
    return _set("poster", sheet, options)


def cards_of(sheet: Sheet, **options: Any) -> bytes:
    """Ten cards on an A4, with lines to cut along."""
    return _set("cards", sheet, options)


def _set(what: str, sheet: Sheet, options: dict[str, Any]) -> bytes:
    words = WORDS[sheet.language]
    typed = sheet.typed.removeprefix("https://").removeprefix("http://").rstrip("/")
    data = {
        "what": what,
        "language": sheet.language,
        "title": words.title if what == "poster" else words.card_title,
        "question": words.question,
        "lead": words.lead,
        "points": list(words.points),
        "scan": words.scan,
        "typed": words.typed,
        "address": typed,
        "people": words.people,
        "names": list(sheet.counsellors),
        "danger": words.danger,
        "card": words.card,
        "card-scan": words.card_scan,
        "qr": picture_of(matrix_of(sheet.scanned)),
        "qr-says": words.qr_says,
        "cards": CARDS_ON_A_SHEET,
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
    }
    settings = {
        "format": "pdf",
        "pdf_standards": STANDARDS,
        "timestamp": datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=UTC),
    } | options
    if settings["format"] != "pdf":
        settings = {key: value for key, value in settings.items() if key not in {"pdf_standards", "timestamp"}}
    source = (HERE / "poster.typ").read_bytes()
    return bytes(set_on_paper(source, {"sheet": json.dumps(data)}, otherwise=OTHERWISE, **settings))
