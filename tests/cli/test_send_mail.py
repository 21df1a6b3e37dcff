"""Sending by command and beside a running server, over a real connection; what was said holds no address."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from nabij.mail.actions.sending import Round
from nabij.site.configuration import DEMO_MARKER
from nabij_cli.send_mail import one_round
from tests.cli.running import free_port, nabij, running
from tests.mail.sink import Sink, listening

READY = "Stop met Ctrl-C."
TO = "merel@post.test"


def put_out(data: Path) -> None:
    """A visitor's mail that is due."""
    with closing(sqlite3.connect(data / "nabij.sqlite3")) as store, store:
        practice = store.execute("SELECT id FROM people_practice").fetchone()[0]
        box = "a" * 32
        store.execute(
            "INSERT INTO mail_visitoraddress (id, practice_id, email, language, told) VALUES (?, ?, ?, 'nl', 0)",
            [box, practice, TO],
        )
        store.execute(
            "INSERT INTO mail_mail (practice_id, visitor_id, text, cause, state, made, not_before, attempts) "
            "VALUES (?, ?, 'visitor', 'c', 'waiting', datetime('now'), datetime('now', '-1 minute'), 0)",
            [practice, box],
        )


def settings(data: Path, sink: Sink) -> dict[str, str]:
    return {
        "NABIJ_DATA": str(data),
        "NABIJ_MAIL_URL": f"smtp+plain://127.0.0.1:{sink.port}",
        "NABIJ_MAIL_FROM": "bericht@post.example",
    }


def test_the_command_sends_what_is_due_once_and_names_nobody(installed: Path) -> None:
    put_out(installed)
    with listening() as sink:
        sink.to_recipient = f"550 nobody is called {TO}"
        refused = nabij("send-mail", **settings(installed, sink))
        assert (refused.returncode, refused.stdout) == (1, "Verstuurd: 0. Niet gelukt, later opnieuw: 1.\n")
        assert "SMTPRecipientsRefused" in refused.stderr
        assert "merel" not in refused.stdout + refused.stderr
        with closing(sqlite3.connect(installed / "nabij.sqlite3")) as store, store:
            store.execute("UPDATE mail_mail SET not_before = datetime('now', '-1 minute')")
        sink.to_recipient = "250 yes"
        for sent in (1, 0):
            said = nabij("send-mail", **settings(installed, sink)).stdout
            assert said == f"Verstuurd: {sent}. Niet gelukt, later opnieuw: 0.\n"
        assert len(sink.mails) == 1


@pytest.mark.django_db
def test_reminders_that_fail_stop_neither_the_mail_nor_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def failing() -> None:
        done.append("answers")
        raise ValueError

    def sending() -> Round:
        done.append("sent")
        return Round(3, 0)

    monkeypatch.setattr("nabij.signals.actions.reminding.remind_of_answers", failing)
    monkeypatch.setattr("nabij.mail.actions.send_waiting", sending)
    monkeypatch.setattr("nabij.contact.actions.reminding.remind_stand_ins", lambda: done.append("stand-ins"))
    monkeypatch.setattr("nabij.contact.actions.reminding.remind_visitors", lambda: done.append("visitors"))
    assert one_round().sent == 3
    assert done == ["sent", "answers", "stand-ins", "visitors"]


def test_without_a_mail_server_and_in_a_demo_the_command_refuses(installed: Path) -> None:
    off = nabij("send-mail", NABIJ_DATA=str(installed))
    assert off.returncode == 2
    assert "geen mailserver ingesteld" in off.stderr
    (installed / DEMO_MARKER).touch()
    with listening() as sink:
        demo = nabij("send-mail", **settings(installed, sink))
        assert demo.returncode == 2
        assert "Een demo verstuurt geen mail" in demo.stderr


def test_a_running_server_sends_by_itself_once_from_all_its_workers(installed: Path) -> None:
    put_out(installed)
    with listening() as sink:
        words = ["serve", "--port", str(free_port()), "--workers", "3"]
        with running(*words, until=READY, **settings(installed, sink)) as server:
            assert sink.arrived.wait(30)
            server.terminate()
            assert server.wait(30) == 0
            assert server.stdout
            assert "merel" not in server.stdout.read()
        assert len(sink.mails) == 1
        assert f"To: {TO}" in sink.mails[0]
