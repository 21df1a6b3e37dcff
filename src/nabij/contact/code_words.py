"""What a visitor reads for the codes of the register: the profession's words, in the language of the visitor."""

from django.utils.translation import gettext

from nabij.kit import codes

# every list of which the register may keep a code about a visitor's matter
LISTS = (
    "matter_nature",
    "integrity_level",
    "subject_relation",
    "person_role",
    "person_position",
    "outcome",
    "durability",
    "channel",
    "duration",
    "involvement",
    "confidentiality_break",
)


def all_words() -> list[str]:
    """Every label of these lists in Dutch, which are the sentences that a catalogue translates."""
    return [label for name in LISTS for label in codes.labels(name).values()]


def in_words(codelist: str, chosen: list[str]) -> str:
    """These codes of one list, in the language that is on."""
    labels = codes.labels(codelist)
    return ", ".join(gettext(labels[key]) if key in labels else key for key in chosen if key)
