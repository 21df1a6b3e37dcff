from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class ReleasesConfig(AppConfig):
    name = "nabij.releases"
    label = "releases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        user_logged_out.connect(_let_go, dispatch_uid="releases")


def _let_go(**_: Any) -> None:
    """Whoever signs out leaves no true counts behind in this process."""
    from nabij.releases.judging import forget

    forget()
