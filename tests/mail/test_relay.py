"""What a mail server hears of us: no name of this machine, and nothing in the clear unless it is this machine."""

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from nabij.kit.errors import BadConfiguration
from nabij.mail.actions import send_waiting
from nabij.mail.models import Mail
from nabij.mail.relay import Relay
from nabij.site.configuration import Configuration, configuration
from nabij.site.mail_server import mail_server, mailers
from tests.mail.hands import remind
from tests.mail.sink import Sink, listening
from tests.personas import Personas

HOSTS = {"workspace": "werk.praktijk.nl", "visitor": "praat.neutraal.nl", "board": "bestuur.praktijk.nl"}
FROM = "Bericht <bericht@post.example>"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening() as found:
        yield found


def configured(tmp_path: Path, **settings: str) -> Configuration:
    return configuration({"NABIJ_DATA": str(tmp_path), **settings})


def use(settings: Settings, url: str) -> None:
    found = mail_server({"NABIJ_MAIL_URL": url, "NABIJ_MAIL_FROM": FROM}, HOSTS)
    assert found
    settings.MAIL_SENDER, settings.MAILERS = found.sender, mailers(found, None)


@pytest.mark.django_db
def test_a_mail_server_hears_no_name_of_this_machine(people: Personas, settings: Settings, sink: Sink) -> None:
    use(settings, f"smtp+plain://127.0.0.1:{sink.port}")
    remind(people)
    assert send_waiting().sent == 1
    assert sink.heard[0] == "ehlo [127.0.0.1]"
    assert sink.heard[1].lower().startswith("mail from:<bericht@post.example>")
    assert sink.heard[2].lower() == "rcpt to:<daan@voorbeeld.test>"
    (raw,) = sink.mails
    assert "Subject: Nieuw bericht" in raw
    assert "Het jaarverslag staat klaar." in raw
    assert socket.gethostname() not in raw
    assert people.organisation.name not in "\n".join([*sink.heard, raw])


@pytest.mark.django_db
def test_who_does_not_offer_tls_gets_neither_mail_nor_address(people: Personas, settings: Settings, sink: Sink) -> None:
    use(settings, f"smtp://naam:geheim@127.0.0.1:{sink.port}")
    remind(people)
    assert send_waiting().failed == 1
    assert sink.mails == []
    assert not [line for line in sink.heard if "daan" in line or "geheim" in line or line.lower().startswith("auth")]


@pytest.mark.django_db
def test_a_refused_address_waits_for_another_try(people: Personas, settings: Settings, sink: Sink) -> None:
    sink.to_recipient = "550 no such person"
    use(settings, f"smtp+plain://127.0.0.1:{sink.port}")
    remind(people)
    assert send_waiting().failed == 1
    assert Mail.objects.waiting().get().attempts == 1


@pytest.mark.django_db
def test_where_nobody_listens_the_mail_waits(people: Personas, settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        use(settings, f"smtp+plain://127.0.0.1:{free.getsockname()[1]}")
        remind(people)
        assert send_waiting().failed == 1


def test_without_a_mail_server_there_is_no_mail(tmp_path: Path) -> None:
    found = configured(tmp_path)
    assert found.mail is None
    assert {one["BACKEND"].rsplit(".", 2)[-2] for one in mailers(None, None).values()} == {"dummy"}


def test_the_line_is_secret_unless_it_stays_on_this_machine(tmp_path: Path) -> None:
    for url, port, way in (
        ("smtps://u:p%40ss@mail.example", 465, {"use_ssl": True}),
        ("smtp://u:p%40ss@mail.example", 587, {"use_tls": True}),
        ("smtp+plain://u:p%40ss@localhost", 25, {}),
    ):
        found = configured(tmp_path, NABIJ_MAIL_URL=url, NABIJ_MAIL_FROM=FROM).mail
        assert found
        options = mailers(found, None)["outbox"]["OPTIONS"]
        assert options == {
            "host": found.host,
            "port": port,
            "timeout": 20,
            "username": "u",
            "password": "p@ss",
            **way,
        }
        assert "p@ss" not in repr(found)
        relay = Relay(alias="outbox", **options)
        assert relay.ssl_context.check_hostname
        assert relay.ssl_context.verify_mode == ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    ("url", "sender", "told"),
    [
        ("mail.example", FROM, "NABIJ_MAIL_URL moet"),
        ("http://mail.example", FROM, "NABIJ_MAIL_URL moet"),
        ("smtps://", FROM, "NABIJ_MAIL_URL moet"),
        ("smtps://mail.example:poort", FROM, "NABIJ_MAIL_URL moet"),
        ("smtps://mail.example/map", FROM, "NABIJ_MAIL_URL moet"),
        ("smtps://naam@mail.example", FROM, "een naam en een wachtwoord"),
        ("smtp+plain://mail.example", FROM, "deze computer zelf"),
        ("smtp+plain://10.0.0.7", FROM, "deze computer zelf"),
        ("smtps://mail.example", "", "NABIJ_MAIL_FROM moet"),
        ("smtps://mail.example", "Bericht", "NABIJ_MAIL_FROM moet"),
        ("smtps://mail.example", "a@b.example\nBcc: c@d.example", "NABIJ_MAIL_FROM moet"),
        ("smtps://mail.example", "Één <a@b.example>", "NABIJ_MAIL_FROM moet"),
        ("smtps://mail.example", "bericht@praat.neutraal.nl", "een domein van Nabij zelf"),
        ("smtps://mail.example", "bericht@neutraal.nl", "een domein van Nabij zelf"),
        ("smtps://mail.example", "bericht@post.werk.praktijk.nl", "een domein van Nabij zelf"),
        ("", FROM, "zonder NABIJ_MAIL_URL"),
    ],
)
def test_a_broken_setting_is_refused_and_no_password_quoted(url: str, sender: str, told: str) -> None:
    with pytest.raises(BadConfiguration) as refused:
        mail_server({"NABIJ_MAIL_URL": url, "NABIJ_MAIL_FROM": sender}, HOSTS)
    assert told in str(refused.value)


def test_a_password_is_in_no_refusal() -> None:
    for url in (
        "smtps://naam:geheim@mail.example:poort",
        "smtps://naam:geheim@mail.example/map",
        "ftp://naam:geheim@x",
    ):
        with pytest.raises(BadConfiguration) as refused:
            mail_server({"NABIJ_MAIL_URL": url, "NABIJ_MAIL_FROM": FROM}, HOSTS)
        assert "geheim" not in str(refused.value)


def test_a_sender_without_a_name_gets_a_neutral_one() -> None:
    found = mail_server({"NABIJ_MAIL_URL": "smtps://mail.example", "NABIJ_MAIL_FROM": "bericht@post.example"}, HOSTS)
    assert found
    assert found.sender == FROM
