"""The annual report as a Django app: its templates are found by it."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """No models yet."""

    name = "nabij.reporting"
    label = "reporting"
    verbose_name = "Jaarverslag"
