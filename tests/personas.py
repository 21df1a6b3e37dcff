"""Amina and Bram (her pair), Carla (another practice), Daan (board), Els (practice manager)."""

from dataclasses import dataclass

from nabij.people.models import Appointment, Counsellor, Organisation, Practice, Role, Unit, User

PASSWORD = "drie blauwe fietsen 7"


@dataclass(frozen=True, slots=True)
class Personas:
    """Two practices and the people in them."""

    practice: Practice
    other_practice: Practice
    organisation: Organisation
    other_organisation: Organisation
    unit: Unit
    amina: User
    bram: User
    carla: User
    daan: User
    els: User


def _person(practice: Practice, name: str, role: Role, organisation: Organisation | None = None) -> User:
    user = User(
        practice=practice, email=f"{name.lower()}@voorbeeld.test", name=name, role=role, organisation=organisation
    )
    user.set_password(PASSWORD)
    user.save()
    if role == Role.COUNSELLOR:
        Counsellor.objects.create(practice=practice, user=user, languages=["nl"], expertise=["care"])
    return user


def make_personas() -> Personas:
    """Everyone that the tests know, with accounts; vaults are made where a test needs one."""
    practice = Practice.objects.create(name="Praktijk Oost")
    other = Practice.objects.create(name="Praktijk West")
    organisation = Organisation.objects.create(
        practice=practice, name="Zorggroep De Linde", sector="care", head_count=400
    )
    elsewhere = Organisation.objects.create(practice=other, name="Gemeente Ver", sector="government", head_count=90)
    unit = Unit.objects.create(practice=practice, organisation=organisation, name="Noord", head_count=120)
    amina = _person(practice, "Amina", Role.COUNSELLOR)
    bram = _person(practice, "Bram", Role.COUNSELLOR)
    carla = _person(other, "Carla", Role.COUNSELLOR)
    daan = _person(practice, "Daan", Role.BOARD_CONTACT, organisation)
    els = _person(practice, "Els", Role.PRACTICE_MANAGER)
    Appointment.objects.create(practice=practice, organisation=organisation, counsellor=amina, account_holder=True)
    Appointment.objects.create(practice=practice, organisation=organisation, counsellor=bram)
    Appointment.objects.create(practice=other, organisation=elsewhere, counsellor=carla, account_holder=True)
    return Personas(practice, other, organisation, elsewhere, unit, amina, bram, carla, daan, els)
