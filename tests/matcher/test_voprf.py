"""The VOPRF, held to the vectors of RFC 9497 that the browser is held to as well."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from nabij_matcher import asking, group, voprf

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "voprf.json").read_text(encoding="utf-8"))


def _all(vector: dict[str, Any], name: str) -> list[bytes]:
    return [b64decode(text) for text in vector[name]]


def _blind(vector: dict[str, Any]) -> list[asking.Question]:
    return [asking.blind(*pair) for pair in zip(_all(vector, "inputs"), _all(vector, "blinds"), strict=True)]


def _done(vector: dict[str, Any]) -> object:
    if vector["operation"] == "blind_points":
        return [one.blinded for one in _blind(vector)]
    if vector["operation"] == "evaluate_points":
        key = voprf.Key.of(b64decode(vector["secret"]))
        assert key.public == b64decode(vector["public"])
        return voprf.evaluate(key, _all(vector, "blinded"), b64decode(vector["drawn"]))
    return asking.finalize(
        b64decode(vector["public"]), _blind(vector), _all(vector, "evaluated"), b64decode(vector["proof"])
    )


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_every_vector_comes_out(vector: dict[str, Any]) -> None:
    if "error" in vector:
        with pytest.raises({"ForgedEvaluation": asking.ForgedEvaluation, "BadPoint": group.BadPoint}[vector["error"]]):
            _done(vector)
    elif vector["operation"] == "evaluate_points":
        expected = vector["expected"]
        assert _done(vector) == (_all(expected, "evaluated"), b64decode(expected["proof"]))
    else:
        assert _done(vector) == _all(vector, "expected")


def test_the_key_of_the_rfc_is_derived_as_the_rfc_says() -> None:
    seed = bytes([0xA3]) * 32
    message = seed + voprf.prefixed(b"test key") + b"\0"
    assert voprf.hash_to_scalar(message, b"DeriveKeyPair") == b64decode(VECTORS[1]["secret"])


def test_two_evaluations_of_one_input_give_one_token_and_two_proofs() -> None:
    key = voprf.Key.of(group.random_scalar())
    first, second = asking.blind(b"jansen piet"), asking.blind(b"jansen piet")
    assert first.blinded != second.blinded
    one, other = voprf.evaluate(key, [first.blinded]), voprf.evaluate(key, [second.blinded])
    assert one[1] != other[1]
    assert asking.finalize(key.public, [first], *one) == asking.finalize(key.public, [second], *other)


def test_an_answer_to_another_question_is_refused() -> None:
    key = voprf.Key.of(group.random_scalar())
    mine, theirs = asking.blind(b"jansen piet"), asking.blind(b"bakker els")
    with pytest.raises(asking.ForgedEvaluation):
        asking.finalize(key.public, [mine], *voprf.evaluate(key, [theirs.blinded]))


def test_a_second_encoding_of_a_point_is_none() -> None:
    point = asking.blind(b"jansen piet").blinded
    with pytest.raises(group.BadPoint):
        group.multiply(group.random_scalar(), point[:-1] + bytes([point[-1] | 0x80]))


def test_a_batch_is_bounded() -> None:
    key = voprf.Key.of(group.random_scalar())
    point = asking.blind(b"x").blinded
    for count in (0, voprf.MOST_POINTS + 1):
        with pytest.raises(ValueError, match="at once"):
            voprf.evaluate(key, [point] * count)


def test_a_key_says_nothing_of_itself() -> None:
    secret = group.random_scalar()
    assert secret.hex() not in repr(voprf.Key.of(secret))
    assert repr(secret) not in repr(voprf.Key.of(secret))
