"""An opened export as texts that a person reads: one per matter, under its alias."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from nabij_vault.errors import BadEnvelope
from nabij_vault.export import Export
from nabij_vault.overview import alias_of, newest

_NOT_IN_NAMES = re.compile(r"[^\w-]+")
_LONGEST_NAME = 40
_SHORT_ID = 8
# what of each kind is told, in this order; what is not named here is for the machine
_TOLD: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "card": ("Kaart", {"next_step": "Volgende stap", "aftercare": "Nazorg"}),
    "words": ("In eigen woorden", {"text": ""}),
    "note": ("Gesprek", {"at": "Wanneer", "place": "Waar", "text": ""}),
    "person": (
        "Naam en contact",
        {"name": "Naam", "phone": "Telefoon", "email": "E-mail", "contact": "Veilig bereikbaar"},
    ),
    "named_party": (
        "Kwestie-veroorzaker, volgens de inbrenger",
        {"name": "Naam", "email": "E-mail", "relation": "Wie dit is voor de inbrenger"},
    ),
    "exception": (
        "Vertrouwelijkheid doorbroken",
        {
            "at": "Wanneer",
            "situation": "Wat er aan de hand was",
            "consent_sought": "Vraag om toestemming",
            "conscience": "Waarom zwijgen niet kon",
            "no_other_way": "Wat overwogen of geprobeerd is",
            "serious_harm": "Welke schade",
            "done": "Wat je deed, en aan wie je het vertelde",
        },
    ),
    "peer_card": ("Kaart zonder naam", {"situation": "Wat er speelt", "question": "Vraag"}),
    "file": ("Bijlage", {"name": "Naam"}),
}


def readable(export: Export) -> dict[str, bytes]:
    """A text by path for each matter that can be read: ``<alias>-<first eight of the id>.txt``, UTF-8, in Dutch."""
    texts: dict[str, bytes] = {}
    for matter in export.matters:
        try:
            records = newest(export.matter(matter))
        except BadEnvelope:
            continue
        alias = alias_of(records)
        where = f"Alles, ook bijlagen en eerdere versies: matters/{matter}"
        lines = [alias, "=" * len(alias), "", *_lines(records), where]
        name = f"{_safe(alias)}-{matter[:_SHORT_ID]}.txt"
        # eight of the id can be the same for two
        texts[name if name not in texts else f"{_safe(alias)}-{matter}.txt"] = ("\n".join(lines) + "\n").encode()
    return texts


def _safe(alias: str) -> str:
    """An alias as part of a file name on any system."""
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", alias)).strip("-")
    return plain[:_LONGEST_NAME].strip("-") or "kwestie"


def _lines(records: list[Mapping[str, object]]) -> Iterator[str]:
    for kind, (title, fields) in _TOLD.items():
        for record in sorted((one for one in records if one["kind"] == kind), key=_moment):
            told = [line for name, label in fields.items() for line in _field(record, name, label)]
            if told:
                yield from (title, "-" * len(title), *told, "")


def _field(record: Mapping[str, object], name: str, label: str) -> list[str]:
    text = _body(record).get(name)
    if not isinstance(text, str) or not text.strip():
        return []
    # what others wrote may not steer a terminal that shows it
    plain = "".join(letter for letter in text.strip() if letter.isprintable() or letter == "\n")
    said = plain.replace("T", " ", 1) if name == "at" else plain
    return [f"{label}: {said}" if label else said]


def _body(record: Mapping[str, object]) -> Mapping[str, object]:
    body = record.get("body")
    return body if isinstance(body, dict) else {}


def _moment(record: Mapping[str, object]) -> str:
    return str(_body(record).get("at", ""))
