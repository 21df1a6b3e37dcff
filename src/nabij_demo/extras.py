"""What only a few matters of the demo have: a share with the consent that was heard, and an attachment."""

import base64
import hashlib
from dataclasses import dataclass, field

from nabij_demo import stories
from nabij_demo.plan import PlannedMatter
from nabij_demo.sealing import Addition, DemoVault, SealedMatter, new_id
from nabij_vault.consent import Consent, sign_consent
from nabij_vault.file import seal_file

SHARED = ("tarik", "wietske", "Wietske Hoekstra")
WITH_FILE = "noor"


@dataclass(frozen=True, slots=True)
class Extra:
    """What is added to one matter: sealed records, who reads it besides the keeper, the bytes of a file."""

    additions: tuple[Addition, ...]
    reader: str | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def extras(practice: str, matters: list[PlannedMatter], vaults: dict[str, DemoVault]) -> dict[str, Extra]:
    """The extras by matter: one running matter is shared whole, another has an attachment."""
    keeper, reader, name = SHARED
    found: dict[str, Extra] = {}
    shared = _running(matters, keeper)
    if shared:
        found[shared.id] = _share(practice, shared, vaults[keeper], vaults[reader], reader, name)
    attached = _running(matters, WITH_FILE)
    if attached:
        found[attached.id] = _attachment(vaults[WITH_FILE])
    return found


def _running(matters: list[PlannedMatter], keeper: str) -> PlannedMatter | None:
    return next((matter for matter in matters if matter.keeper == keeper and matter.closed is None), None)


def _share(
    practice: str, matter: PlannedMatter, vault: DemoVault, colleague: DemoVault, reader: str, name: str
) -> Extra:
    asked = f"Mag ik met {name} delen: alles?"
    consent = Consent(
        practice=practice,
        matter=matter.id,
        step="share",
        receiver=colleague.own.public.sign,
        width="everything",
        conversation_head=None,
        notes_head=None,
        text_hash=base64.b64encode(hashlib.sha256(asked.encode()).digest()).decode(),
        expires=None,
        sequence=1,
        previous="",
        state="given",
        heard=True,
        on=matter.encounters[-1].day.isoformat(),
    )
    signed = sign_consent(consent, vault.own.signer)
    body = {**consent.to_json(), "signer": signed.signer, "signature": signed.signature}
    return Extra((Addition(new_id(vault.randomness), "conversation", "consent", body),), reader=reader)


def _attachment(vault: DemoVault) -> Extra:
    file, record = seal_file(stories.EXAMPLES.encode(), "voorbeeld.txt", "text/plain", vault.randomness)
    addition = Addition(new_id(vault.randomness), "notes", "file", record.to_json())
    return Extra((addition,), files={addition.id: file})


def consent_of(sealed: SealedMatter) -> str:
    """The id of the consent record among a matter's records."""
    return next(record_id for record_id, _, kind, _ in sealed.records if kind == "consent")
