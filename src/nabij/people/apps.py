from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "nabij.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # what allauth does is told to the audit
        from nabij.people.actions import own_account

        own_account.listen()
