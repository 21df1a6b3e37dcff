"""Vectors about a manifest after another: what it may let go of, and what a mended one lists."""

from dataclasses import replace

from nabij_vault.manifest import Entry, entry_of, envelope_hash
from tests.vault.vector_contents.people import OTHER_RECORD, RECORD, bad, drawn, good

type Vector = dict[str, object]

SERVED: list[dict[str, object]] = [
    {"id": RECORD, "kind": "note", "revision": 1, "envelope": drawn("served/1", 301)},
    {"id": OTHER_RECORD, "kind": "card", "revision": 1, "envelope": drawn("served/2", 301)},
    {"id": RECORD, "kind": "note", "revision": 2, "envelope": drawn("served/3", 301)},
]


def manifest_entries(count: int) -> list[Entry]:
    return [entry_of(**one) for one in SERVED[:count]]


def manifest_body(counter: int, previous: str, entries: list[Entry]) -> dict[str, object]:
    rows = [[entry.id, entry.kind, entry.revision, entry.digest] for entry in entries]
    return {"counter": counter, "previous": previous, "entries": rows}


def growth_checks() -> list[Vector]:
    entries = sorted(manifest_entries(3))
    before = manifest_body(1, "", entries[:2])
    after = {
        "more": entries,
        "same": entries[:2],
        "dropped": [entries[0], entries[2]],
        "changed": [replace(entries[0], digest=envelope_hash(b"altered")), *entries[1:]],
        "set-aside": [replace(entries[0], kind="set_aside"), *entries[1:]],
    }
    vectors = []
    for name, those in after.items():
        inputs = {"before": before, "after": manifest_body(2, envelope_hash(b"before"), those)}
        what = "a manifest after another"
        vectors.append(good(f"growth-{name}-by-keeper", what, "check_growth", True, **inputs, by_keeper=True))
        if name in ("more", "same"):
            vectors.append(good(f"growth-{name}", what, "check_growth", True, **inputs, by_keeper=False))
        else:
            vectors.append(bad(f"growth-{name}", what, "check_growth", "Forked", **inputs, by_keeper=False))
    return vectors


def mendings() -> list[Vector]:
    body = manifest_body(2, envelope_hash(b"before"), sorted(manifest_entries(2)))
    record, twin = SERVED[0], {**SERVED[0], "envelope": b"altered"}

    def row(one: dict[str, object], kind: object) -> list[object]:
        return [one["id"], kind, one["revision"], envelope_hash(one["envelope"])]

    def served(*those: tuple[dict[str, object], bool]) -> list[dict[str, object]]:
        return [{**one, "opens": opens} for one, opens in those]

    cases = {
        "opens": ("what opens is listed", served((record, True)), [row(record, "note")]),
        "does-not": ("what does not is set aside", served((twin, False)), [row(twin, "set_aside")]),
        "junk-twin-after": ("junk behind it", served((record, True), (twin, False)), [row(record, "note")]),
        "junk-twin-before": ("junk before it", served((twin, False), (record, True)), [row(record, "note")]),
        "twin-opens": ("the vouched one of two that open", served((twin, True), (record, True)), [row(record, "note")]),
        "unlisted-twins": (
            "the one that opens where neither is vouched for",
            served(({**twin, "revision": 2}, False), (SERVED[2], True)),
            [row(SERVED[2], "note")],
        ),
    }
    return [
        good(f"mended-{name}", what, "mended_entries", expected, manifest=body, served=those)
        for name, (what, those, expected) in cases.items()
    ]
