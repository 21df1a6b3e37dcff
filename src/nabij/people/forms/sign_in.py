"""allauth's forms in our words. Set in ``ACCOUNT_FORMS`` and ``MFA_FORMS``."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

from nabij.people.models import Role, User

PASSKEY_FAILED = "Deze passkey hoort niet bij een account hier. Gebruik een andere, of e-mailadres en wachtwoord."
CARRIES_KEY = "Dit bericht bevatte meer dan inloggen nodig heeft. Er is niets van bewaard."


# nothing is kept by these forms, so a wrong one does not say that nothing was kept
TEMPLATE = "people/sign_in_form.html"


def say(form: forms.Form, name: str, label: str, help_text: str = "") -> None:
    """Give a field our label and no placeholder."""
    field = form.fields[name]
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)


def your(user: User) -> str:
    """How a label begins: a board contact is "u", everybody else "je"."""
    return "Uw" if user.role == Role.BOARD_CONTACT else "Je"


def without_key(credential: Any) -> Any:
    """The credential, when it carries no PRF result, which would be a key to the vault. Raises ``ValidationError``."""
    if not isinstance(credential, dict):
        raise forms.ValidationError(PASSKEY_FAILED)
    extensions = credential.get("clientExtensionResults") or {}
    if not isinstance(extensions, dict) or extensions.keys() - {"credProps"}:
        raise forms.ValidationError(CARRIES_KEY)
    return credential


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "login", "E-mailadres")
        say(self, "password", "Wachtwoord")
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """The current password and a new one, twice."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", "Huidig wachtwoord")
        say(self, "password1", "Nieuw wachtwoord", "Ten minste 12 tekens. Een korte zin werkt goed.")
        say(self, "password2", "Nog een keer het nieuwe wachtwoord")


class ConfirmByPasswordForm(ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password once more."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", f"{your(self.user)} wachtwoord")


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code of the app, or a recovery code."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code", "Zes cijfers uit de app, of een herstelcode.")


class ConfirmByCodeForm(ReauthenticateByCodeForm):  # type: ignore[misc]  # allauth has no types
    """The same, to confirm that it is you."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code", "Zes cijfers uit de app, of een herstelcode.")


class AppCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app."""

    template_name = TEMPLATE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "code", "Code uit de app", "Zes cijfers.")


# what parsing raises on a credential that is not shaped like one
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class _WithoutKey:
    """Refuses a credential that carries more than signing in needs, and says so when it cannot be read."""

    def clean_credential(self) -> Any:
        form: Any = self
        credential = without_key(form.cleaned_data["credential"])
        above: Any = super()
        inherited = getattr(above, "clean_credential", None)
        try:
            return inherited() if inherited else credential
        except MISSHAPEN as error:
            raise forms.ValidationError(PASSKEY_FAILED) from error


class AddPasskeyForm(_WithoutKey, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A name and what the authenticator answered; always a passkey, so always with fingerprint, face or pin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", "Naam", "Zo is deze passkey later te herkennen, bijvoorbeeld “Telefoon”.")
        del self.fields["passwordless"]

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except MISSHAPEN as error:
            raise forms.ValidationError(PASSKEY_FAILED) from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What this person calls the passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label="Naam", max_length=60, help_text="Zo is deze passkey later te herkennen, bijvoorbeeld “Telefoon”."
        )


class SignInByPasskeyForm(_WithoutKey, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the authenticator answered, to sign in with nothing else."""


class PasskeyForm(_WithoutKey, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the authenticator answered, after the password."""


class ConfirmByPasskeyForm(_WithoutKey, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """What the authenticator answered, to confirm that it is you."""
