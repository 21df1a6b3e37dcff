"""The annual report as a Django app: its templates are found by it."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """The report while it is made, and once it is out."""

    name = "nabij.reporting"
    label = "reporting"
    verbose_name = "Jaarverslag"
