"""What an opened export holds, in lines that a person can read: which matters, from when to when, how much of what."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from nabij_vault.errors import BadEnvelope
from nabij_vault.export import Export
from nabij_vault.text import JsonObject

# what there is one of at most
ONCE = {
    "words": "eigen woorden",
    "person": "naam en contact",
    "named_party": "kwestie-veroorzaker",
    "peer_card": "kaart zonder naam",
}
# one and more of what there can be more of; both in the order in which they are told
KINDS = {
    "note": ("gesprek", "gesprekken"),
    **{kind: (told, told) for kind, told in ONCE.items()},
    "consent": ("toestemming", "toestemmingen"),
    "exception": ("doorbreking van vertrouwelijkheid", "doorbrekingen van vertrouwelijkheid"),
    "file": ("bijlage", "bijlagen"),
}
# what can be missing, by the first word of what the export says of it: a kind, or a part of which nothing opened
MISSING = {
    "conversation": "gesprek en toestemmingen",
    "notes": "notities, naam en bijlagen",
    "peer": "kaart zonder naam",
    "story": "verhaal van een jaarverslag of signaal",
    "card": "schuilnaam en volgende stap",
    "note": "notitie",
    "person": "naam en contact",
    "named_party": "kwestie-veroorzaker",
    "exception": "doorbreking van vertrouwelijkheid",
    "file": "bijlage",
    "words": "eigen woorden",
    "consent": "toestemming",
    "peer_card": "kaart zonder naam",
    "match": "vergelijken",
}
NO_ALIAS = "Zonder schuilnaam"
UNREADABLE = "Deze kwestie is niet te lezen"
NOTHING_OPENED = "Hiervan ging niets open bij het maken; het staat niet in de export"


def overview(export: Export) -> list[str]:
    """One block per matter, by alias: the alias, its days, how many of each kind, and where it is in the export."""
    blocks = sorted((_block(export, matter) for matter in export.matters), key=lambda block: block[0].casefold())
    left_out = sorted(export.incomplete.keys() - set(export.matters))
    last = [NOTHING_OPENED, *(f"  kwestie {matter}" for matter in left_out)] if left_out else []
    return [line for block in [*blocks, last] for line in block]


def _block(export: Export, matter: str) -> list[str]:
    try:
        records = newest(export.matter(matter))
    except BadEnvelope:
        return [UNREADABLE, *_missing(export, matter), f"  in matters/{matter}"]
    days = sorted(day for record in records if record["kind"] == "note" and (day := _day(record)))
    period = [] if not days else [days[0] if days[0] == days[-1] else f"{days[0]} tot en met {days[-1]}"]
    counted = [f"  {line}" for line in [*period, *_counted(records)]]
    return [alias_of(records), *counted, *_missing(export, matter), f"  in matters/{matter}"]


def _missing(export: Export, matter: str) -> list[str]:
    """The line that says what did not open of this matter, or none."""
    if matter not in export.incomplete:
        return []
    return [f"  niet volledig: {_in_words(export.incomplete[matter])}"]


def _in_words(missing: Sequence[str]) -> str:
    counts = Counter(MISSING.get(one.split(" ")[0], "iets anders") for one in missing)
    told = [what if count == 1 else f"{what} ({count}×)" for what, count in counts.items()]
    return ", ".join(told) or "niet alles was te controleren"


def newest(matter: JsonObject) -> list[Mapping[str, object]]:
    """The last revision of every record. BadEnvelope when there are none to read."""
    listed = matter.get("records")
    if not isinstance(listed, list):
        raise BadEnvelope("records are no list")
    found: dict[object, Mapping[str, object]] = {}
    for record in listed:
        if not isinstance(record, dict) or not isinstance(record.get("revision"), int) or "kind" not in record:
            raise BadEnvelope("not a record")
        key = str(record.get("id"))
        if key not in found or record["revision"] >= found[key]["revision"]:
            found[key] = record
    return list(found.values())


def _text(record: Mapping[str, object], name: str) -> str:
    body = record.get("body")
    text = body.get(name) if isinstance(body, dict) else None
    # what others wrote may not steer the terminal
    return "".join(letter for letter in text if letter.isprintable()).strip() if isinstance(text, str) else ""


def alias_of(records: list[Mapping[str, object]]) -> str:
    """The alias on the card of a matter, in letters that can be printed."""
    return next((found for one in records if one["kind"] == "card" and (found := _text(one, "alias"))), NO_ALIAS)


def _day(record: Mapping[str, object]) -> str:
    return _text(record, "at")[:10]


def _counted(records: list[Mapping[str, object]]) -> Iterator[str]:
    kinds = sorted(str(record["kind"]) for record in records)
    counts = {kind: len(list(group)) for kind, group in groupby(kinds)}
    for kind, (one, more) in KINDS.items():
        if count := counts.get(kind):
            yield one if kind in ONCE else f"{count} {one if count == 1 else more}"
