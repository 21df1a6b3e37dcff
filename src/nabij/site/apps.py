from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "nabij.site"
    label = "nabij_site"

    def ready(self) -> None:
        # registers the system checks on the databases
        from nabij.site import checks  # noqa: F401
