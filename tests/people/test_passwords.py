"""Every complaint about a password is Dutch and says what to do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from nabij.people.models import User


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kort", "te kort"),
        ("123456789012", "Alleen cijfers"),
        ("password1234", "vaak geraden"),
        ("amina.jansen@voorbeeld.test", "lijkt te veel"),
    ],
)
def test_a_weak_password_is_refused_in_dutch(password: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(name="Amina Jansen", email="amina.jansen@voorbeeld.test"))
    said = " ".join(refused.value.messages)
    assert sentence in said
    assert "password" not in said.replace(password, "")


def test_a_few_loose_words_are_enough() -> None:
    validate_password("drie blauwe fietsen 7", User(name="Amina Jansen", email="amina.jansen@voorbeeld.test"))
