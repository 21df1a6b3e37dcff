from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "nabij.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # registers the system check on access rules
        from nabij.kit import access  # noqa: F401
