"""A real server process: healthy on every host, private files, silent logs, a graceful end."""

import http.client
import signal
import socket
import stat
from pathlib import Path

import pytest

from tests.cli.running import free_port, nabij, running

READY = "Stop met Ctrl-C."
SECRET = "kwartelkooi"


def get(port: int, host: str, path: str = "/gezond") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status
    finally:
        connection.close()


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
    assert {stat.S_IMODE(path.stat().st_mode) for path in data.iterdir()} == {0o600}


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
    assert "DisallowedHost at" in said
    assert SECRET not in said
    assert "127.0.0.1" not in said


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
