"""Amina and Bram with real vaults and one really sealed matter, as their browsers would have made them."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from nabij.kit.clock import month_of, today
from nabij.kit.envelope import digest
from nabij.matters.models import Encounter, Matter
from nabij.people.models import PublicKey, User
from nabij.sealed.models import KeyGrant, Manifest, Record, ShredKey, Slot, Vault
from nabij_demo.plan import PlannedEncounter, PlannedMatter
from nabij_demo.sealing import DemoVault, make_vault, seal_matter
from nabij_vault.slots import LOG_N
from tests.browser.known_slots import sealed_once
from tests.personas import Personas

SLOW = 60_000
ALIAS = "Blauwe fiets"
NAME = "Fatima Wolters"
FIRST_NOTE = "De toon in het overleg is al maanden hard."
OWN_WORDS = "Ik voel me klein als hij binnenkomt."


def give_vault(user: User) -> DemoVault:
    """A vault without its rows: store it with ``store_vault`` once its matters are sealed."""
    vault, always = make_vault(str(user.pk), f"test {user.name}"), make_vault(user.name, "test")
    # what the slots are made of is the same in every test, so that they are sealed once
    return replace(vault, uvk=always.uvk, words=always.words, recovery=always.recovery)


def store_vault(user: User, vault: DemoVault, *pinned: DemoVault) -> None:
    """The rows that a browser would have sent; the keys of ``pinned`` were compared."""
    colleagues = {one.user: one.own.public for one in pinned}
    Vault.objects.create(user=user, practice=user.practice, bundle=vault.bundle(colleagues), keyring=vault.keyring())
    public = vault.own.public
    PublicKey.objects.create(
        practice=user.practice, owner=user, version=1, recipient=public.recipient, sign=public.sign
    )
    with sealed_once():
        slots = vault.slots(LOG_N)
    for slot_id, kind, sealed in slots:
        Slot.objects.create(id=slot_id, practice=user.practice, user=user, kind=kind, sealed=sealed)


def planned(
    alias: str = ALIAS, text: str = FIRST_NOTE, closed: date | None = None, name: str = NAME, own_words: str = OWN_WORDS
) -> PlannedMatter:
    """A matter with one encounter, three days ago."""
    day = today() - timedelta(days=3)
    encounter = PlannedEncounter(str(uuid4()), day, "phone", "half_hour", ("listening",), text)
    return PlannedMatter(
        id=str(uuid4()),
        organisation="",
        unit=None,
        keeper="",
        alias=alias,
        name=name,
        contact="Na 17.00 uur, niet inspreken",
        own_words=own_words,
        next_step="Terugbellen over het gesprek",
        turn="nobody" if closed else "counsellor",
        due=None if closed else today() + timedelta(days=2),
        opened=day,
        closed=closed,
        aftercare=None,
        codes={"nature": ["bullying"], "primary_nature": "bullying", "outcome": "told_enough" if closed else ""},
        encounters=(encounter,),
    )


def keep_matter(people: Personas, vault: DemoVault, plan: PlannedMatter, keeper: User | None = None) -> Matter:
    """Amina's matter at her organisation, or that of another ``keeper``; every byte sealed for them."""
    amina = keeper or people.amina
    sealed = seal_matter(str(amina.practice_id), plan, vault)
    matter = Matter.objects.create(
        id=plan.id,
        practice=amina.practice,
        organisation=people.organisation,
        keeper=amina,
        opened_month=month_of(plan.opened),
        closed_month=month_of(plan.closed) if plan.closed else None,
        turn=plan.turn,
        due=plan.due,
        **plan.codes,
    )
    for encounter in plan.encounters:
        Encounter.objects.create(
            id=encounter.id,
            practice=amina.practice,
            matter=matter,
            month=month_of(encounter.day),
            channel=encounter.channel,
            duration=encounter.duration,
            involvement=list(encounter.involvement),
        )
    box = {"practice": amina.practice, "box": matter.pk}
    ShredKey.objects.create(box=matter.pk, practice_id=amina.practice_id, key=sealed.shred_key)
    for _, part, grant in sealed.grants:
        KeyGrant.objects.create(**box, part=part, epoch=1, grantee=amina.pk, granter=amina.pk, sealed=grant)
    for record_id, part, kind, envelope in sealed.records:
        rest = {"kind": kind, "revision": 1, "digest": digest(envelope), "sealed": envelope}
        Record.objects.create(**box, part=part, epoch=1, record_id=record_id, **rest)
    for part, envelope in sealed.manifests:
        Manifest.objects.create(**box, part=part, epoch=1, counter=1, digest=digest(envelope), sealed=envelope)
    return matter


def open_vault(page: Page, vault: DemoVault) -> None:
    """Through the door with six words."""
    words = page.get_by_label("Je zes woorden")
    words.wait_for()
    words.fill(vault.words)
    page.get_by_role("button", name="Openen", exact=True).first.click()
    expect(page.locator("#vault-state")).to_contain_text("Kluis open", timeout=SLOW)
