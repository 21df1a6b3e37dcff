"""The conversations of the demo: what the pages find there is really sealed, and opens with the words that are told."""

import pytest

from nabij.contact.actions.answering import running_at, without_anybody
from nabij.contact.actions.conversations import salt
from nabij.contact.actions.destroying import proof_of
from nabij.contact.instead_pieces import instead_for
from nabij.contact.left_alone import erasures_left_to
from nabij.contact.models import Conversation, VisitorCode
from nabij.contact.news_pieces import news_for
from nabij.contact.rules.conversation import Words
from nabij.kit.clock import today
from nabij.matters.models import Consent, Matter, Share
from nabij.people.models import Appointment, Organisation, User
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij_demo.conversations.scenes import converse
from nabij_demo.fill import DemoPerson, fill
from nabij_vault.consent import verify_consents
from nabij_vault.grant import GrantContext, open_grant
from nabij_vault.manifest import ManifestContext, ServedRecord, check_records, open_manifest
from nabij_vault.record import OpenedRecord, RecordContext, RecordKeys, open_record
from nabij_vault.visitor import VisitorKeys, open_keepsake, visitor_keys, visitor_root

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
TODAY = today()


def _held() -> list[DemoPerson]:
    fill(TODAY, log_n=4)
    return converse()


def _kept(keys: VisitorKeys) -> Conversation:
    return Conversation.objects.get(lookup=keys.lookup)


def _read(keys: VisitorKeys, conversation: Conversation) -> list[OpenedRecord]:
    """Every record that is open to this visitor, each against its manifest, as their browser opens them."""
    practice, box = str(conversation.practice_id), str(conversation.pk)
    kept = open_keepsake(practice, box, conversation.keepsake_version, keys.uvk, bytes(conversation.keepsake))
    counsellors = {pin.keys.sign for pin in kept.pins}
    everybody, shred = counsellors | {keys.own.signer.sign}, bytes(ShredKey.objects.get(box=box).key)
    found = []
    for grant in KeyGrant.objects.filter(box=box, grantee=box).order_by("epoch"):
        at, signers = grant.epoch, {keys.own.signer.sign} if grant.epoch == 1 else counsellors
        context = GrantContext(practice, box, "conversation", at)
        both = RecordKeys(open_grant(context, bytes(grant.sealed), keys.own.identity, signers), shred)
        rows = Record.objects.filter(box=box, part="conversation", epoch=at)
        for row in rows:
            place = RecordContext(practice, box, "conversation", at, str(row.record_id), row.kind, row.revision)
            visitors = {keys.own.signer.sign}
            found.append(open_record(place, bytes(row.sealed), both, everybody, visitors))
        link = Manifest.objects.filter(box=box, part="conversation", epoch=at).order_by("-counter")[0]
        manifest = open_manifest(
            ManifestContext(practice, box, "conversation", at, link.counter), bytes(link.sealed), both, everybody
        )[1]
        check_records(manifest, [ServedRecord(str(r.record_id), r.kind, r.revision, bytes(r.sealed)) for r in rows])
    return found


def test_who_comes_back_with_the_words_that_are_told_reads_a_conversation_in_which_everything_verifies() -> None:
    asked, _ = _held()
    keys = visitor_keys(visitor_root(asked.words, salt()))
    conversation = _kept(keys)
    records = _read(keys, conversation)
    said = [str(one.body["text"]) for one in records if "text" in one.body]
    assert any("bedrijfsarts" in text for text in said)
    texts = [
        one.text
        for one in sorted(records, key=lambda one: int(str(one.body.get("sequence", 0))))
        if "sequence" in one.body
    ]
    consents = verify_consents(
        texts,
        practice=str(conversation.practice_id),
        matter=str(conversation.pk),
        visitor=keys.own.signer.sign,
        counsellors=(),
    )
    assert [one.state for one in consents] == ["given", "refused"]
    # one more question waits for an answer
    assert sum("receiver_name" in one.body for one in records) == len(consents) + 1
    assert conversation.matter is not None
    assert conversation.matter.turn == "visitor"


def test_every_state_of_a_conversation_is_there() -> None:
    _, destroyed = _held()
    assert Conversation.objects.waiting().count() == 1
    taken = Conversation.objects.exclude(matter=None)
    assert taken.count() == 7
    assert sorted(taken.values_list("matter__turn", flat=True)) == ["counsellor"] * 6 + ["visitor"]
    objected = Consent.objects.filter(matter__conversation__in=taken, receiver__name="Wietske Hoekstra")
    assert list(objected.order_by("sequence").values_list("given", "heard")) == [(True, True), (False, False)]
    assert Share.objects.filter(matter__conversation__in=taken).get().withdrawn
    sent = Record.objects.filter(box__in=taken.values("pk"), part="conversation", kind="file")
    assert File.objects.filter(pk__in=sent.values("record_id")).count() == 1
    assert not VisitorCode.objects.exists()
    keys = visitor_keys(visitor_root(destroyed.words, salt()))
    proof = proof_of(Words(keys.lookup, keys.token))
    assert proof is not None
    assert proof.records == 2
    assert not Record.objects.filter(box=proof.pk).exists()


def test_somebody_answers_where_a_counsellor_is_away_or_gone_and_the_office_knows_where_nobody_can() -> None:
    _held()
    people = {user.email.partition("@")[0]: user for user in User.objects.filter(role="counsellor")}
    (for_noor,) = instead_for(people["noor"])
    assert (for_noor["keeper"]["name"], for_noor["left"], for_noor["chosen"]) == ("Ruben de Wit", False, False)
    assert sum(one["kind"] == "message" for one in for_noor["records"]) == 5
    (for_tarik,) = instead_for(people["tarik"])
    assert (for_tarik["keeper"]["name"], for_tarik["left"], for_tarik["chosen"]) == ("Anke Vos", True, True)
    # one was let in by its visitor, the other can be opened by nobody who works there, and is to be destroyed
    oost = Organisation.objects.get(name="Scholenkring Oost")
    assert without_anybody(running_at(organisation=oost)) == 1
    assert [one.keeper for one in erasures_left_to(people["wietske"], oost)] == ["Anke Vos"]
    assert not Appointment.objects.filter(counsellor=people["anke"], organisation=oost, ended=None).exists()
    assert {name for name in ("noor", "tarik", "anke") if news_for(people[name])} == {"noor", "tarik", "anke"}


def test_counsellors_keep_the_keys_and_know_the_visitors() -> None:
    from nabij_demo.conversations.counsellor import open_desk
    from nabij_demo.conversations.scenes import _desk

    _held()
    for key, visitors in (("noor", 3), ("tarik", 1), ("ruben", 1), ("anke", 2)):
        desk = _desk(key)
        bundle = open_desk(desk)
        mine = Matter.objects.filter(keeper=desk.user)
        assert {place[0] for place in desk.vault.keys} >= {str(one) for one in mine.values_list("pk", flat=True)}
        assert sum(pin.visitor for pin in bundle.pins) == visitors
