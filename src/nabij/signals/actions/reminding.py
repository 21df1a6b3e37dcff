"""The board is reminded that an answer is expected: by the mail that says that something is there, and no more."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from nabij.kit.clock import today
from nabij.mail.actions import is_on, remind_in
from nabij.mail.rules import Text
from nabij.signals.models import Signal
from nabij.signals.rules.steps import Step

BEFORE = timedelta(days=7)
_AHEAD, _OVER = "before", "after"
LOG = logging.getLogger("nabij.mail")


def remind_of_answers() -> None:
    """Put out a mail to each board contact whose answer is due within a week, and again once its last day is over.

    Each of the two once for a letter, and also when no mail went for some days: the first round after that makes it
    up. None about a letter that rests on nobody any more: no answer is asked for. Who never opened the letter hears of
    it as well, as it is read at the board's own address. Nobody did anything:
    it takes no permit and leaves no audit line. One that fails stops none of the others.
    """
    if not is_on():
        return
    day = today()
    ahead = Q(due__gte=day, due__lte=day + BEFORE, reminded="")
    over = Q(due__lt=day) & ~Q(reminded=_OVER)
    waiting = Signal.objects.filter(ahead | over, step__in=[Step.DELIVERED, Step.RECEIVED], contact__is_active=True)
    for signal in waiting.select_related("contact"):
        try:
            if not signal.rests_on_nobody():
                _remind(signal, _OVER if signal.due and signal.due < day else _AHEAD)
        except Exception:
            LOG.warning("a reminder was not put out", exc_info=True)


def _remind(signal: Signal, what: str) -> None:
    with transaction.atomic():
        # of several rounds at once one gets it
        if signal.contact and Signal.objects.filter(pk=signal.pk, reminded=signal.reminded).update(reminded=what):
            remind_in(signal.practice_id, [signal.contact], Text.BOARD, f"{signal.pk}/{what}")
