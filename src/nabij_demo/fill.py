"""Fills an empty demo database: people with passwords and words, five years of matters, every sealed byte real."""

import hashlib
import random
import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nabij.kit.clock import month_of
from nabij.kit.envelope import digest
from nabij.matters.models import Consent, Encounter, Matter, Share
from nabij.outreach.models import Activity, Reached
from nabij.people.models import Appointment, Counsellor, Organisation, Practice, PublicKey, Unit, User
from nabij.sealed.models import File, FileChunk, KeyGrant, Manifest, Record, ShredKey, Slot, Vault
from nabij_demo.activities import PlannedActivity, plan_activities
from nabij_demo.door import open_doors
from nabij_demo.extras import Extra, consent_of, extras
from nabij_demo.people import BOARD_WITH_VAULT, ORGANISATIONS, PEOPLE, PRACTICE, PlannedOrganisation
from nabij_demo.plan import PlannedMatter, plan
from nabij_demo.sealing import DemoVault, SealedMatter, make_vault, seal_matter, word_list
from nabij_vault.slots import LOG_N

SEED = "nabij demo"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Whom the demo prints; ``words`` and ``recovery_code`` are empty for people without a vault."""

    name: str
    role: str
    email: str
    password: str
    words: str
    recovery_code: str


def _uuid(name: str) -> uuid.UUID:
    return uuid.UUID(bytes=hashlib.sha256(f"{SEED}/{name}".encode()).digest()[:16], version=4)


def fill(today: date, log_n: int = LOG_N) -> list[DemoPerson]:
    """Make the practice and return its people; ``log_n`` is lowered by tests only."""
    with transaction.atomic():
        practice = Practice.objects.create(id=_uuid("practice"), name=PRACTICE)
        organisations = {planned.key: _organisation(practice, planned) for planned in ORGANISATIONS}
        passwords = {planned.key: _password(planned.key) for planned in PEOPLE}
        users = {planned.key: _user(practice, planned.key, organisations, passwords) for planned in PEOPLE}
        for planned in ORGANISATIONS:
            _appoint(practice, organisations[planned.key], planned, users)
        vaults = {key: make_vault(str(user.pk), SEED) for key, user in users.items() if _has_vault(key, users)}
        _store_matters(practice, plan(today), organisations, users, vaults)
        _store_vaults(practice, users, vaults, log_n)
        _store_activities(practice, plan_activities(today), organisations)
        open_doors(practice, organisations, users, today)
    return [
        DemoPerson(
            planned.name,
            users[planned.key].role,
            planned.email,
            passwords[planned.key],
            vaults[planned.key].words if planned.key in vaults else "",
            vaults[planned.key].recovery_code if planned.key in vaults else "",
        )
        for planned in PEOPLE
    ]


def _password(key: str) -> str:
    chance = random.Random(f"{SEED}/password/{key}")  # noqa: S311 - printed demo passwords
    return "-".join(chance.sample(word_list(), 3))


def _organisation(practice: Practice, planned: PlannedOrganisation) -> Organisation:
    organisation = Organisation.objects.create(
        practice=practice,
        name=planned.name,
        sector=planned.sector,
        head_count=planned.head_count,
        languages=list(planned.languages),
    )
    made: dict[str, Unit] = {}
    for unit in planned.units:
        made[unit.name] = Unit.objects.create(
            practice=practice,
            organisation=organisation,
            name=unit.name,
            head_count=unit.head_count,
            parent=made.get(unit.parent or ""),
        )
    return organisation


def _user(practice: Practice, key: str, organisations: dict[str, Organisation], passwords: dict[str, str]) -> User:
    planned = next(person for person in PEOPLE if person.key == key)
    user = User(
        id=_uuid(f"user/{key}"),
        practice=practice,
        email=planned.email,
        name=planned.name,
        role=planned.role,
        organisation=organisations[planned.organisation] if planned.organisation else None,
    )
    user.set_password(passwords[key])
    user.save()
    if user.is_counsellor:
        Counsellor.objects.create(
            practice=practice,
            user=user,
            kind=planned.kind,
            languages=list(planned.languages),
            expertise=list(planned.expertise),
        )
    return user


def _appoint(
    practice: Practice, organisation: Organisation, planned: PlannedOrganisation, users: dict[str, User]
) -> None:
    for place, key in enumerate((*planned.pair, *planned.internal)):
        Appointment.objects.create(
            practice=practice, organisation=organisation, counsellor=users[key], account_holder=place == 0
        )


def _has_vault(key: str, users: dict[str, User]) -> bool:
    """Every counsellor, and who is ultimately responsible but for one: whoever writes to that one is told so."""
    return users[key].is_counsellor or key in BOARD_WITH_VAULT


def _acquaintances(key: str, users: dict[str, User]) -> set[str]:
    """With whom this person compared digits: counsellors with each other, the board with its own counsellors."""
    colleagues = {other for other, user in users.items() if user.is_counsellor}
    together = [
        {next(one.key for one in PEOPLE if one.organisation == place.key), *place.pair, *place.internal}
        for place in ORGANISATIONS
    ]
    beside = {other for group in together if key in group for other in group}
    return (colleagues | beside if users[key].is_counsellor else beside) - {key}


def _store_vaults(practice: Practice, users: dict[str, User], vaults: dict[str, DemoVault], log_n: int) -> None:
    for key, vault in vaults.items():
        user = users[key]
        known = {vaults[one].user: one for one in _acquaintances(key, users) if one in vaults}
        pinned = {owner: vaults[one].own.public for owner, one in known.items()}
        bundle = vault.bundle(pinned, {owner: users[one].name for owner, one in known.items()})
        Vault.objects.create(user=user, practice=practice, bundle=bundle, keyring=vault.keyring())
        public = vault.own.public
        PublicKey.objects.create(practice=practice, owner=user, version=1, recipient=public.recipient, sign=public.sign)
        Slot.objects.bulk_create(
            Slot(id=slot_id, practice=practice, user=user, kind=kind, sealed=sealed)
            for slot_id, kind, sealed in vault.slots(log_n)
        )


def _store_activities(
    practice: Practice, activities: list[PlannedActivity], organisations: dict[str, Organisation]
) -> None:
    units = {(unit.organisation_id, unit.name): unit for unit in Unit.objects.filter(practice=practice)}
    Activity.objects.bulk_create(
        Activity(
            id=one.id,
            practice=practice,
            organisation=organisations[one.organisation],
            month=one.month,
            kind=one.kind,
            people=one.people,
            people_how=one.people_how,
            quarters=one.quarters,
            own_initiative=one.own_initiative,
            explained=one.explained,
        )
        for one in activities
    )
    Reached.objects.bulk_create(
        Reached(practice=practice, activity_id=one.id, unit=units[organisations[one.organisation].pk, name])
        for one in activities
        for name in one.units
    )


def _store_matters(
    practice: Practice,
    matters: list[PlannedMatter],
    organisations: dict[str, Organisation],
    users: dict[str, User],
    vaults: dict[str, DemoVault],
) -> None:
    units = {(unit.organisation_id, unit.name): unit for unit in Unit.objects.filter(practice=practice)}
    more = extras(str(practice.pk), matters, vaults)
    sealed = [(matter, _sealed(practice, matter, vaults, more.get(matter.id))) for matter in matters]
    Matter.objects.bulk_create(
        Matter(
            id=matter.id,
            practice=practice,
            organisation=organisations[matter.organisation],
            unit=units.get((organisations[matter.organisation].pk, matter.unit or "")),
            keeper=users[matter.keeper],
            visitor_handle=_uuid(f"visitor/{matter.id}"),
            opened_month=month_of(matter.opened),
            closed_month=month_of(matter.closed) if matter.closed else None,
            aftercare_month=month_of(matter.aftercare) if matter.aftercare else None,
            turn=matter.turn,
            due=matter.due,
            **matter.codes,
        )
        for matter in matters
    )
    _store_encounters(practice, matters)
    _store_sealed(practice, sealed)
    for matter, box in sealed:
        if matter.id in more:
            _store_extra(practice, matter, box, more[matter.id], users)


def _store_encounters(practice: Practice, matters: list[PlannedMatter]) -> None:
    Encounter.objects.bulk_create(
        Encounter(
            id=encounter.id,
            practice=practice,
            matter_id=matter.id,
            month=month_of(encounter.day),
            channel=encounter.channel,
            duration=encounter.duration,
            involvement=list(encounter.involvement),
        )
        for matter in matters
        for encounter in matter.encounters
    )


def _sealed(
    practice: Practice, matter: PlannedMatter, vaults: dict[str, DemoVault], extra: Extra | None
) -> SealedMatter:
    additions = extra.additions if extra else ()
    reader = vaults[extra.reader] if extra and extra.reader else None
    return seal_matter(str(practice.pk), matter, vaults[matter.keeper], additions, reader)


def _store_extra(
    practice: Practice, matter: PlannedMatter, box: SealedMatter, extra: Extra, users: dict[str, User]
) -> None:
    for file_id, file in extra.files.items():
        row = File.objects.create(id=file_id, practice=practice, box=matter.id, size=len(file), digest=digest(file))
        FileChunk.objects.create(practice=practice, file=row, position=0, sealed=file)
    if extra.reader is None:
        return
    colleague, record_id = users[extra.reader], consent_of(box)
    consent = Consent.objects.create(
        practice=practice,
        matter_id=matter.id,
        sequence=1,
        record_id=record_id,
        receiver=colleague,
        width=Share.Width.EVERYTHING,
        given=True,
        heard=True,
    )
    Share.objects.create(
        practice=practice,
        matter_id=matter.id,
        colleague=colleague,
        consent=consent,
        width=Share.Width.EVERYTHING,
        from_epoch=1,
    )


def _store_sealed(practice: Practice, sealed: list[tuple[PlannedMatter, SealedMatter]]) -> None:
    ShredKey.objects.bulk_create(
        ShredKey(box=matter.id, practice_id=practice.pk, key=box.shred_key) for matter, box in sealed
    )
    KeyGrant.objects.bulk_create(
        KeyGrant(
            practice=practice,
            box=matter.id,
            part=part,
            epoch=1,
            grantee=grantee,
            granter=box.grants[0][0],
            sealed=grant,
        )
        for matter, box in sealed
        for grantee, part, grant in box.grants
    )
    Record.objects.bulk_create(
        Record(
            practice=practice,
            box=matter.id,
            part=part,
            epoch=1,
            record_id=record_id,
            kind=kind,
            revision=1,
            digest=digest(envelope),
            sealed=envelope,
        )
        for matter, box in sealed
        for record_id, part, kind, envelope in box.records
    )
    Manifest.objects.bulk_create(
        Manifest(
            practice=practice, box=matter.id, part=part, epoch=1, counter=1, digest=digest(envelope), sealed=envelope
        )
        for matter, box in sealed
        for part, envelope in box.manifests
    )
