"""Who stands behind the door of an organisation, with which keys, and whether it may open."""

from dataclasses import dataclass

from nabij.contact import texts
from nabij.contact.models import Entrance
from nabij.contact.rules.entrance import Door, fingerprint
from nabij.people.models import Organisation, PublicKey, User


@dataclass(frozen=True, slots=True)
class Behind:
    """A counsellor who is appointed now; ``fingerprint`` is that of their newest keys, empty without a vault."""

    counsellor: User
    fingerprint: str


def behind(organisation: Organisation) -> list[Behind]:
    """The counsellors appointed here whose account is on, account holder first."""
    pair = organisation.pair().filter(counsellor__is_active=True).select_related("counsellor")
    people = [appointment.counsellor for appointment in pair]
    keys = PublicKey.objects.filter(owner__in=people).order_by("version")
    newest = {key.owner_id: fingerprint(key.recipient, key.sign) for key in keys}
    return [Behind(person, newest.get(person.pk, "")) for person in people]


def entrance_of(organisation: Organisation) -> Entrance:
    """The entrance of the organisation; one that was never opened has no code and no row yet."""
    found = Entrance.objects.filter(organisation=organisation).first()
    return found or Entrance(practice_id=organisation.practice_id, organisation=organisation)


def door_of(entrance: Entrance) -> Door:
    """What the entrance needs and has."""
    organisation = entrance.organisation
    people = behind(organisation)
    return Door(
        ended=organisation.ended is not None,
        appointed=len(people),
        fingerprints=tuple(sorted(one.fingerprint for one in people if one.fingerprint)),
        languages=frozenset(texts.open_languages(organisation)),
        printed=entrance.printed,
    )
