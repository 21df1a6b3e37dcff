"""The code, the digits and what a door needs."""

import json
from pathlib import Path

from nabij.contact.rules.entrance import CODE_LENGTH, SIGNS, Door, fingerprint, fragment, in_groups, new_code

VECTORS = Path(__file__).resolve().parents[2] / "vectors" / "fingerprint.json"


def test_the_digits_are_those_of_the_vectors() -> None:
    vectors = json.loads(VECTORS.read_text("utf-8"))
    assert vectors
    for one in (one for one in vectors if one["operation"] == "fingerprint"):
        digits = fingerprint(one["recipient"], one["sign"])
        assert len(digits) == 25
        assert in_groups(digits) == one["expected"]


def test_a_code_names_nobody_and_none_comes_twice() -> None:
    codes = [new_code() for _ in range(2000)]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == CODE_LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert not set("aeiou01l") & set(SIGNS)


def test_the_fragment_holds_every_fingerprint_and_no_order() -> None:
    assert fragment(["2" * 25, "1" * 25]) == "#k=" + "1" * 25 + "." + "2" * 25
    assert fragment([]) == ""


def a_door(**more: object) -> Door:
    known = {"ended": False, "appointed": 2, "fingerprints": ("1",), "languages": frozenset({"nl"}), "printed": "1"}
    return Door(**{**known, **more})  # type: ignore[arg-type]  # fields by name


def test_a_door_says_what_it_needs() -> None:
    assert a_door().missing() == []
    assert "aangesteld" in a_door(appointed=0, fingerprints=()).missing()[0]
    assert "kluis" in a_door(fingerprints=()).missing()[0]
    assert "nagekeken" in a_door(languages=frozenset()).missing()[0]
    assert "beëindigd" in a_door(ended=True).missing()[0]


def test_posters_are_outdated_by_a_new_key_and_not_by_who_left() -> None:
    assert not a_door().posters_are_outdated
    assert not a_door(printed="1.2").posters_are_outdated
    assert a_door(printed="2").posters_are_outdated
    assert a_door(fingerprints=("1", "2")).posters_are_outdated
    assert a_door(printed="").posters_are_outdated
