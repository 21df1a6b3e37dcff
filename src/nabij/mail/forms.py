"""Whether somebody wants mail."""

from django import forms


class MailForm(forms.Form):
    """One tick."""

    wanted = forms.BooleanField(label="Ja, stuur mij een mail", required=False)
