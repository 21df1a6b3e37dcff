from django.apps import AppConfig


class PatternsConfig(AppConfig):
    name = "nabij.patterns"
    label = "patterns"
    default_auto_field = "django.db.models.BigAutoField"
