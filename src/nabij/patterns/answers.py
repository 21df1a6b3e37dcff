"""How the match key of an organisation stands, what is still to be renewed, and who asked."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils import timezone

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


def log(row: Matched) -> dict[str, Any]:
    """``gekeken.json``, for both of the pair: who looked and when, and who registered how many persons on which day.

    Never whom, nor what came of it. Registering is told as well: invented visitors lower the threshold.
    """
    asked = Asked.objects.filter(practice_id=row.practice_id, organisation_id=row.pk)
    looks = asked.filter(verb=Do.LOOK).select_related("counsellor").order_by("-at")[:MOST_LINES]
    by_day = asked.filter(verb=Do.REGISTER).values("counsellor__name", "at").annotate(number=Count("pk"))
    return {
        "looks": [{"name": one.counsellor.name, "at": one.at.isoformat(timespec="minutes")} for one in looks],
        "registered": [
            {"name": one["counsellor__name"], "day": timezone.localdate(one["at"]).isoformat(), "number": one["number"]}
            for one in by_day.order_by("-at", "counsellor__name")[:MOST_LINES]
        ],
    }
