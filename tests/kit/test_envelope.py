"""What passes as sealed, and what does not."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nabij.kit import envelope
from nabij.kit.envelope import BadSealedBytes, is_padded, padded
from tests.making import age_bytes, b64, scrypt_bytes, sealed_bytes


@pytest.mark.parametrize(
    ("length", "size"), [(1, 256), (256, 256), (257, 1024), (4097, 16384), (16385, 17408), (26_214_401, 26_738_688)]
)
def test_padding_goes_by_steps_and_then_by_padme(length: int, size: int) -> None:
    assert padded(length) == size


@given(st.integers(1, 30_000_000))
def test_padding_is_stable_and_costs_an_eighth_at_most_above_the_steps(length: int) -> None:
    size = padded(length)
    assert size >= length
    assert is_padded(size)
    if length > 16384:
        assert size <= length * 1.12


def test_what_is_sealed_passes_unchanged() -> None:
    for size in (1, 256, 300, 20_000):
        sealed = sealed_bytes(size)
        assert envelope.parse_envelope(b64(sealed)) == sealed
    grant, slot = age_bytes(256), scrypt_bytes(17)
    assert envelope.parse_grant(b64(grant)) == grant
    assert envelope.parse_scrypt_slot(b64(slot)) == slot


READERS: list[Callable[[object], bytes]] = [
    envelope.parse_envelope,
    envelope.parse_grant,
    envelope.parse_letter,
    envelope.parse_scrypt_slot,
]


@pytest.mark.parametrize("read", READERS)
@given(
    value=st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()))
    | st.text(min_size=250, max_size=400).map(lambda text: b64(text.encode("utf-8", "replace")))
    | st.binary(max_size=400).map(b64)
)
def test_nothing_else_passes(read: Callable[[object], bytes], value: object) -> None:
    with pytest.raises(BadSealedBytes):
        read(value)


@pytest.mark.parametrize(
    "sealed",
    [
        b"",
        b"\x02" + sealed_bytes()[1:],
        sealed_bytes() + b"x",
        sealed_bytes()[:-1],
        b"\x01" + bytes(range(44)),
        age_bytes(),
    ],
)
def test_an_envelope_has_a_known_version_and_a_padded_size(sealed: bytes) -> None:
    with pytest.raises(BadSealedBytes):
        envelope.parse_envelope(b64(sealed))


@pytest.mark.parametrize(
    "sealed",
    [
        age_bytes(255),
        age_bytes(stanza=b"X25519 dit is klare tekst"),
        age_bytes(stanza=b"X25519 " + b"A" * 43 + b" nog een woord"),
        age_bytes(stanza=b"X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n-> X25519 " + b"A" * 43),
        age_bytes(stanza=b"ssh-ed25519 " + b"A" * 43),
        scrypt_bytes(),
        age_bytes()[:-30],
    ],
)
def test_a_grant_goes_to_exactly_one_person_and_has_no_room_for_words(sealed: bytes) -> None:
    with pytest.raises(BadSealedBytes):
        envelope.parse_grant(b64(sealed))


STANZA = b"X25519 " + b"A" * 43
TWO = STANZA + b"\n" + b"A" * 43 + b"\n-> " + STANZA


def test_a_letter_goes_to_several_people_and_to_nobody_but_people() -> None:
    letter = age_bytes(1024, TWO)
    assert envelope.parse_letter(b64(letter)) == letter
    with_words = TWO + b"\n" + b"A" * 43 + b"\n-> X25519 dit is klare tekst"
    many = b"\n-> ".join([STANZA + b"\n" + b"A" * 43] * 12 + [STANZA])
    for sealed in (age_bytes(), age_bytes(1023, TWO), age_bytes(256, with_words), age_bytes(256, many), letter[:-1]):
        with pytest.raises(BadSealedBytes):
            envelope.parse_letter(b64(sealed))


@pytest.mark.parametrize("log_n", [1, 16, 21, 63])
def test_a_slot_may_cost_neither_too_little_nor_too_much(log_n: int) -> None:
    with pytest.raises(BadSealedBytes):
        envelope.parse_scrypt_slot(b64(scrypt_bytes(log_n)))


def test_base64_is_strict() -> None:
    good = b64(sealed_bytes())
    for bad in (good.rstrip("="), good + "=", good.replace("A", " ", 1) + " ", "\n" + good, good[:-4] + "é==="):
        if bad != good:
            with pytest.raises(BadSealedBytes):
                envelope.parse_envelope(bad)


def test_too_much_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(BadSealedBytes):
        envelope.from_base64("A" * 2_000_000)
    assert len(envelope.from_base64(base64.b64encode(bytes(1024 * 1024)).decode())) == 1024 * 1024


def test_a_file_is_judged_by_its_head_and_its_length() -> None:
    size = 16 + padded(100_000) + 2 * 16
    head = age_bytes(256)
    start = len(head) - 16 - 256 - 16
    envelope.check_file_head(head[: start + 16], start + size)
    for wrong in (size - 1, size + 1, 16, 0):
        with pytest.raises(BadSealedBytes):
            envelope.check_file_head(head, start + wrong)
    with pytest.raises(BadSealedBytes):
        envelope.check_file_head(b"klare tekst" * 50, start + size)
