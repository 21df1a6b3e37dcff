"""Sealed things of the right shape from random bytes, and matters made with them. Nothing here can be opened."""

import base64
import json
import os
import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.test import Client

from nabij.kit.envelope import VERSION, padded
from nabij.kit.permit import permit
from nabij.matters import actions as matter_actions
from nabij.matters import forms as matter_forms
from nabij.matters.models import Do, Matter
from nabij.people.models import Organisation, PublicKey, User
from nabij.sealed import actions as sealed_actions
from nabij.sealed import forms as sealed_forms
from nabij.sealed.models import Do as DoSealed
from nabij.sealed.models import Manifest, Vault
from nabij_vault.keys import SigningKey
from nabij_vault.write import sign_write

type Json = dict[str, Any]

BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sealed_bytes(size: int = 256) -> bytes:
    """An envelope around ``size`` bytes of content, padded as the format says."""
    return bytes([VERSION]) + os.urandom(28 + padded(size) + 16)


def sealed(size: int = 256) -> str:
    return b64(sealed_bytes(size))


def _unpadded(length: int) -> bytes:
    return base64.b64encode(os.urandom(length)).rstrip(b"=")


def age_bytes(content: int = 256, stanza: bytes | None = None) -> bytes:
    """An age file around ``content`` bytes (at most 64 kB), to one X25519 recipient unless told otherwise."""
    head = stanza or b"X25519 " + _unpadded(32)
    header = b"age-encryption.org/v1\n-> " + head + b"\n" + _unpadded(32) + b"\n--- " + _unpadded(32) + b"\n"
    return header + os.urandom(16 + content + 16)


def scrypt_bytes(log_n: int = 17) -> bytes:
    """A words or recovery slot."""
    return age_bytes(43, b"scrypt " + _unpadded(16) + b" %d" % log_n)


def new_id() -> str:
    return str(uuid.uuid4())


def a_slot(kind: str = "words") -> Json:
    passkey = kind == "passkey"
    content = sealed() if passkey else b64(scrypt_bytes())
    return {"id": new_id(), "kind": kind, "credential_id": "a" * 22 if passkey else "", "sealed": content}


# The keys that were made here, by their public half: what the browsers of these people sign with.
_signers: dict[str, SigningKey] = {}


def a_public_key() -> Json:
    recipient = "age1" + "".join(BECH32[byte % 32] for byte in os.urandom(58))
    signer = SigningKey(os.urandom(32))
    _signers[signer.sign] = signer
    return {"recipient": recipient, "sign": signer.sign}


def signer_of(user: User) -> SigningKey | None:
    """What this person's browser signs with now; None without a vault."""
    key = PublicKey.objects.filter(owner=user).order_by("-version").first()
    return _signers[key.sign] if key else None


def proof_by(signer: SigningKey, owner: object, address: str, body: bytes) -> dict[str, str]:
    """The header that goes with these bytes to this address, in this person's name."""
    return {"X-Nabij-Proof": sign_write(str(owner), address, body, signer)}


def proof_of(user: User, address: str, body: bytes) -> dict[str, str]:
    """The header as this person's browser sends it; none without a vault, unless one is set up with this very body."""
    signer = _signer_in(body) if address == "/kluis/inrichten.json" else signer_of(user)
    return proof_by(signer, user.pk, address, body) if signer else {}


def _signer_in(body: bytes) -> SigningKey | None:
    try:
        return _signers.get(json.loads(body)["public_key"]["sign"])
    except (ValueError, KeyError, TypeError):
        return None


def a_vault() -> Json:
    return {
        "slots": [a_slot("words"), a_slot("recovery")],
        "bundle": sealed(),
        "keyring": sealed(),
        "public_key": a_public_key(),
    }


def a_grant(part: str, epoch: int, grantee: User) -> Json:
    return {"part": part, "epoch": epoch, "grantee": str(grantee.pk), "sealed": b64(age_bytes())}


def a_record(kind: str = "note", part: str = "notes", epoch: int = 1, revision: int = 1, id: str | None = None) -> Json:
    return {
        "id": id or new_id(),
        "part": part,
        "epoch": epoch,
        "kind": kind,
        "revision": revision,
        "sealed": sealed(),
    }


def a_manifest(part: str, epoch: int, counter: int) -> Json:
    return {"part": part, "epoch": epoch, "counter": counter, "sealed": sealed()}


def with_manifests(box: Any, *records: Json) -> Json:
    """``Sealed`` for these records, each part's manifest one further than the newest of this box."""
    manifests = []
    for part, epoch in sorted({(record["part"], record["epoch"]) for record in records}):
        rows = Manifest.objects.filter(box=box, part=part, epoch=epoch)
        newest = rows.aggregate(newest=Max("counter"))["newest"] or 0
        manifests.append(a_manifest(part, epoch, newest + 1))
    return {"records": list(records), "manifests": manifests}


