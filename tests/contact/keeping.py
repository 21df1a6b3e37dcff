"""What the tests of the door's office side need: confirmed texts, vaults, an open entrance."""

from datetime import date

from nabij.contact import texts
from nabij.contact.actions import entrances, times, words
from nabij.contact.entrances import entrance_of
from nabij.contact.models import Absence, Do, Entrance, HelpLine, SectorText
from nabij.kit.permit import permit
from nabij.people.models import Organisation, PublicKey, User
from nabij.sealed.models import Vault
from tests.making import make_vault
from tests.personas import Personas


def confirm_text(people: Personas, sector: str = "care", language: str = "nl") -> None:
    """The text of this sector as it comes with the software, looked over by Els; once."""
    if SectorText.objects.filter(practice=people.practice, sector=sector, language=language).exists():
        return
    row = SectorText(practice=people.practice, sector=sector, language=language)
    body = texts.shipped(sector, language)
    words.confirm_text(permit(people.els, Do.CONFIRM_TEXT, row), body=body, based_on="", by=people.els)


def make_entrance(people: Personas, organisation: Organisation | None = None) -> Entrance:
    """The open entrance of the organisation, with Amina and Bram behind it."""
    here = organisation or people.organisation
    if found := Entrance.objects.filter(organisation=here).first():
        return found
    for person in (people.amina, people.bram):
        if not Vault.objects.filter(user=person).exists():
            make_vault(person)
    confirm_text(people, here.sector)
    entrances.open_entrance(permit(people.els, Do.OPEN_ENTRANCE, entrance_of(here)))
    return Entrance.objects.get(organisation=here)


def renew_keys(user: User) -> PublicKey:
    """Other keys, as after a new vault."""
    old = PublicKey.objects.filter(owner=user).order_by("-version")[0]
    changed = old.sign[:3] + ("A" if old.sign[3] != "A" else "B") + old.sign[4:]
    return PublicKey.objects.create(
        practice_id=user.practice_id, owner=user, version=old.version + 1, recipient=old.recipient, sign=changed
    )


def make_absence(counsellor: User, first: date, last: date | None = None) -> Absence:
    """Days on which this counsellor is away, said by themselves."""
    row = Absence(practice_id=counsellor.practice_id, counsellor=counsellor)
    times.add_absence(permit(counsellor, Do.ADD_ABSENCE, row), first=first, last=last)
    return row


def make_help_list(people: Personas) -> list[HelpLine]:
    """The practice's own list, as it begins."""
    if not HelpLine.objects.filter(practice=people.practice).exists():
        words.own_help_list(permit(people.els, Do.ADD_HELP, HelpLine(practice=people.practice)))
    return list(HelpLine.objects.of(people.practice.pk))
