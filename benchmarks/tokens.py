"""Looking for a pattern among a million blind tokens, on PostgreSQL."""

import random
import time
import uuid

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
   by_email, has_email, known, whose, day)
SELECT gen_random_uuid(), %s, %s, gen_random_uuid(), repeat('0', 64), 1, 1,
  CASE WHEN number < %s THEN md5(%s || (number %% %s))::uuid ELSE gen_random_uuid() END,
  gen_random_uuid(), false, false, 'name', gen_random_uuid(), current_date
FROM generate_series(0, %s) AS number
"""


def measure(quick: bool) -> list[Figure]:
    """Times of the query and of the rule over what it finds, one after the other, at a random organisation each."""
    rows, looks = (QUICK_ROWS, QUICK_LOOKS) if quick else (ROWS, LOOKS)
    with durable_cluster() as addresses, installation(**addresses):
        organisations = _filled(rows)
        times, empty, found = _looked(organisations, looks)
    return [
        Figure("rows", rows, ""),
        *latencies("one look, query and counting", times, MOST),
        # what a busy machine adds to anything that goes to the database and back
        *latencies("an empty question at the same moments", empty),
        Figure("other visitors found in the fullest", max(found), ""),
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


def _looked(organisations: list[int], looks: int) -> tuple[list[float], list[float], list[int]]:
    from django.db import connection

    from nabij.patterns.models import Matched, Token
    from nabij.patterns.rules import BY_NAME, Named, NewToken

    chance = random.Random(1)
    rows = {row.pk: row for row in Matched.objects.filter(pk__in=organisations)}
    kept = {
        pk: list(Token.objects.filter(organisation=pk).values_list("token", flat=True)[:500]) for pk in organisations
    }
    times, empty, found = [], [], []
    for _ in range(looks):
        organisation = chance.choice(organisations)
        # as a name of three words is asked: one that is there, and five other ways to write it
        ways = [chance.choice(kept[organisation]), *(uuid.uuid4() for _ in range(5))]
        tokens = tuple(NewToken(way, uuid.uuid4(), False, uuid.uuid4()) for way in ways)
        asked = [Named(uuid.uuid4(), 1, 1, BY_NAME, tokens)]
        began = time.perf_counter()
        found.append(rows[organisation].others(asked))
        times.append(time.perf_counter() - began)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        empty.append(time.perf_counter() - began)
    return times, empty, found


if __name__ == "__main__":
    run(TITLE, measure)