def an_encounter(**more: Any) -> Json:
    return {"id": new_id(), "channel": "phone", "duration": "half_hour", "involvement": ["listening"]} | more


def an_opening(keeper: User, organisation: Organisation, **more: Any) -> Json:
    """The body of *openen*."""
    box = new_id()
    return {
        "id": box,
        "organisation": organisation.pk,
        "unit": None,
        "visitor_handle": new_id(),
        "shred_key": b64(os.urandom(32)),
        "grants": [a_grant("conversation", 1, keeper), a_grant("notes", 1, keeper)],
        "register": {"nature": ["bullying"], "primary_nature": "bullying", "person_role": "employee"},
        "encounter": None,
        "turn": "counsellor",
        "due": None,
        "aftercare_month": None,
        "sealed": with_manifests(box, a_record("card")),
        "draft": None,
    } | more


def a_note(matter: Matter, *records: Json, **more: Any) -> Json:
    """The body of *noteren*."""
    return {
        "encounter": an_encounter(),
        "turn": "visitor",
        "due": None,
        "aftercare_month": None,
        "sealed": with_manifests(matter.pk, *(records or (a_record(),))),
        "draft": None,
    } | more


def a_consent(width: str, sequence: int = 1, heard: bool = True) -> Json:
    return {"sequence": sequence, "record_id": new_id(), "width": width, "heard": heard}


def a_sharing(matter: Matter, colleague: User, consent: Json, from_epoch: int, *grants: Json, epoch: int = 1) -> Json:
    """The body of *delen*; ``epoch`` is that of the conversation in which the consent is recorded."""
    record = a_record("consent", "conversation", epoch, id=consent["record_id"])
    return {
        "colleague": str(colleague.pk),
        "consent": consent,
        "from_epoch": from_epoch,
        "grants": list(grants),
        "sealed": with_manifests(matter.pk, record),
    }


def a_withdrawal(matter: Matter, colleague: User, consent: Json, *grants: Json, epoch: int = 1) -> Json:
    """The body of *intrekken*."""
    body = a_sharing(matter, colleague, consent, 1, *grants, epoch=epoch)
    del body["from_epoch"]
    return body


def make_vault(user: User) -> Vault:
    """A vault with words, a recovery code and a public key."""
    vault = Vault(user=user, practice=user.practice)
    sealed_actions.set_up_vault(permit(user, DoSealed.SET_UP, vault), sealed_forms.read_vault(a_vault()))
    return Vault.objects.get(user=user)


def make_matter(keeper: User, organisation: Organisation | None = None, **more: Any) -> Matter:
    """A matter of this counsellor, opened the way a browser does; ``more`` replaces fields of *openen*."""
    if not Vault.objects.filter(user=keeper).exists():
        make_vault(keeper)
    here = organisation or Organisation.objects.visible_to(keeper).order_by("pk")[0]
    new = matter_forms.read_open(an_opening(keeper, here, **more))
    row = Matter(id=new.id, practice=keeper.practice, keeper=keeper, organisation=here)
    matter_actions.open_matter(permit(keeper, Do.OPEN, row), new)
    return Matter.objects.get(pk=new.id)


def share_all(matter: Matter, colleague: User, sequence: int = 1) -> None:
    """Everything of a fresh matter shared with this colleague."""
    if not Vault.objects.filter(user=colleague).exists():
        make_vault(colleague)
    grants = [a_grant("conversation", 1, colleague), a_grant("notes", 1, colleague)]
    body = a_sharing(matter, colleague, a_consent("everything", sequence), 1, *grants)
    matter_actions.share(permit(matter.keeper, Do.SHARE, matter), matter_forms.read_sharing(body))


class Desk:
    """A browser module of one person: posts and fetches JSON at the workspace."""

    def __init__(self, user: User | None) -> None:
        self.user = user
        self.client = Client(HTTP_HOST="werk.localhost")
        if user:
            self.client.force_login(user)

    def post(self, address: str, body: Any) -> tuple[int, Json]:
        """The status and the JSON answer to a signed write; an answer that is no JSON is ``{}``."""
        sent = json.dumps(body, cls=DjangoJSONEncoder).encode()
        return self.send(address, sent, proof_of(self.user, address, sent) if self.user else {})

    def send(self, address: str, sent: bytes, headers: dict[str, str]) -> tuple[int, Json]:
        """The same for these very bytes and headers."""
        answer = self.client.post(address, sent, content_type="application/json", headers=headers)
        return answer.status_code, self._json(answer)

    def get(self, address: str) -> tuple[int, Json]:
        answer = self.client.get(address)
        return answer.status_code, self._json(answer)

    @staticmethod
    def _json(answer: Any) -> Json:
        found: Json = answer.json() if answer.headers.get("Content-Type") == "application/json" else {}
        return found
