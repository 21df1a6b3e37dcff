"""Interim signals as a Django app: its templates are found by it."""

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    """Signals to the board, step by step."""

    name = "nabij.signals"
    label = "signals"
    verbose_name = "Signalen"
