from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "nabij.matters"
    label = "matters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # people stands below: it asks what still runs without knowing what a matter is
        from nabij.matters import answers
        from nabij.people.still_running import counts

        counts(answers.running_at)
