"""The way out: a mail server that we hand mails to, which hears nothing of the machine that they come from."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

# what a sender without a name says (RFC 5321, 4.1.4); a mail server writes it into the headers of each mail
NAMELESS = {"local_hostname": "[127.0.0.1]"}


class _Plain(smtplib.SMTP):
    def __init__(self, host: str, port: int, **how: Any) -> None:
        super().__init__(host, port, **how | NAMELESS)


class _OverTls(smtplib.SMTP_SSL):
    def __init__(self, host: str, port: int, **how: Any) -> None:
        super().__init__(host, port, **how | NAMELESS)


class Relay(EmailBackend):
    """Django's own SMTP, but for the greeting: it names an address that everybody has, in place of this machine."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _OverTls if self.use_ssl else _Plain
