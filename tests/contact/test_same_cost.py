"""An unknown id and a wrong token: the same work, and the same bytes back. No time is measured."""

import hmac
import re
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from nabij.contact.rules import conversation as rules
from tests.contact.making import Door, Visitor, make_conversation, open_door, spoken
from tests.contact.test_inviting import Code, invited
from tests.making import Json, sealed
from tests.matters.test_files import sealed_file
from tests.personas import Personas

pytestmark = pytest.mark.django_db(databases=["default", "shred"])

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
MORE: dict[str, Any] = {
    "/gesprek/openen.json": lambda _: {},
    "/gesprek/nieuws.json": lambda _: {},
    "/gesprek/wissen.json": lambda _: {},
    "/gesprek/gewist.json": lambda _: {},
    "/gesprek/bestanden/00000000-0000-4000-8000-000000000001/halen": lambda _: {},
    "/gesprek/onthouden.json": lambda _: {"keepsake": {"based_on": 1, "sealed": sealed()}},
    "/gesprek/schrijven.json": lambda box: {"sealed": spoken(box, "message"), "keepsake": None},
}
PUT = "/gesprek/bestanden/00000000-0000-4000-8000-000000000002"


def done_for(ask: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, list[str], list[tuple[int, int]]]:
    """The whole answer; every statement of both databases without the id in it; the lengths of what was compared."""
    compared: list[tuple[int, int]] = []

    def compare(one: Any, other: Any) -> bool:
        compared.append((len(one), len(other)))
        return hmac.compare_digest(one, other)

    class Watched:
        compare_digest = staticmethod(compare)

    with monkeypatch.context() as patch:
        patch.setattr(rules, "hmac", Watched)
        with (
            CaptureQueriesContext(connections["default"]) as asked,
            CaptureQueriesContext(connections["shred"]) as shred,
        ):
            answer = ask()
    statements = [_ID.sub("?", str(one["sql"])) for one in (*asked, *shred)]
    return (answer.status_code, answer.content, sorted(answer.headers.items())), statements, compared


def one_and_the_same(wrongs: list[Any], ask: Any, monkeypatch: pytest.MonkeyPatch, code: bytes) -> None:
    done = [done_for(lambda wrong=wrong: ask(wrong), monkeypatch) for wrong in wrongs]
    (status, content, _), statements, compared = done[0]
    assert status == 404
    assert code in content
    assert len(statements) == 1
    # one hash of the token, against another of the same length, whether or not there is a row
    assert compared == [(64, 64)]
    assert all(one == done[0] for one in done)


@pytest.mark.parametrize("address", [*MORE, PUT])
def test_a_wrong_token_makes_the_server_do_what_an_unknown_id_does(
    people: Personas, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    open_door(people)
    visitor, _ = make_conversation([people.amina])
    # made before: it asks the database what comes next
    more: Json = {} if address == PUT else MORE[address](visitor.id)

    def ask(wrong: Visitor) -> Any:
        if address == PUT:
            body, kind = sealed_file(300), "application/octet-stream"
            return Door().client.put(PUT, body, content_type=kind, headers=wrong.headers)
        return Door().raw(address, {**wrong.words, **more})

    one_and_the_same([Visitor(), Visitor(lookup=visitor.lookup)], ask, monkeypatch, b'"unknown_words"')


def test_a_wrong_token_for_a_code_is_one_that_was_never_made(people: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    _, code = invited(people.amina)
    wrong = Code()
    wrong.lookup = code.lookup
    one_and_the_same(
        [Code(), wrong], lambda one: Door().raw("/code/openen.json", one.words), monkeypatch, b'"unknown_code"'
    )
