"""The conversations of the demo: what the pages find there is really sealed, and opens with the words that are told."""

from datetime import date

import pytest

from nabij.contact.actions.conversations import salt
from nabij.contact.actions.destroying import proof_of
from nabij.contact.models import Conversation, VisitorCode
from nabij.contact.rules.conversation import Words
from nabij.matters.models import Consent, Matter, Share
from nabij.sealed.models import File, KeyGrant, Manifest, Record, ShredKey
from nabij_demo.conversations import converse
from nabij_demo.fill import DemoPerson, fill
from nabij_vault.consent import verify_consents
from nabij_vault.grant import GrantContext, open_grant
from nabij_vault.manifest import ManifestContext, ServedRecord, check_records, open_manifest
from nabij_vault.record import OpenedRecord, RecordContext, RecordKeys, open_record
from nabij_vault.visitor import VisitorKeys, open_keepsake, visitor_keys, visitor_root

pytestmark = pytest.mark.django_db(databases=["default", "shred"])
TODAY = date(2026, 11, 28)


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
    assert taken.count() == 4
    assert sorted(taken.values_list("matter__turn", flat=True)) == ["counsellor", "counsellor", "counsellor", "visitor"]
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


def test_counsellors_keep_the_keys_and_know_the_visitors() -> None:
    from nabij_demo.conversations import _desk
    from nabij_demo.counselling import open_desk

    _held()
    for key, visitors in (("noor", 3), ("tarik", 1)):
        desk = _desk(key)
        bundle = open_desk(desk)
        mine = Matter.objects.filter(keeper=desk.user)
        assert {place[0] for place in desk.vault.keys} >= {str(one) for one in mine.values_list("pk", flat=True)}
        assert sum(pin.visitor for pin in bundle.pins) == visitors
