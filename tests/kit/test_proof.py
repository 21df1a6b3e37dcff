"""The proof of a write: what the vectors say is right, and nothing else is."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nabij.kit import proof
from nabij.kit.proof import proves
from nabij_vault.keys import SigningKey
from nabij_vault.text import from_b64, to_b64

WRITES = json.loads((Path(__file__).resolve().parents[2] / "vectors" / "write.json").read_text())


def _sign(vector: dict[str, Any]) -> str:
    return SigningKey(from_b64(vector["signing"])).sign


@pytest.mark.parametrize("vector", WRITES, ids=[one["name"] for one in WRITES])
def test_the_server_takes_the_proof_of_a_vector(vector: dict[str, Any]) -> None:
    body = from_b64(vector["body"])
    assert proves(vector["expected"], _sign(vector), vector["owner"], vector["path"], body)


def test_the_proof_of_one_vector_is_none_for_another() -> None:
    for one in WRITES:
        for other in WRITES:
            found = proves(one["expected"], _sign(other), other["owner"], other["path"], from_b64(other["body"]))
            assert found is (one is other)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: "",
        lambda given: "é" + given,
        lambda given: given[:-4],
        lambda given: to_b64(bytes(64)),
        lambda given: given + "\n",
        lambda given: "!" + given[1:],
    ],
)
def test_a_broken_proof_proves_nothing(spoil: Callable[[str], str]) -> None:
    one = WRITES[0]
    given = (_sign(one), one["owner"], one["path"], from_b64(one["body"]))
    assert proves(one["expected"], *given)
    assert not proves(spoil(one["expected"]), *given)


@pytest.mark.parametrize("sign", ["", "s", "é", to_b64(bytes(31)), to_b64(bytes(33))])
def test_a_key_that_is_none_proves_nothing(sign: str) -> None:
    one = WRITES[0]
    assert not proves(one["expected"], sign, one["owner"], one["path"], from_b64(one["body"]))


def test_of_cryptography_the_server_knows_the_checking_half_of_signatures_only() -> None:
    assert proof.__file__ is not None
    imported = {
        f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(Path(proof.__file__).read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name for name in imported if name.startswith("cryptography")} == {
        "cryptography.exceptions.InvalidSignature",
        "cryptography.hazmat.primitives.asymmetric.ed25519.Ed25519PublicKey",
    }


ERASURES = [
    one
    for one in json.loads((Path(__file__).resolve().parents[2] / "vectors" / "visitor.json").read_text())
    if one["operation"] == "sign_erasure"
]


def test_the_server_takes_a_signed_wish_for_what_it_was_signed_for_and_nothing_else() -> None:
    assert len(ERASURES) > 1
    for one in ERASURES:
        for other in ERASURES:
            about = [other["practice"], other["conversation"], other["wish"]]
            found = proof.signed("nabij/erase/1", about, one["expected"], _sign(other))
            assert found is (one is other)
    one = ERASURES[0]
    about = [one["practice"], one["conversation"], one["wish"]]
    for label, signature in (("nabij/write/1", one["expected"]), ("nabij/erase/1", ""), ("nabij/erase/1", "é")):
        assert not proof.signed(label, about, signature, _sign(one))
