"""Reads where mail goes out, and under which name. Without ``NABIJ_MAIL_URL`` there is no mail."""

import ipaddress
import re
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from nabij.kit.errors import BadConfiguration

URL, SENDER = "NABIJ_MAIL_URL", "NABIJ_MAIL_FROM"
# by how the address begins: the port where none is named, and how the line is kept secret
WAYS = {"smtps": (465, "use_ssl"), "smtp": (587, "use_tls"), "smtp+plain": (25, "")}
NAME = "Bericht"
DEMO_SENDER = f"{NAME} <bericht@post.voorbeeld.test>"
DEMO_FOLDER = "sent-mail"
SECONDS = 20
# so that no header can be forged and no name needs encoding
_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@(?P<domain>(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+)", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9 .-]{0,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server that takes mail from us, and the sender that every mail names."""

    host: str
    port: int
    secured_by: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(env: dict[str, str], hosts: dict[str, str]) -> MailServer | None:
    """The mail server of this environment, or None; raises ``BadConfiguration``, which quotes nothing of a password."""
    address = env.get(URL, "")
    if not address:
        if env.get(SENDER):
            raise BadConfiguration(f"{SENDER} is gezet zonder {URL}. Zet allebei, of geen van beide.")
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadConfiguration(_shape()) from None
    if parts.scheme not in WAYS or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadConfiguration(_shape())
    standard, secured_by = WAYS[parts.scheme]
    if not secured_by and not _is_here(host):
        raise BadConfiguration(f"{URL} mag alleen met smtp+plain:// beginnen naar deze computer zelf (127.0.0.1).")
    user, password = _credentials(parts)
    return MailServer(host, port or standard, secured_by, _sender(env.get(SENDER, ""), hosts), user, password)


def _shape() -> str:
    return f"{URL} moet smtps://naam:wachtwoord@mailserver zijn (TLS), of smtp://… (STARTTLS)."


def _credentials(parts: SplitResult) -> tuple[str, str]:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise BadConfiguration(f"{URL} moet een naam en een wachtwoord noemen, of geen van beide.")
    return user, password


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sender(written: str, hosts: dict[str, str]) -> str:
    """The sender, with a neutral name unless one is given.

    Refused where its domain would tell a passer-by of an inbox where the visitor was.
    """
    name, address = parseaddr(written)
    found = _ADDRESS.fullmatch(address)
    if not found or not _NAME.fullmatch(name):
        raise BadConfiguration(f"{SENDER} moet een afzender zijn, zoals: Bericht <bericht@post.example>")
    domain = found["domain"]
    if any(host == domain or host.endswith(f".{domain}") or domain.endswith(f".{host}") for host in hosts.values()):
        raise BadConfiguration(
            f"{SENDER} noemt een domein van Nabij zelf. Wie iemands mailbox ziet, weet dan waar die was. "
            "Kies een afzender op een domein dat niets zegt."
        )
    return formataddr((name or NAME, address))


def mailers(found: MailServer | None, demo_folder: Path | None) -> dict[str, Any]:
    """Django's ``MAILERS``: ``outbox`` for ours, and nothing for whatever else would like to send."""
    nothing = {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if demo_folder:
        folder = "django.core.mail.backends.filebased.EmailBackend"
        return {"default": nothing, "outbox": {"BACKEND": folder, "OPTIONS": {"file_path": demo_folder}}}
    if found is None:
        return {"default": nothing, "outbox": nothing}
    options: dict[str, Any] = {"host": found.host, "port": found.port, "timeout": SECONDS}
    if found.user:
        options |= {"username": found.user, "password": found.password}
    if found.secured_by:
        options[found.secured_by] = True
    return {"default": nothing, "outbox": {"BACKEND": "nabij.mail.relay.Relay", "OPTIONS": options}}
