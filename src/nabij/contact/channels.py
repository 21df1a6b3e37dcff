"""The ways to talk, as a visitor reads them, each with what it leaves behind."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Channel:
    """A key of the list ``channel``, its name for a visitor, and who can see that it was used."""

    key: str
    name: str | Promise
    trace: str | Promise


# what a counsellor may offer; the other codes of the list say how a conversation came about, not how to start one
CHANNELS = (
    Channel(
        "secure_form",
        _("Hier schrijven"),
        _("Wie meekijkt met je internet, kan zien dat je hier was. Niet wat je schrijft."),
    ),
    Channel(
        "phone",
        _("Bellen"),
        _("Het nummer staat in je telefoon. Het kan ook op de rekening staan. Wie naast je staat, hoort je."),
    ),
    Channel(
        "chat_app",
        _("WhatsApp of een andere app"),
        _("De berichten staan in je telefoon. Het bedrijf achter de app ziet met wie je praat."),
    ),
    Channel("email", _("Mail"), _("De mail blijft in je mailbox staan. Gebruik nooit de mail van je werk of school.")),
    Channel("video", _("Beeldbellen"), _("De app kan bewaren dat je belde. Wie bij je in de buurt is, hoort je.")),
    Channel("on_site", _("Bij elkaar komen"), _("Er staat niets in je telefoon. Wel kan iemand jullie samen zien.")),
    Channel(
        "elsewhere",
        _("Ergens anders afspreken"),
        _("Er staat niets in je telefoon. Kies een plek waar niemand je kent."),
    ),
    Channel("letter", _("Brief"), _("De brief komt bij je thuis. Wie daar woont, kan hem zien.")),
)
