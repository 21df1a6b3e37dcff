"""Looking for a pattern among a million blind tokens, on PostgreSQL."""

import json
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cluster import durable_cluster
from benchmarks.command import run
from benchmarks.figures import Figure, latencies
from benchmarks.installation import installation

TITLE = "Looking among a million blind tokens on PostgreSQL"
ROWS, QUICK_ROWS = 1_000_000, 20_000
LOOKS, QUICK_LOOKS = 3000, 50
ORGANISATIONS = 100
# a hundred persons of an organisation are named often, by so many each; everybody else once
OFTEN, TIMES = 100, 20
MOST = 5

FILL = """
INSERT INTO patterns_token
  (id, practice_id, organisation_id, handle, lock, epoch, matcher, token, visitor,
   by_email, has_email, known, whose, also, day)
SELECT gen_random_uuid(), %s, %s, gen_random_uuid(), repeat('0', 64), 1, 1,
  CASE WHEN number < %s THEN md5(%s || (number %% %s))::uuid ELSE gen_random_uuid() END,
  gen_random_uuid(), false, false, 'name', gen_random_uuid(), '[]', current_date
FROM generate_series(0, %s) AS number
"""


def measure(quick: bool) -> list[Figure]:
    """Times of the query and of the rule over what it finds, one after the other, at a random organisation each."""
    rows, looks = (QUICK_ROWS, QUICK_LOOKS) if quick else (ROWS, LOOKS)
    with durable_cluster() as addresses, installation(**addresses):
        organisations = _filled(rows)
        looked = _looked(organisations, looks)
    return [
        Figure("rows", rows, ""),
        *latencies("one look, query and counting", looked.times, MOST),
        # what a busy machine adds to anything that goes to the database and back
        *latencies("an empty question at the same moments", looked.empty),
        *latencies("of a look: the processor of this process", looked.here),
        *latencies("of a look: planning and execution, as the server tells", looked.there),
        *latencies(
            "of a look: both together", [sum(pair) for pair in zip(looked.here, looked.there, strict=True)], MOST
        ),
        Figure("blocks that the server read for the fullest", max(looked.blocks), ""),
        Figure("other visitors found in the fullest", max(looked.found), ""),
    ]


def _filled(rows: int) -> list[int]:
    from django.db import connection

    from nabij.people.models import Organisation, Practice

    practice = Practice.objects.create(name="Praktijk")
    here = [
        Organisation.objects.create(practice=practice, name=f"Organisatie {number}", sector="care").pk
        for number in range(ORGANISATIONS)
    ]
    with connection.cursor() as cursor:
        for organisation in here:
            often = min(OFTEN * TIMES, rows // ORGANISATIONS)
            last = rows // ORGANISATIONS - 1
            cursor.execute(FILL, [practice.pk, organisation, often, f"{organisation} ", OFTEN, last])
        cursor.execute("ANALYZE patterns_token")
    return here


@dataclass
class Looked:
    """What each look took, in seconds, where it took it, and what it found."""

    times: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    here: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    found: list[int] = field(default_factory=list)


def _looked(organisations: list[int], looks: int) -> Looked:
    from nabij.patterns.models import Matched, Token
    from nabij.patterns.rules import BY_NAME, Named, NewToken

    chance = random.Random(1)
    rows = {row.pk: row for row in Matched.objects.filter(pk__in=organisations)}
    kept = {
        pk: list(Token.objects.filter(organisation=pk).values_list("token", flat=True)[:500]) for pk in organisations
    }
    looked = Looked()
    for _ in range(looks):
        organisation = chance.choice(organisations)
        # as a name of three words is asked: one that is there, and five other ways to write it
        ways = [chance.choice(kept[organisation]), *(uuid.uuid4() for _ in range(5))]
        tokens = tuple(NewToken(way, uuid.uuid4(), False, uuid.uuid4()) for way in ways)
        asked = [Named(uuid.uuid4(), 1, 1, BY_NAME, tokens)]
        began, working = time.perf_counter(), time.thread_time()
        looked.found.append(rows[organisation].others(asked))
        looked.here.append(time.thread_time() - working)
        looked.times.append(time.perf_counter() - began)
        looked.empty.append(_empty())
        seconds, blocks = _told_by_server(rows[organisation].tokens().filter(token__in=ways))
        looked.there.append(seconds)
        looked.blocks.append(blocks)
    return looked


def _empty() -> float:
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return time.perf_counter() - began


def _told_by_server(query: Any) -> tuple[float, int]:
    """The seconds of planning and execution, and the blocks read, of this same query once more."""
    told = json.loads(query.explain(format="json", analyze=True, buffers=True, timing=False))[0]
    plan = told["Plan"]
    blocks = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return (told["Planning Time"] + told["Execution Time"]) / 1000, blocks


if __name__ == "__main__":
    run(TITLE, measure)
