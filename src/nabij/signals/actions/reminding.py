"""The board is reminded that an answer is expected: by the mail that says that something is there, and no more."""

from datetime import timedelta

from django.db import transaction

from nabij.kit.clock import today
from nabij.mail.actions import is_on, remind_in
from nabij.mail.rules import Text
from nabij.signals.models import Signal
from nabij.signals.rules.steps import Step

BEFORE, AFTER = timedelta(days=7), timedelta(days=1)
"""A week before the last day of an answer, and the day after it."""


def remind_of_answers() -> None:
    """Put out a mail to whoever has a letter without an answer, on each of the two days once.

    Who has none yet and never opened it hears of it as well: what is there is read at the board's own address.
    """
    if not is_on():
        return
    days = {today() + BEFORE: "before", today() - AFTER: "after"}
    waiting = Signal.objects.filter(step__in=[Step.DELIVERED, Step.RECEIVED], due__in=days, contact__is_active=True)
    for signal in waiting.select_related("contact"):
        if signal.contact and signal.due:
            with transaction.atomic():
                remind_in(signal.practice_id, [signal.contact], Text.BOARD, f"{signal.pk}/{days[signal.due]}")
