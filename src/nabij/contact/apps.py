from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "nabij.contact"
    label = "contact"
    default_auto_field = "django.db.models.BigAutoField"
