"""How the match key of an organisation stands, what is still to be renewed, and who asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import TruncDate

from nabij.patterns import rules
from nabij.patterns.models import Asked, Do, KeyState, Matched, Token
from nabij.people.models import Appointment, PublicKey, User
from nabij.sealed.models import KeyGrant, as_base64

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
        "waiting": sorted(map(rules.name_of_waiting, row.waiting(newest))) if newest else [],
        "threshold": max(row.practice.pattern_threshold, rules.LEAST),
        "again": _may_ask_again(reader),
    }


def _may_ask_again(reader: User) -> bool:
    asked, tokens = Asked.spent_today(reader.pk, Do.COMPARE_SIDES)
    return rules.may_ask_again(asked, tokens, Asked.spent_today(reader.pk, Do.EVALUATE)[1])


def keys_today(reader: User) -> dict[str, list[dict[str, Any]]]:
    """Where this counsellor's browser has work to do on a match key. A fixed number of queries.

    ``renew``: who no longer works there holds the newest one, and this counsellor holds it too, or nobody of the pair
    does. ``waiting``: rows lie there under a former key, whoever they are of, and this counsellor holds the newest.
    """
    rows = list(Matched.objects.visible_to(reader).order_by("name"))
    states, pairs = _key_states(reader, rows), _pairs(rows)
    oldest = Token.objects.filter(practice_id=reader.practice_id, organisation__in=rows).order_by()
    epochs = dict(oldest.values_list("organisation_id").annotate(oldest=Min("epoch")))
    found: dict[str, list[dict[str, Any]]] = {"renew": [], "waiting": []}
    for row in rows:
        kept, pair = states.get(row.pk, KeyState(0, frozenset())), pairs.get(row.pk, set())
        told = {"organisation": row.pk, "name": row.name}
        if kept.holders - pair and (reader.pk in kept.holders or not kept.holders & pair):
            found["renew"].append(told)
        elif reader.pk in kept.holders and epochs.get(row.pk, kept.newest) < kept.newest:
            found["waiting"].append(told)
    return found


def _key_states(reader: User, rows: Iterable[Matched]) -> dict[int, KeyState]:
    boxes = {rules.box_of(row.practice_id, row.pk): row.pk for row in rows}
    held: dict[int, list[tuple[int, UUID, bool]]] = {}
    grants = KeyGrant.objects.filter(practice_id=reader.practice_id, part=rules.PART, box__in=boxes).order_by("epoch")
    for box, epoch, grantee, gone in grants.values_list("box", "epoch", "grantee", "withdrawn"):
        held.setdefault(boxes[box], []).append((epoch, grantee, gone))
    return {pk: KeyState.of(those) for pk, those in held.items()}


def _pairs(rows: Iterable[Matched]) -> dict[int, set[UUID]]:
    found: dict[int, set[UUID]] = {}
    now = Appointment.objects.filter(organisation__in=rows, ended=None)
    for organisation, counsellor in now.values_list("organisation_id", "counsellor_id"):
        found.setdefault(organisation, set()).add(counsellor)
    return found


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


SEEN = (
    *(Do.REGISTER, Do.LOOK, Do.COMPARE_SIDES, Do.LOOK_AT_REPETITION),
    *(Do.WITHDRAW, Do.RENEW, Do.SHARE_KEY, Do.FINISH, Do.EVALUATE),
)
"""What of one the other reads, in this order."""


def log(row: Matched) -> dict[str, Any]:
    """``gekeken.json``, for both of the pair: who looked, and did what else, how much on which day.

    Never about whom, nor what came of it. All of it is told: invented visitors lower the threshold.
    """
    return {
        "days": [
            {"day": day.isoformat(), "name": name, "what": verb, "number": number, "points": points}
            for day, name, done in days_of(row)
            for verb, (number, points) in done.items()
        ],
    }


def days_of(row: Matched) -> list[tuple[date, str, dict[str, tuple[int, int]]]]:
    """The newest days, each with who did what how often, and with how many points, tokens or matters in all."""
    by_day = _asked_of(row).filter(verb__in=SEEN).annotate(day=TruncDate("at"))
    counted = by_day.values("day", "counsellor__name", "verb").annotate(number=Count("pk"), all=Sum("points"))
    found: dict[tuple[date, str], dict[str, tuple[int, int]]] = {}
    for one in counted.order_by("-day"):
        found.setdefault((one["day"], one["counsellor__name"]), {})[one["verb"]] = (one["number"], one["all"])
    listed = sorted(found.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1]))[:MOST_LINES]
    return [(day, name, {verb: done[verb] for verb in SEEN if verb in done}) for (day, name), done in listed]


def _asked_of(row: Matched) -> QuerySet[Asked]:
    return Asked.objects.filter(practice_id=row.practice_id, organisation_id=row.pk)
