"""How many visitors are behind the letter of a signal, and under what other signals their yes may lie."""

from nabij.signals.models import Concern, ConcernQuerySet, Signal
from nabij.signals.rules.steps import Path


def behind(signal: Signal) -> int | None:
    """How many different visitors are behind a signal, each by their yes; None where anything else is laid under it."""
    if signal.path != Path.AGREED:
        return None
    concerns = list(signal.concern_set.select_related("matter"))
    if not concerns or any(one.consent_id is None for one in concerns):
        return None
    return len({one.matter.visitor_handle for one in concerns})


def laid_elsewhere(signal: Signal) -> ConcernQuerySet:
    """What is laid under other signals, of consents."""
    return Concern.objects.filter(consent__isnull=False).exclude(signal=signal)
