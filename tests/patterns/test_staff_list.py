"""Somebody has a list of all 500 who work there, and tries. The same attempt succeeds only with everything at once."""

import base64
import hashlib
import hmac
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from django.db import connection, connections

from nabij.patterns import rules
from nabij.patterns.models import Token
from nabij_cli.commands import main
from nabij_matcher import group, voprf
from nabij_matcher.keys import Keys
from tests.patterns.browsing import Browser, begin
from tests.personas import Personas

type Pair = tuple[Browser, Browser]

GIVEN = ("piet", "els", "anna", "omar", "fatima", "jan", "maria", "kees", "lot", "ibrahim")
SURNAMES = ("jansen", "bakker", "vries", "amrani", "visser", "smit", "meijer", "mulder", "bos", "vos")
STAFF = sorted(
    {" ".join(sorted(pair)) for pair in product(GIVEN, SURNAMES)} | {f"persoon nummer{n}" for n in range(400)}
)
NAMED = ("jansen piet", "bakker omar", "amrani fatima")
FORMS = ('["person","name","{}"]', "{}")

pytestmark = pytest.mark.django_db(databases=["default", "shred"])


def everything_kept() -> Iterator[bytes]:
    """Every value of every table of both stores, as bytes: what a stolen disk or backup holds."""
    for alias in ("default", "shred"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                for value in (value for row in cursor.fetchall() for value in row if value is not None):
                    yield bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def outputs(text: bytes, secrets: Iterable[bytes]) -> Iterator[bytes]:
    """What this input could have become, with each of these as the matcher's key, and without any."""
    yield hashlib.sha256(text).digest()[:16]
    yield hashlib.sha512(text).digest()[:16]
    point = voprf.hash_to_point(text)
    for secret in secrets:
        try:
            whole = group.multiply(secret, point)
        except group.BadPoint:
            continue
        yield hashlib.sha512(voprf.prefixed(text, whole) + b"Finalize").digest()[:16]


def guessed(keys: Iterable[bytes], secrets: list[bytes], names: Iterable[str] = STAFF) -> set[bytes]:
    """Every token that somebody with these keys and secrets can make of the staff list."""
    found: set[bytes] = set()
    for name, form in product(names, FORMS):
        text = form.format(name).encode()
        found.update(outputs(text, secrets))
        for key in keys:
            found.update(outputs(hmac.digest(key, text, hashlib.sha256), secrets))
    return found


def tokens() -> set[bytes]:
    return {one.bytes for row in Token.objects.all() for one in (row.token, row.visitor, row.whose)}


@pytest.fixture
def noted(pair: Pair, caplog: pytest.LogCaptureFixture) -> Pair:
    caplog.set_level(logging.DEBUG)
    for number, name in enumerate(NAMED):
        pair[number % 2].noted(f"visitor {number}", name)
    assert len(STAFF) == 500
    assert set(NAMED) <= set(STAFF)
    return pair


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_database_backup_and_logs_give_nobody_away(
    noted: Pair, caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert noted
    kept = list(everything_kept())
    # anything of the length of a key that lies anywhere might be one, of the organisation as well as of the matcher
    lying_about = {value for value in kept if len(value) == 32}
    lying_about |= {_decoded(value) for value in kept if len(value) in {43, 44}}
    known = sorted(value for value in lying_about if len(value) == 32)
    assert len(known) > 6
    assert not tokens() & guessed(known, [(1).to_bytes(32, "little")])
    # each of them with each: of who was never named there is no token to find, so those names are left out here
    assert not tokens() & guessed(known, known, NAMED)
    disk = b"\n".join([*kept, caplog.text.encode(), *files_on_disk(tmp_path, monkeypatch)])
    unkeyed = guessed([], [(1).to_bytes(32, "little")])
    assert not [token for token in unkeyed if token in disk or token.hex().encode() in disk]
    assert not readable_in(disk)


def files_on_disk(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """Byte for byte: the stores with whatever journal lies beside them, and what `nabij backup` makes of them."""
    if connection.vendor != "sqlite":
        # its own tools make the copy; its tables were read above
        return
    data, copies = place / "data", place / "copies"
    data.mkdir()
    for alias, name in (("default", "nabij.sqlite3"), ("shred", "shred.sqlite3")):
        store = Path(connections[alias].settings_dict["NAME"])
        (data / name).symlink_to(store)
        yield from (file.read_bytes() for file in store.parent.glob(f"{store.name}*"))
    monkeypatch.setenv("NABIJ_DATA", str(data))
    assert main(["backup", str(copies)]) == 0
    made = [file.read_bytes() for file in copies.rglob("*.sqlite3")]
    assert len(made) == 2
    # the tokens are in the copy: it is the right one that is searched
    assert all(token.hex().encode() in made[0] + made[1] for token in tokens())
    yield from made


def readable_in(disk: bytes) -> list[str]:
    """Which words of a name that somebody was named by stand there, in either way of writing text."""
    low = disk.lower()
    words = {word for name in NAMED for word in name.split()}
    return [word for word in words for form in ("utf-8", "utf-16-le") if word.encode(form) in low]


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_no_key_lies_in_a_file_of_the_server(
    noted: Pair, matcher_keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = [noted[0].keys[1], Keys(matcher_keys).all()[1].secret]
    disk = b"\n".join([*everything_kept(), *files_on_disk(tmp_path, monkeypatch)])
    ways = [way for one in secrets for way in (one, one.hex().encode(), base64.b64encode(one).rstrip(b"="))]
    assert not [way for way in ways if way in disk]
    assert readable_in(disk + "Piet".encode("utf-16-le")) == ["piet"]


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except ValueError:
        return b""


def test_the_organisation_key_without_the_matcher_gives_nobody_away(noted: Pair) -> None:
    amina, _ = noted
    own = [(1).to_bytes(32, "little"), group.random_scalar()]
    assert not tokens() & guessed([amina.keys[1]], own)


def test_the_matcher_without_the_organisation_key_gives_nobody_away(noted: Pair, matcher_keys: Path) -> None:
    assert noted
    secret = Keys(matcher_keys).all()[1].secret
    assert not tokens() & guessed([], [secret])


def test_who_has_key_database_and_matcher_can_test_the_list(noted: Pair, matcher_keys: Path) -> None:
    amina, _ = noted
    secret = Keys(matcher_keys).all()[1].secret
    found = tokens() & guessed([amina.keys[1]], [secret])
    assert len(found) == len(NAMED)


def test_a_list_cannot_be_tried_in_a_day_by_who_works_there(noted: Pair) -> None:
    amina, _ = noted
    facts = [("person", "name", name) for name in STAFF]
    tried = 0
    for at in range(0, len(facts), 50):
        asked = [voprf.hash_to_point(amina.hashed(1, *fact)) for fact in facts[at : at + 50]]
        body = {"matcher": 1, "points": [base64.b64encode(point).decode() for point in asked]}
        if amina.desk.post(amina.at("berekenen"), body)[0] != 200:
            break
        tried += len(asked)
    assert tried <= rules.POINTS_A_DAY < len(STAFF)


@pytest.mark.django_db(databases=["default", "shred"], transaction=True)
def test_two_who_register_at_once_are_both_there_once(matcher: None, people: Personas) -> None:
    assert matcher is None
    amina, bram = begin(people.organisation, people.amina, people.bram)
    mine = amina.named("0c7ee1f4-4d1f-4b07-9d8c-0b9a3f6f4b11", "visitor 1", "jansen piet")
    theirs = bram.named("6f2d1d9e-7f51-4c3b-8a55-6a1f5b8c2d22", "visitor 2", "jansen piet")

    def post(browser: Browser, named: dict[str, object]) -> int:
        try:
            return browser.register(named)[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as hands:
        jobs = [hands.submit(post, *job) for job in [(amina, mine), (bram, theirs), (amina, mine), (bram, theirs)]]
        assert [job.result() for job in jobs] == [200] * 4
    assert Token.objects.count() == 2
    assert amina.look(mine) == {"enough": False}
