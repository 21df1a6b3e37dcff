"""The service kept running: killed it comes back, and it is gone with whoever keeps it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nabij_matcher import frames
from nabij_matcher.keeping import LONGEST_WAIT, READY, waits
from tests.matcher.serving import frame, said_to


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.05)


def answers(door: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as attempt:
            attempt.connect(str(door))
    except OSError:
        return False
    return True


def kept(tmp_path: Path) -> "subprocess.Popen[str]":
    where = ["--keys", str(tmp_path / "k"), "--socket", str(tmp_path / "s")]
    return subprocess.Popen(
        [sys.executable, "-m", "nabij_matcher", "keep", *where],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_service_that_is_killed_comes_back_with_its_key_and_only_that_is_told(tmp_path: Path) -> None:
    door = tmp_path / "s"
    with kept(tmp_path) as keeper:
        assert keeper.stdout
        assert keeper.stdout.readline().strip() == READY
        before = said_to(door, frame(frames.KEYS))
        (first,) = children_of(keeper.pid)
        os.kill(first, signal.SIGKILL)
        until(lambda: children_of(keeper.pid) not in ([first], []) and answers(door))
        assert said_to(door, frame(frames.KEYS)) == before
        (second,) = children_of(keeper.pid)
        # whoever kept it is gone: so is the service
        said = keeper.communicate(timeout=20)[1].splitlines()
        assert keeper.returncode == 0
    until(lambda: not Path(f"/proc/{second}").exists())
    assert said == ["De vergelijkdienst stopte (-9). Over 1 s start zij opnieuw.", "De vergelijkdienst draait weer."]
    assert not door.exists()


def test_the_service_is_gone_also_where_its_keeper_was_killed(tmp_path: Path) -> None:
    with kept(tmp_path) as keeper:
        assert keeper.stdout
        assert keeper.stdout.readline().strip() == READY
        (service,) = children_of(keeper.pid)
        keeper.kill()
        keeper.wait(10)
        until(lambda: not Path(f"/proc/{service}").exists() or "Z" in Path(f"/proc/{service}/stat").read_text().split())


def test_what_cannot_start_at_all_is_said_once_and_not_tried_again(tmp_path: Path) -> None:
    (tmp_path / "k").write_text("no folder")
    with kept(tmp_path) as keeper:
        assert keeper.stdout
        said = keeper.stdout.read().splitlines()
        assert keeper.wait(20) == 2
    assert len(said) == 1
    assert said[0].endswith(".")


def test_each_end_in_a_row_is_waited_for_longer_up_to_a_minute() -> None:
    assert [waits(number) for number in (1, 2, 3, 7, 50)] == [1, 2, 4, LONGEST_WAIT, LONGEST_WAIT]
