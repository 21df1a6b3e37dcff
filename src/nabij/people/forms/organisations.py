"""Practice, organisations, units, appointments, profile."""

from typing import Any

from django import forms

from nabij.kit import codes
from nabij.kit.errors import Refused
from nabij.people.models import Organisation, Role, Unit, User
from nabij.people.rules import LANGUAGES, check_name_reads_as_written

LANGUAGE_CHOICES = list(LANGUAGES.items())


def languages_field(label: str, help_text: str) -> forms.MultipleChoiceField:
    """Tick boxes, one per language."""
    return forms.MultipleChoiceField(
        label=label, choices=LANGUAGE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def reads_as_written(name: str) -> None:
    """Raises ``ValidationError`` for a name that looks like another one."""
    try:
        check_name_reads_as_written(name)
    except Refused as unclear:
        raise forms.ValidationError(unclear.sentence) from None


class PracticeForm(forms.Form):
    """The practice's own settings."""

    name = forms.CharField(label="Naam van de praktijk", max_length=120, validators=[reads_as_written])
    reply_days = forms.IntegerField(
        label="Eerste antwoord binnen (werkdagen)",
        min_value=1,
        max_value=10,
        help_text="Dit lezen mensen voordat ze contact zoeken. Beloof alleen wat altijd lukt.",
    )
    aftercare_weeks = forms.IntegerField(
        label="Nazorg na (weken)",
        min_value=1,
        max_value=52,
        help_text="Zo lang na het afsluiten vraagt een vertrouwenspersoon hoe het gaat.",
    )
    pattern_threshold = forms.IntegerField(
        label="Een patroon vanaf zoveel andere inbrengers",
        min_value=2,
        max_value=20,
        help_text="Over één persoon, naast de inbrenger bij wie je kijkt. Bij 3 maakt de vierde inbrenger het een "
        "patroon, bij 2 de derde. Bij minder zegt Nabij niets: dan kan niemand raden wie er nog meer was. Inbrengers "
        "van twee vertrouwenspersonen tellen alleen samen als van ieder de naam bekend is, of van ieder het adres.",
    )
    signal_days = forms.IntegerField(
        label="Antwoord op een signaal binnen (dagen)",
        min_value=7,
        max_value=90,
        help_text="Zo lang heeft een bestuur om te antwoorden. Daarna staat het bij Vandaag.",
    )
    plus_style = forms.BooleanField(
        label="De PLUS-stijl mag in deze praktijk",
        required=False,
        help_text="Een actievere stijl: naast iemand staan en ingrijpen in het gesprek. Die gesprekken tellen apart.",
    )


class OrganisationForm(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(label="Naam van de organisatie", max_length=120, validators=[reads_as_written])
    sector = forms.ChoiceField(label="Sector", choices=[("", "Kies een sector"), *codes.choices("sector")])
    head_count = forms.IntegerField(
        label="Aantal mensen",
        min_value=0,
        max_value=1_000_000,
        help_text="Nodig om te zien wat stilte betekent. Weet je het niet? Vul 0 in.",
    )
    languages = languages_field("Talen", "De talen die mensen daar spreken.")


class UnitForm(forms.Form):
    """A part of an organisation, new or (``unit``) known; it hangs under another part of the same one."""

    name = forms.CharField(label="Naam van het onderdeel", max_length=120, validators=[reads_as_written])
    head_count = forms.IntegerField(
        label="Aantal mensen", min_value=0, max_value=1_000_000, initial=0, help_text="Weet je het niet? Vul 0 in."
    )
    parent = forms.ModelChoiceField(
        label="Hoort bij", queryset=Unit.objects.none(), required=False, empty_label="De hele organisatie"
    )

    def __init__(self, *args: Any, organisation: Organisation, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = Unit.objects.filter(organisation=organisation).exclude(pk=unit.pk if unit else 0)
        parent: Any = self.fields["parent"]
        parent.queryset = self.others.order_by("name")
        parent.label_from_instance = lambda unit: unit.name

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.others.filter(name__iexact=name).exists():
            raise forms.ValidationError("Er is al een onderdeel met deze naam.")
        return name


class AppointForm(forms.Form):
    """Which counsellor to appoint; those who are appointed already are not offered."""

    counsellor = forms.ModelChoiceField(
        label="Vertrouwenspersoon", queryset=User.objects.none(), empty_label="Kies iemand"
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counsellor: Any = self.fields["counsellor"]
        counsellor.queryset = (
            User.objects.filter(practice_id=organisation.practice_id, role=Role.COUNSELLOR, is_active=True)
            .exclude(pk__in=organisation.pair().values("counsellor"))
            .select_related("counsellor")
            .order_by("name")
        )
        counsellor.label_from_instance = lambda user: f"{user.name} ({user.counsellor.get_kind_display().lower()})"


class ProfileForm(forms.Form):
    """A counsellor's own name, languages and sectors."""

    name = forms.CharField(label="Je naam", max_length=120, help_text="Zo zien collega's en mensen die je kiezen je.")
    languages = languages_field("Talen", "De talen waarin je een gesprek kunt voeren.")
    expertise = forms.MultipleChoiceField(
        label="Ervaring in sectoren",
        choices=codes.choices("sector"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Helpt om een vertrouwenspersoon te vinden die bij een organisatie past.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        try:
            User.objects.check_name_is_free(self.user.practice_id, name, self.user.email)
        except Refused as taken:
            raise forms.ValidationError(taken.sentence) from None
        return name
