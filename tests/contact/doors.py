"""Entrances whose texts were checked, and what the server says of who is there."""

from typing import Any

from django.utils import timezone

from nabij.contact import texts
from nabij.contact.models import Entrance, SectorText
from nabij.people.models import Organisation
from tests.personas import Personas

CODE = "b7qkm2xw"

type Json = dict[str, Any]


def confirm(people: Personas, organisation: Organisation, language: str) -> SectorText:
    """The practice had the text of this sector, as it is shown now, checked."""
    shown = texts.shown(organisation.practice, organisation.sector, language)
    return SectorText.objects.create(
        practice=organisation.practice,
        sector=organisation.sector,
        language=language,
        digest=shown.digest,
        shipped_digest=texts.digest_of(texts.shipped(organisation.sector, language)),
        confirmed_by=people.els,
        confirmed_on=timezone.localdate(),
    )


def open_entrance(people: Personas, languages: tuple[str, ...] = ("nl", "en")) -> Entrance:
    """The door of Amina's organisation, open in these languages."""
    for language in languages:
        confirm(people, people.organisation, language)
    return Entrance.objects.create(practice=people.practice, organisation=people.organisation, code=CODE, is_open=True)


def a_counsellor(name: str, **more: Any) -> Json:
    """One of `wie.json`; ``more`` in place of what it says of everybody."""
    return {
        "id": f"00000000-0000-4000-8000-{sum(map(ord, name)):012d}",
        "name": name,
        "kind": "external",
        "languages": ["nl", "en"],
        "channels": [{"key": "phone", "nl": "Telefoon"}, {"key": "chat_app", "nl": "Bericht-app"}],
        "next_day": "2026-11-30",
        "due": "2026-12-01",
        "recipient": "age1" + "q" * 58,
        "sign": "A" * 43 + "=",
    } | more


def who_is_there(*counsellors: Json) -> Json:
    """The answer of `wie.json`; Amina and Bram unless others are named."""
    email = [{"key": "email", "nl": "E-mail"}, {"key": "on_site", "nl": "Op locatie"}]
    bram = a_counsellor("Bram", kind="internal", next_day="2026-12-02", channels=email, languages=["nl"])
    found = list(counsellors) or [a_counsellor("Amina"), bram]
    return {"practice": "p", "salt": "AAAA", "today": "2026-11-28", "reply_days": 2, "counsellors": found}
