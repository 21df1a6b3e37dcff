"""The door of the demo: every organisation's entrance open, days and channels of its counsellors, one of them away."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from nabij.contact import texts
from nabij.contact.entrances import behind, door_of
from nabij.contact.languages import DEFAULT
from nabij.contact.models import Absence, Entrance, Reachability, SectorText
from nabij.contact.rules.entrance import CODE_LENGTH, SIGNS, fragment
from nabij.people.models import Organisation, Practice, User

# days of work (0 is Monday) and ways to talk, beside writing at the door
TIMES: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "noor": ((0, 1, 3, 4), ("phone", "chat_app", "video", "on_site")),
    "tarik": ((0, 1, 2, 3, 4), ("phone", "email", "on_site")),
    "wietske": ((1, 2, 3), ("phone", "video", "on_site")),
    "ruben": ((0, 2, 4), ("phone", "email", "video")),
    "anke": ((0, 1, 2, 3), ("on_site", "phone")),
}
AWAY = "ruben"
AWAY_DAYS = 9


def open_doors(
    practice: Practice, organisations: Mapping[str, Organisation], users: Mapping[str, User], today: date
) -> None:
    """Confirm the Dutch texts, open the entrances, and say when everybody is there; the vaults are there already."""
    manager = next(user for key, user in users.items() if key == "lidewij")
    sectors = sorted({organisation.sector for organisation in organisations.values()})
    bodies = {sector: texts.shipped(sector, DEFAULT) for sector in sectors}
    SectorText.objects.bulk_create(
        SectorText(
            practice=practice,
            sector=sector,
            language=DEFAULT,
            digest=texts.digest_of(body),
            shipped_digest=texts.digest_of(body),
            confirmed_by=manager,
            confirmed_on=today,
        )
        for sector, body in bodies.items()
    )
    Reachability.objects.bulk_create(
        Reachability(
            practice=practice, counsellor=users[key], weekdays=list(weekdays), channels=["secure_form", *channels]
        )
        for key, (weekdays, channels) in TIMES.items()
    )
    Absence.objects.create(
        practice=practice, counsellor=users[AWAY], first=today, last=today + timedelta(days=AWAY_DAYS)
    )
    for key, organisation in organisations.items():
        entrance = Entrance(practice=practice, organisation=organisation, code=_code(key), is_open=True)
        entrance.printed = ".".join(door_of(entrance).fingerprints)
        entrance.save(force_insert=True)


def _code(key: str) -> str:
    """The same for the same organisation, so that a printed demo address works again."""
    hashed = hashlib.sha256(f"nabij demo/entrance/{key}".encode()).digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in hashed[:CODE_LENGTH])


def a_door() -> tuple[str, str] | None:
    """An organisation, and the path of its open door with its keys behind it, as on its poster.

    The first whose counsellors are there.
    """
    away = set(Absence.objects.values_list("counsellor_id", flat=True))
    doors = list(Entrance.objects.open_to_visitors().select_related("organisation").order_by("pk"))
    there = [one for one in doors if not away & {each.counsellor.pk for each in behind(one.organisation)}]
    for one in there + doors:
        keys = door_of(one).fingerprints
        if keys:
            return one.organisation.name, f"/ingang/{one.code}/{fragment(keys)}"
    return None
