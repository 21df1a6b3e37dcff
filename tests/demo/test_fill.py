"""The fictional practice: five years, one silent place, the same for the same seed, every seal real."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nabij.kit.envelope import OVERHEAD, is_padded
from nabij.matters.models import Consent, Encounter, Matter, Share
from nabij.patterns.counting import repetition_at
from nabij.patterns.models import Matched
from nabij.people.models import Organisation, Unit, User
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey, Slot, Vault
from nabij_demo import stories
from nabij_demo.extras import extras
from nabij_demo.fill import DemoPerson, fill
from nabij_demo.people import ORGANISATIONS, PEOPLE
from nabij_demo.plan import plan
from nabij_vault.bundle import open_bundle
from nabij_vault.keyring import open_keyring
from nabij_vault.manifest import ManifestContext, ServedRecord, check_records, open_manifest
from nabij_vault.record import RecordContext, RecordKeys, open_record
from nabij_vault.slots import generate_uvk, open_recovery_slot, seal_words_slot

TODAY = date(2026, 11, 21)


def test_the_plan_is_the_same_for_the_same_seed_and_day() -> None:
    assert plan(TODAY) == plan(TODAY)


def test_no_story_names_somebody_who_may_read_it() -> None:
    first_names = {person.name.split()[0] for person in PEOPLE}
    told = [stories.NEXT_STEPS, stories.FIRST_NOTES, stories.LATER_NOTES, stories.OWN_WORDS, stories.CONTACT]
    assert not {name for name in first_names if re.search(rf"\b{name}\b", str(told))}


def test_five_years_of_work_end_today() -> None:
    matters = plan(TODAY)
    assert min(matter.opened for matter in matters) < TODAY - timedelta(days=4 * 365)
    assert all(encounter.day <= TODAY for matter in matters for encounter in matter.encounters)
    assert all(matter.closed is None or matter.opened <= matter.closed <= TODAY for matter in matters)


def test_one_place_is_silent_and_every_other_place_is_heard() -> None:
    silent = {unit.name for organisation in ORGANISATIONS for unit in organisation.units if not unit.busy}
    heard = {matter.unit for matter in plan(TODAY)} - {None}
    assert silent == {"Havenzicht"}
    assert heard == {unit.name for organisation in ORGANISATIONS for unit in organisation.units} - silent


def test_the_consent_of_the_demo_was_heard_on_the_day_of_a_conversation() -> None:
    from nabij_demo.sealing import make_vault

    matters = plan(TODAY)
    vaults = {key: make_vault(key, "seed") for key in ("noor", "tarik", "wietske")}
    ((matter, consent),) = [
        (matter, addition.body)
        for box, extra in extras(str(uuid4()), matters, vaults).items()
        for matter in matters
        for addition in extra.additions
        if matter.id == box and addition.kind == "consent"
    ]
    assert consent["on"] in {encounter.day.isoformat() for encounter in matter.encounters}


@pytest.mark.django_db(databases=["default", "shred"])
def test_a_filled_demo_opens_with_what_is_printed_and_holds_no_plaintext(monkeypatch: pytest.MonkeyPatch) -> None:
    people = fill(TODAY, log_n=10)
    _counts_agree()
    for key in ("noor", "tarik"):
        _everything_of_opens(next(person for person in people if person.email.startswith(key)), monkeypatch)


@pytest.mark.django_db(databases=["default", "shred"])
def test_a_board_contact_of_the_demo_opens_a_vault_with_what_is_printed_and_one_has_none() -> None:
    from nabij_demo.fill import SEED
    from nabij_demo.sealing import make_vault

    people = {person.email.split("@")[0]: person for person in fill(TODAY, log_n=10)}
    assert people["salma"].words == ""
    hedwig = User.objects.get(email=people["hedwig"].email)
    made = make_vault(str(hedwig.pk), SEED)
    assert made.words == people["hedwig"].words
    bundle = open_bundle(str(hedwig.pk), 1, made.uvk, bytes(Vault.objects.get(user=hedwig).bundle))
    beside = User.objects.filter(appointment__organisation=hedwig.organisation)
    assert {pin.owner for pin in bundle.pins} == {str(one.pk) for one in beside}
    assert all(pin.checked for pin in bundle.pins)


def _counts_agree() -> None:
    matters = plan(TODAY)
    assert Organisation.objects.count() == len(ORGANISATIONS)
    assert Unit.objects.filter(name="Havenzicht", matter=None).exists()
    assert Matter.objects.count() == ShredKey.objects.count() == len(matters)
    assert Encounter.objects.count() == sum(len(matter.encounters) for matter in matters)
    assert Manifest.objects.count() == 2 * len(matters)
    shared = Share.objects.count()
    assert shared == Consent.objects.count() == File.objects.count() == 1
    assert KeyGrant.objects.count() == 2 * (len(matters) + shared)
    assert all(is_padded(len(sealed) - OVERHEAD) for sealed in Record.objects.values_list("sealed", flat=True))


def _everything_of_opens(person: DemoPerson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Open one counsellor's vault from what is printed, and every record in it against its manifest."""
    from nabij_demo.fill import SEED
    from nabij_demo.sealing import make_vault

    user = User.objects.get(email=person.email)
    made = make_vault(str(user.pk), SEED)
    assert made.words == person.words
    vault = Vault.objects.get(user=user)
    bundle = open_bundle(str(user.pk), 1, made.uvk, bytes(vault.bundle))
    keys = open_keyring(str(user.pk), 1, made.uvk, bytes(vault.keyring)).keys
    sign = bundle.own.public.sign
    assert Slot.objects.filter(user=user).count() == 2
    recovery = bytes(Slot.objects.get(user=user, kind="recovery").sealed)
    # the slots of this test are cheap ones
    monkeypatch.setattr("nabij_vault.slots._check_work", lambda file: None)
    assert open_recovery_slot(recovery, person.recovery_code) == made.uvk
    here = Organisation.objects.filter(appointment__counsellor=user)
    boards = User.objects.filter(organisation__in=here, vault__isnull=False)
    known = User.objects.filter(role="counsellor").exclude(pk=user.pk) | boards
    names = dict(known.values_list("pk", "name"))
    assert {pin.owner: pin.name for pin in bundle.pins} == {str(pk): name for pk, name in names.items()}
    for (matter, part, epoch), key in keys.items():
        both = RecordKeys(key, bytes(ShredKey.objects.get(box=matter).key))
        records = Record.objects.filter(box=matter, part=part, epoch=epoch)
        served = [ServedRecord(str(r.record_id), r.kind, r.revision, bytes(r.sealed)) for r in records]
        for one in served:
            at = RecordContext(str(user.practice_id), matter, part, epoch, one.id, one.kind, one.revision)
            assert open_record(at, one.envelope, both, {sign}).author == sign
        link = Manifest.objects.get(box=matter, part=part, epoch=epoch)
        context = ManifestContext(str(user.practice_id), matter, part, epoch, 1)
        check_records(open_manifest(context, bytes(link.sealed), both, {sign})[1], served)


def test_a_words_slot_of_the_demo_is_a_real_one() -> None:
    assert seal_words_slot(generate_uvk(), "zes woorden die er niet toe", log_n=10).startswith(
        b"age-encryption.org/v1\n"
    )


@pytest.mark.django_db(databases=["default", "shred"])
def test_six_people_of_a_small_part_stand_out_for_both_counsellors() -> None:
    with_clock = date.today()  # noqa: DTZ011 - the page reads the same clock
    fill(with_clock, log_n=2)
    where = Matched.objects.get(name="Zorggroep De Linde")
    for key in ("noor", "wietske"):
        seen = repetition_at(where, User.objects.get(email=f"{key}@demo.nabij.test"))
        assert [(one.found.place, one.found.theme) for one in seen.noticed] == [("Stafdiensten", "leadership_style")]
        assert seen.noticed[0].own
