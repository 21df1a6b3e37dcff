"""``./nabij send-mail``: one round of sending, for cron; and the same every minute beside the requests of a server."""

import argparse
import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from nabij.kit.errors import BadConfiguration
from nabij_cli.preparation import held, prepare, start_django
from nabij_cli.server import RUNNING

if TYPE_CHECKING:
    from nabij.mail.actions.sending import Round

EVERY = 60.0
EVERY_IN_A_DEMO = 5.0
LOG = logging.getLogger("nabij.mail")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Send what is due and say how many, never to whom; 1 when one could not be sent now. Refused without a server."""
    found = prepare()
    if found.demo:
        raise BadConfiguration(f"In {found.data} staat een demo. Een demo verstuurt geen mail.")
    if found.mail is None:
        raise BadConfiguration("Er is geen mailserver ingesteld (NABIJ_MAIL_URL). Er is niets verstuurd.")
    with held(found.data / RUNNING, shared=True, wait=False) as alone:
        if not alone:
            raise BadConfiguration(
                "Er wordt nu een reservekopie teruggezet. Er is niets verstuurd. Probeer het opnieuw als dat klaar is."
            )
        start_django()
        done = one_round()
    print(f"Verstuurd: {done.sent}. Niet gelukt, later opnieuw: {done.failed}.")
    return 1 if done.failed else 0


def one_round() -> "Round":
    """Send what waits, then put out what the day asks for; that goes with the next round. Says what was sent.

    Each apart: whatever goes wrong with one reminder stops no mail, and no other reminder.
    """
    from nabij.contact.actions.reminding import remind_stand_ins, remind_visitors
    from nabij.mail.actions import send_waiting
    from nabij.signals.actions.reminding import remind_of_answers

    done = send_waiting()
    for remind in (remind_of_answers, remind_stand_ins, remind_visitors):
        try:
            remind()
        except Exception:
            # the log's filter leaves its kind and its place
            LOG.warning("reminders were not put out", exc_info=True)
    return done


def sending_beside(every: float) -> Callable[[Any], None]:
    """For gunicorn's ``post_worker_init``: a thread of each worker sends too. They share the work by claiming."""

    def start(worker: Any) -> None:
        threading.Thread(target=_rounds, args=(every,), name="mail", daemon=True).start()

    return start


def _rounds(every: float) -> None:
    from django.db import connections

    while True:
        try:
            one_round()
        except Exception:
            # whatever it was, the next round may do better; the log's filter leaves its kind and its place
            LOG.warning("a round of mail failed", exc_info=True)
        finally:
            connections.close_all()
        time.sleep(every)
