"""How the match key of an organisation stands, what is still to be renewed, and who asked."""

from collections.abc import Mapping
from typing import Any

from nabij.patterns import rules
from nabij.patterns.models import Asked, Do, KeyState, Matched
from nabij.people.models import PublicKey, User
from nabij.sealed.models import as_base64

MOST_LINES = 100


def state(row: Matched, reader: User, served: Mapping[int, bytes] | None) -> dict[str, Any]:
    """``stand.json``; without the matcher's keys when it does not answer."""
    kept, pair = row.key_state(), row.pair_ids()
    newest = (kept.newest, max(served)) if served else None
    return {
        "organisation": row.pk,
        "epoch": kept.newest,
        "mine": reader.pk in kept.holders,
        "renew": bool(kept.holders - pair),
        "pair": _people(row, kept),
        "grants": [grant.as_json() for grant in row.key_grants().live(reader)],
        "matcher": {str(version): as_base64(key) for version, key in served.items()} if served else None,
        "versions": [list(version) for version in row.versions()],
        "waiting": sorted(map(str, row.waiting(newest))) if newest else [],
        "threshold": max(row.practice.pattern_threshold, rules.LEAST),
    }


def _people(row: Matched, kept: KeyState) -> list[dict[str, Any]]:
    keys = {key.owner_id: key for key in PublicKey.objects.filter(practice_id=row.practice_id).order_by("version")}
    people = User.objects.filter(pk__in=row.pair_ids()).order_by("name")
    return [
        {
            "id": str(one.pk),
            "name": one.name,
            "holds": one.pk in kept.holders,
            "public_key": keys[one.pk].as_json() if one.pk in keys else None,
        }
        for one in people
    ]


def log(row: Matched) -> list[dict[str, Any]]:
    """The newest looks at this organisation, for both of the pair: who and when, never at whom or what came of it."""
    found = Asked.objects.filter(practice_id=row.practice_id, organisation_id=row.pk, verb=Do.LOOK)
    return [
        {"name": one.counsellor.name, "at": one.at.isoformat(timespec="minutes")}
        for one in found.select_related("counsellor").order_by("-at")[:MOST_LINES]
    ]
