"""What a password must be, said in Dutch; the rules are Django's own."""

from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError


class LongEnough(password_validation.MinimumLengthValidator):
    """At least ``min_length`` characters."""

    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens; een paar losse woorden mag ook."


class NotCommon(password_validation.CommonPasswordValidator):
    """Not one of the passwords that everybody tries first."""

    def get_error_message(self) -> str:
        return "Dit wachtwoord wordt vaak geraden. Kies iets dat alleen jij bedenkt."


class NotOnlyDigits(password_validation.NumericPasswordValidator):
    """Not digits alone."""

    def get_error_message(self) -> str:
        return "Alleen cijfers is te makkelijk te raden. Zet er woorden bij."


class NotAboutYou(password_validation.UserAttributeSimilarityValidator):
    """Not one's own name or address."""

    def validate(self, password: str, user: Any = None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            sentence = "Dit wachtwoord lijkt te veel op de naam of het e-mailadres. Kies iets anders."
            raise ValidationError(sentence, code="password_too_similar") from error
