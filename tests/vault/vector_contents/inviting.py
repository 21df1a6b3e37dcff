"""Vectors of the code that a counsellor hands over."""

from nabij_vault.invitation import Answered, Offered, code_keys, prove_answer, prove_offer
from nabij_vault.keys import PublicKeys
from tests.vault.vector_contents.people import (
    AMINA,
    BRAM,
    MATTER,
    OTHER_MATTER,
    OTHER_PRACTICE,
    OTHER_USER,
    PRACTICE,
    USER,
    VISITOR,
    bad,
    good,
)

type Vector = dict[str, object]

CODE = "7KQM-2XWB-0F3R-9HTZ-D1NC"
OTHER_CODE = "7KQM-2XWB-0F3R-9HTZ-D1ND"


def invitation() -> list[Vector]:
    return _codes() + _offers() + _answers()


def _codes() -> list[Vector]:
    keys = code_keys(CODE)
    expected = {"lookup": keys.lookup, "token": keys.token, "key": keys.key}
    untidy = " 7kqm 2xwb.Of3r-9htz\tdLnc "
    return [
        good("code", "what a code yields", "code_keys", expected, typed=CODE),
        good("code-untidy", "however it was typed", "code_keys", expected, typed=untidy),
        bad("code-short", "a character too few", "code_keys", "WrongSecret", typed=CODE[:-1]),
        bad("code-long", "a character too many", "code_keys", "WrongSecret", typed=f"{CODE}0"),
        bad("code-letter", "a character that is in no code", "code_keys", "WrongSecret", typed=f"{CODE[:-1]}U"),
    ]


def _shown(keys: PublicKeys) -> dict[str, object]:
    return {"recipient": keys.recipient, "sign": keys.sign}


def _offers() -> list[Vector]:
    key = code_keys(CODE).key
    proof = prove_offer(key, Offered(PRACTICE, MATTER, USER, "Amina", AMINA.public))
    offered = {"practice": PRACTICE, "matter": MATTER, "owner": USER, "name": "Amina", **_shown(AMINA.public)}
    beside = prove_offer(key, Offered(PRACTICE, MATTER, USER, "Amina", AMINA.public, ((OTHER_USER, "Bram"),)))
    more = offered | {"others": [{"id": OTHER_USER, "name": "Bram"}]}
    return [
        good("offer", "exact bytes", "prove_offer", proof, key=key, offered=offered),
        good(
            "offer-others",
            "with whom may stand by",
            "prove_offer",
            beside,
            key=key,
            offered=more,
        ),
    ]


def _answers() -> list[Vector]:
    proof = prove_answer(code_keys(CODE).key, Answered(PRACTICE, MATTER, VISITOR.public))
    answered = {"practice": PRACTICE, "matter": MATTER, **_shown(VISITOR.public)}
    inputs: dict[str, object] = {"code": CODE, "answered": answered, "proof": proof}
    changes: dict[str, dict[str, object]] = {
        "other-code": {"code": OTHER_CODE},
        "other-recipient": {"answered": {**answered, "recipient": BRAM.public.recipient}},
        "other-sign": {"answered": {**answered, "sign": BRAM.public.sign}},
        "other-matter": {"answered": {**answered, "matter": OTHER_MATTER}},
        "other-practice": {"answered": {**answered, "practice": OTHER_PRACTICE}},
        "no-proof": {"proof": ""},
        "short-proof": {"proof": "AAAA"},
        "offer-as-answer": {
            "proof": prove_offer(code_keys(CODE).key, Offered(PRACTICE, MATTER, USER, "Amina", AMINA.public))
        },
    }
    vectors = [good("answer", "it is vouched for", "check_answer", True, **inputs)]
    for name, change in changes.items():
        vectors.append(bad(f"answer-{name}", "refused", "check_answer", "SubstitutedKey", **{**inputs, **change}))
    return vectors
