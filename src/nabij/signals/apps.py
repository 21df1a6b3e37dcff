"""Interim signals as a Django app: its templates are found by it."""

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    """Signals to the board, step by step."""

    name = "nabij.signals"
    label = "signals"
    verbose_name = "Signalen"

    def ready(self) -> None:
        # the door is a stranger: who stands by at it reads a closed conversation only to tell of a letter
        from nabij.matters.still_told import adds_to_tell
        from nabij.signals.answers import left_to_tell

        adds_to_tell(left_to_tell)
