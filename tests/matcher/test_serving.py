"""The service over its socket: what it answers, and what it refuses without a trace."""

import socket
import time
from pathlib import Path

import pytest

from nabij_matcher import asking, frames, group, serving, voprf
from nabij_matcher.keys import Keys, Misused, destroy_key, new_key
from tests.matcher.serving import asks, everything_from, frame, local, said_to

POINT = asking.blind(b"jansen piet").blinded


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    new_key(tmp_path / "keys")
    return tmp_path / "keys"


@pytest.fixture
def door(tmp_path: Path) -> Path:
    return tmp_path / "s"


def test_it_evaluates_and_proves_with_the_key_that_it_shows(keys: Path, door: Path) -> None:
    question = asking.blind(b"jansen piet")
    with local(door, keys):
        listed = said_to(door, frame(frames.KEYS))
        said = said_to(door, asks(1, question.blinded))
    assert listed[:5] == b"NM1\x00\x01"
    public = listed[7:]
    assert listed[5:7] == b"\x00\x01"
    assert len(public) == group.POINT
    evaluated, proof = said[4:36], said[36:]
    secret = Keys(keys).all()[1]
    assert (
        asking.finalize(public, [question], [evaluated], proof)[0]
        == asking.finalize(secret.public, [question], *voprf.evaluate(secret, [question.blinded]))[0]
    )


@pytest.mark.parametrize(
    "point", [bytes(32), b"\xff" * 32, b"\x01" + bytes(31), bytes(31) + b"\x80"], ids=["identity", "high", "odd", "bit"]
)
def test_what_is_no_point_is_refused(keys: Path, door: Path, point: bytes) -> None:
    with local(door, keys):
        assert said_to(door, asks(1, point)) == frames.refusal(frames.BAD_POINT)
        assert said_to(door, asks(1, POINT, point)) == frames.refusal(frames.BAD_POINT)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        frame(9),
        frame(frames.KEYS, b"x"),
        asks(1),
        asks(1, POINT[:31]),
        asks(1, POINT + b"x"),
        asks(1, POINT, count=2),
        asks(1, POINT, POINT, count=1),
        asks(1, POINT, count=0),
        asks(1, *[POINT] * 65),
        frames.MAGIC + b"\x02\xff\xff",
    ],
    ids=["http", "verb", "keys", "none", "short", "long", "fewer", "more", "zero", "many", "huge"],
)
def test_what_is_no_frame_is_refused(keys: Path, door: Path, sent: bytes) -> None:
    with local(door, keys):
        assert said_to(door, sent) == frames.refusal(frames.MALFORMED)
        # and the service goes on
        assert said_to(door, asks(1, POINT))[3] == frames.DONE


def test_a_batch_as_large_as_allowed_is_answered(keys: Path, door: Path) -> None:
    with local(door, keys):
        said = said_to(door, asks(1, *[POINT] * voprf.MOST_POINTS))
    assert len(said) == 4 + voprf.MOST_POINTS * group.POINT + voprf.PROOF


def test_old_and_new_key_serve_side_by_side_until_the_old_is_destroyed(keys: Path, door: Path) -> None:
    with local(door, keys):
        assert new_key(keys) == 2
        with pytest.raises(Misused, match="twee sleutels"):
            new_key(keys)
        old, new = said_to(door, asks(1, POINT)), said_to(door, asks(2, POINT))
        assert old[3] == new[3] == frames.DONE
        assert old[4:36] != new[4:36]
        destroy_key(keys, 1)
        assert said_to(door, asks(1, POINT)) == frames.refusal(frames.NO_SUCH_KEY)
        assert said_to(door, asks(2, POINT))[4:36] == new[4:36]
        destroy_key(keys, 2)
        # a number that was destroyed never comes back
        assert new_key(keys) == 3


def test_keys_are_for_their_owner_only_and_so_is_the_socket(keys: Path, door: Path) -> None:
    assert (keys / "1.key").stat().st_mode & 0o777 == 0o600
    with local(door, keys):
        assert door.stat().st_mode & 0o777 == 0o600


def test_who_says_nothing_is_let_go_and_holds_up_nobody(
    keys: Path, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "PATIENCE", 0.5)
    with local(door, keys), socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(door))
        silent.sendall(b"NM1")
        silent.settimeout(10)
        began = time.monotonic()
        assert said_to(door, asks(1, POINT))[3] == frames.DONE
        assert everything_from(silent) == b""
        assert time.monotonic() - began < 5


def _answered(door: Path) -> bool:
    try:
        return said_to(door, asks(1, POINT)) != b""
    except OSError:
        return False


def test_who_comes_while_all_hands_are_full_is_let_go_at_once(
    keys: Path, door: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MOST_AT_ONCE", 1)
    with local(door, keys), socket.socket(socket.AF_UNIX) as first:
        first.connect(str(door))
        first.sendall(b"N")
        until = time.monotonic() + 3
        while _answered(door):
            assert time.monotonic() < until
        first.close()
        while not _answered(door):
            assert time.monotonic() < until


def test_two_services_never_share_a_socket(keys: Path, door: Path) -> None:
    with local(door, keys):
        with pytest.raises(Misused, match="luistert al"):
            serving.listening_at(door)
        assert said_to(door, asks(1, POINT))[3] == frames.DONE
    # what a killed service left is replaced
    serving.listening_at(door).close()
    serving.listening_at(door).close()


def test_nothing_of_a_question_is_printed(keys: Path, door: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with local(door, keys):
        said_to(door, asks(1, POINT))
        said_to(door, asks(1, bytes(32)))
        said_to(door, b"jansen piet" * 100)
    assert capfd.readouterr() == ("", "")
