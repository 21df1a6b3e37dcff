"""Inviting someone, giving a new sign-in link, and choosing a password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from nabij.kit.errors import Refused
from nabij.people.models import Counsellor, Organisation, Practice, Role, User


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(
        label="E-mailadres", help_text="Hiermee logt deze persoon straks in. Er gaat geen mail uit."
    )
    role = forms.ChoiceField(label="Rol", choices=Role.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="Intern of extern",
        choices=Counsellor.Kind.choices,
        initial=Counsellor.Kind.EXTERNAL,
        required=False,
        widget=forms.RadioSelect,
        help_text="Alleen voor een vertrouwenspersoon.",
    )
    organisation = forms.ModelChoiceField(
        label="Organisatie",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="Geen",
        help_text="Alleen voor een eindverantwoordelijke.",
    )

    def __init__(self, *args: Any, practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practice = practice
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(practice=practice, ended=None).order_by("name")
        organisation.label_from_instance = lambda row: row.name

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(practice=self.practice, email=email).exists():
            raise forms.ValidationError("Deze persoon heeft al een account.")
        return email

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Counsellor.Kind.EXTERNAL

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "name" in cleaned and "email" in cleaned:
            try:
                User.objects.check_name_is_free(self.practice.pk, cleaned["name"], cleaned["email"])
            except Refused as taken:
                self.add_error("name", taken.sentence)
        if cleaned.get("role") == Role.BOARD_CONTACT and not cleaned.get("organisation"):
            self.add_error("organisation", "Kies voor welke organisatie deze persoon eindverantwoordelijk is.")
        return cleaned


class SignInLinkForm(forms.Form):
    """What the new link replaces."""

    clears_second_factor = forms.TypedChoiceField(
        label="Wat is deze persoon kwijt?",
        choices=(("no", "Alleen het wachtwoord"), ("yes", "Ook de passkeys, de app en de herstelcodes")),
        initial="no",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class ChoosePasswordForm(forms.Form):
    """A new password, typed twice, for the person behind a link; ``secret`` travels along."""

    secret = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label="Wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ten minste 12 tekens. Een korte zin werkt goed.",
    )
    again = forms.CharField(
        label="Nog een keer hetzelfde wachtwoord",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and cleaned.get("again") not in (None, cleaned["password"]):
            self.add_error("again", "Dit is niet hetzelfde wachtwoord.")
        return cleaned
