"""A real server process: healthy on every host, private files, silent logs, a graceful end."""

import http.client
import os
import re
import signal
import socket
import stat
import time
from pathlib import Path

import pytest

from nabij_matcher.frames import KEYS
from tests.cli.running import free_port, nabij, running
from tests.matcher.serving import frame, said_to
from tests.matcher.test_keeping import children_of, until

READY = "Stop met Ctrl-C."
SECRET = "kwartelkooi"


def get(port: int, host: str, path: str = "/gezond") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


def said_of(pid: int) -> list[str]:
    """The words with which a process was started; none once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except FileNotFoundError:
        return []


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_on_three_hosts_and_ends_cleanly(stop: signal.Signals, installed: Path) -> None:
    data, port = installed, free_port()
    (data / "said").unlink()
    data.chmod(0o755)
    with running("serve", "--port", str(port), until=READY, NABIJ_DATA=str(data)) as server:
        for host in ("werk.localhost", "praat.localhost", "bestuur.localhost"):
            assert get(port, host) == get(port, f"{host}:{port}") == get(port, f"{host}:443") == 200
        assert get(port, "kwaad.test") == 400
        assert nabij("audit-verify", NABIJ_DATA=str(data)).returncode == 0
        server.send_signal(stop)
        assert server.wait(30) == 0
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert {"nabij.sqlite3", "shred.sqlite3", "secret-key"} <= {path.name for path in data.iterdir()}
    assert {stat.S_IMODE(path.stat().st_mode) for path in data.iterdir() if path.is_file()} == {0o600}
    assert stat.S_IMODE((data / "matcher-keys").stat().st_mode) == 0o700


def test_the_matcher_is_a_process_of_its_own_that_ends_with_the_server(installed: Path) -> None:
    words = ["serve", "--port", str(free_port()), "--workers", "1"]
    with running(*words, until=READY, NABIJ_DATA=str(installed)) as server:
        door = installed / "matcher.sock"
        keys = said_to(door, frame(KEYS))
        assert keys[3:5] == b"\x00\x01"
        # even when the server cannot say goodbye
        server.kill()
        until = time.monotonic() + 15
        while door.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
    with running(*words, until=READY, NABIJ_DATA=str(installed)):
        assert said_to(door, frame(KEYS)) == keys


def test_the_matcher_is_gone_with_a_killed_server_also_while_a_worker_hangs(installed: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "1", until=READY, NABIJ_DATA=str(installed)) as server:
        assert get(port, "werk.localhost") == 200
        (keeper,) = [one for one in children_of(server.pid) if "keep" in said_of(one)]
        (worker,) = [one for one in children_of(server.pid) if one != keeper]
        (matcher,) = children_of(keeper)
        os.kill(worker, signal.SIGSTOP)
        try:
            server.kill()
            until(lambda: "serve" not in said_of(matcher) and "keep" not in said_of(keeper))
            assert "serve" in said_of(worker)
        finally:
            os.kill(worker, signal.SIGKILL)


def test_a_killed_keeper_takes_the_matcher_along_and_leaves_the_server(installed: Path) -> None:
    words = ["serve", "--port", str(free_port()), "--workers", "1"]
    with running(*words, until=READY, NABIJ_DATA=str(installed)) as server:
        door = installed / "matcher.sock"
        (keeper,) = [one for one in children_of(server.pid) if "keep" in said_of(one)]
        (matcher,) = children_of(keeper)
        os.kill(keeper, signal.SIGKILL)
        until(lambda: "serve" not in said_of(matcher))
        assert not door.exists()
        assert server.poll() is None
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0


def test_a_matcher_elsewhere_is_not_started_here(installed: Path) -> None:
    words = ["serve", "--port", str(free_port()), "--workers", "1"]
    elsewhere = {"NABIJ_DATA": str(installed), "NABIJ_MATCHER": "unix:/nowhere/matcher.sock"}
    with running(*words, until=READY, **elsewhere):
        assert not (installed / "matcher.sock").exists()
        assert not (installed / "matcher-keys").exists()


def test_a_marker_put_into_a_running_installation_opens_no_demo(installed: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), until=READY, NABIJ_DATA=str(installed), NABIJ_DEMO="1"):
        (installed / "demo-marker").touch()
        assert get(port, "werk.localhost") == 200
        assert get(port, "werk.localhost", "/demo/rollen/") == 404


def test_a_request_that_makes_no_sense_leaves_nothing_of_itself_in_the_log(installed: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), until=READY, NABIJ_DATA=str(installed)) as server:
        for request in (
            f"GET /{SECRET} HTTP/9.9\r\n\r\n",
            f"GET /gezond?{SECRET} HTTP/1.1\r\nHost: {SECRET}.test\r\n\r\n",
            f"POST /gezond HTTP/1.1\r\nHost: werk.localhost\r\nContent-Length: 11\r\n\r\n{SECRET}",
            f"GET / HTTP/1.1\r\n{SECRET}\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
                line.sendall(request.encode())
                line.shutdown(socket.SHUT_WR)
                while line.recv(4096):
                    pass
        server.terminate()
        said = server.communicate(timeout=30)[0]
    assert re.search(
        r"^\d{4}-\d\d-\d\dT[\d:]{8}Z worker \d+ ERROR 400 GET unknown-host no-route DisallowedHost at", said, re.M
    )
    assert SECRET not in said
    assert "127.0.0.1" not in said


def connected(port: int, text: str) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=20)
    line.sendall(text.encode())
    return line


def said_on(line: socket.socket) -> str:
    """Everything until the server lets go."""
    with line:
        return b"".join(iter(lambda: line.recv(4096), b"")).decode()


POST = "POST /gezond HTTP/1.1\r\nHost: werk.localhost\r\n"


def test_half_sent_requests_hold_up_nobody_and_are_let_go(installed: Path) -> None:
    port = free_port()
    slow = ["", "POST /gez", POST, f"{POST}Content-Length: 90000\r\n\r\nhalf", f"{POST}Content-Length: 9\r\n\r\nhalf"]
    words = ["serve", "--port", str(port), "--workers", "1", "--patience", "2"]
    with running(*words, until=READY, NABIJ_DATA=str(installed)):
        held = [connected(port, text) for text in slow for _ in range(4)]
        began = time.monotonic()
        assert get(port, "werk.localhost") == 200
        assert time.monotonic() - began < 1.5, "twenty who wait stood before the one who asked"
        answers = [said_on(line) for line in held]
        assert answers[:4] == [""] * 4
        assert all(answer.startswith("HTTP/1.1 408 ") for answer in answers[4:])
        assert time.monotonic() - began < 10
        assert get(port, "werk.localhost") == 200


def test_who_never_closes_holds_up_nobody(installed: Path) -> None:
    port = free_port()
    goodbye = "GET /gezond HTTP/1.1\r\nHost: werk.localhost\r\nConnection: close\r\n\r\n"
    with running("serve", "--port", str(port), "--workers", "1", until=READY, NABIJ_DATA=str(installed)):
        held = [connected(port, goodbye) for _ in range(8)]
        assert all(line.recv(4096).startswith(b"HTTP/1.1 200 ") for line in held)
        began = time.monotonic()
        assert get(port, "werk.localhost") == 200
        assert time.monotonic() - began < 1.5, "who was answered stood before the one who asked"
        for line in held:
            line.close()


@pytest.mark.parametrize(
    ("request_text", "answer"),
    [
        ("GET /gezond HTTP/1.1\r\n" + "".join(f"X-{n}: {'a' * 8000}\r\n" for n in range(9)), "431"),
        (f"{POST}Content-Length: 0000000000000000001000\r\n\r\nhalf", "400"),
        (f"{POST}Content-Length: 9\r\nContent-Length: 9\r\n\r\nhalf", "400"),
        (f"{POST}Content-Length: +9\r\n\r\nhalf", "400"),
        (f"{POST}Content-Length:\r\n\r\nhalf", "400"),
        (f"{POST}Content-Length: 40000000\r\n\r\nhalf", "413"),
        (f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\nhalf", "411"),
    ],
)
def test_what_can_never_be_whole_is_refused_at_once(request_text: str, answer: str, installed: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "1", until=READY, NABIJ_DATA=str(installed)):
        held = [connected(port, request_text) for _ in range(6)]
        began = time.monotonic()
        assert all(said_on(line).startswith(f"HTTP/1.1 {answer} ") for line in held)
        assert get(port, "werk.localhost") == 200
        assert time.monotonic() - began < 1.5


def test_who_takes_no_answers_holds_up_nobody(installed: Path) -> None:
    port = free_port()
    get_it = b"GET /inloggen/ HTTP/1.1\r\nHost: werk.localhost\r\n\r\n"
    with running("serve", "--port", str(port), "--workers", "1", until=READY, NABIJ_DATA=str(installed)):
        held = []
        for _ in range(6):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", port))
            line.sendall(get_it * 200)
            held.append(line)
        # their queues fill up meanwhile
        assert [get(port, "werk.localhost") for _ in range(200)] == [200] * 200
        began = time.monotonic()
        assert get(port, "werk.localhost") == 200
        assert time.monotonic() - began < 1.5, "who takes no answers stood before the one who asked"
        for line in held:
            line.close()


def test_a_request_in_pieces_and_more_of_them_on_one_connection_are_answered(installed: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), "--workers", "1", until=READY, NABIJ_DATA=str(installed)):
        line = connected(port, "GET /gezond HT")
        line.sendall(b"TP/1.1\r\nHost: werk.localhost\r\n\r\n")
        heard = b""
        while b"gezond" not in heard:
            heard += line.recv(4096) or pytest.fail("the line was closed before the answer was whole")
        # two at once, the second of which has a body that comes later
        get_it = "GET /gezond HTTP/1.1\r\nHost: werk.localhost\r\n\r\n"
        line.sendall((get_it + f"{POST}Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n").encode())
        heard = b""
        while b"100 Continue" not in heard:
            heard += line.recv(4096)
        assert b" 200 OK" in heard
        line.sendall(b"x" * 100_000)
        assert "403 Forbidden" in said_on(line)
        chunked = connected(port, f"{POST}Transfer-Encoding: chunked\r\n\r\n")
        assert said_on(chunked).startswith("HTTP/1.1 411 ")


def test_restoring_waits_for_nobody_it_is_refused_while_the_server_runs(installed: Path, tmp_path: Path) -> None:
    data, copies, port = str(installed), tmp_path / "copies", str(free_port())
    with running("serve", "--port", port, until=READY, NABIJ_DATA=data):
        assert nabij("backup", copies, NABIJ_DATA=data).returncode == 0
        refused = nabij("restore", copies, NABIJ_DATA=data)
    assert refused.returncode == 2
    assert "Nabij draait nog" in refused.stderr
    done = nabij("restore", copies, NABIJ_DATA=data)
    assert done.returncode == 0, done.stderr
    with running("serve", "--port", port, until=READY, NABIJ_DATA=data):
        assert get(int(port), "werk.localhost") == 200
