"""What every page of a counsellor may show: codes to choose from, own organisations with their units, today."""

from typing import Any

from nabij.kit import codes
from nabij.kit.clock import today
from nabij.matters.rules.register import PLUS
from nabij.matters.rules.turn import propose_aftercare
from nabij.people.models import Organisation, User

CODELISTS = (
    "channel",
    "confidentiality_break",
    "durability",
    "duration",
    "integrity_level",
    "involvement",
    "matter_nature",
    "outcome",
    "person_position",
    "person_role",
    "subject_relation",
    "turn",
)


# The channels that nearly every conversation takes; the others are one tap further.
USUAL_CHANNELS = {"phone", "email", "chat_app", "video", "on_site", "elsewhere"}


def page_of(user: User, **more: Any) -> dict[str, Any]:
    """What every page of a counsellor may show: codes to choose from, own organisations with their units, today."""
    offered = {name: codes.choices(name) for name in CODELISTS}
    if not user.practice.plus_style:
        offered["involvement"] = [pair for pair in offered["involvement"] if pair[0] not in PLUS]
    return {
        "codes": offered,
        "natures": codes.grouped_choices("matter_nature"),
        "channels": {
            "usual": [(key, label) for key, label in offered["channel"] if key in USUAL_CHANNELS],
            "other": [(key, label) for key, label in offered["channel"] if key not in USUAL_CHANNELS],
        },
        "organisations": Organisation.objects.visible_to(user)
        .filter(ended=None)
        .order_by("name")
        .prefetch_related("unit_set"),
        "today": today(),
        "proposed_aftercare": propose_aftercare(today(), user.practice.aftercare_weeks),
        **more,
    }
