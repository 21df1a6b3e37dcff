from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "nabij.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # people stands below: its list of what is left to set up tells of mails that did not arrive
        from nabij.mail.standing import setup_lines
        from nabij.people.beside import adds_to_setup

        adds_to_setup(setup_lines)
