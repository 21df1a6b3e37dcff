"""What a counsellor's browser does with names, in Python: the same inputs, the same tokens (docs/vault-format.md)."""

import base64
import hashlib
import hmac
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from nabij.people.models import Organisation, User
from nabij_matcher import asking
from tests.making import Desk, Json, a_grant, b64, make_vault


@dataclass(eq=False)
class Browser:
    """One counsellor's open vault: the match keys by epoch, the matcher's public key pinned by version."""

    desk: Desk
    organisation: Organisation
    keys: dict[int, bytes]
    pinned: dict[int, bytes] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)

    def at(self, step: str) -> str:
        return f"/patronen/{self.organisation.pk}/{step}.json"

    def state(self) -> Json:
        status, said = self.desk.get(self.at("stand"))
        assert status == 200
        return said

    def pin(self) -> None:
        """Pins what the matcher shows now."""
        self.pinned = {int(version): base64.b64decode(key) for version, key in self.state()["matcher"].items()}

    def hashed(self, epoch: int, *about: str) -> bytes:
        """What goes to the matcher, blinded."""
        text = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode()
        return hmac.digest(self.keys[epoch], text, hashlib.sha256)

    def outputs(self, epoch: int, version: int, abouts: list[tuple[str, ...]]) -> list[str]:
        """Tokens of these, checked against the pinned key."""
        asked = [asking.blind(self.hashed(epoch, *about)) for about in abouts]
        body = {"matcher": version, "points": [b64(one.blinded) for one in asked]}
        status, said = self.desk.post(self.at("berekenen"), body)
        assert status == 200, said
        evaluated = [base64.b64decode(one) for one in said["evaluated"]]
        found = asking.finalize(self.pinned[version], asked, evaluated, base64.b64decode(said["proof"]))
        return [b64(one[:16]) for one in found]

    def whose(self, epoch: int, token: str) -> str:
        """The same for all that this counsellor registers of one person."""
        return b64(self.hashed(epoch, "whose", str(self.desk.user.pk), token)[:16])

    def named(
        self,
        handle: str,
        visitor: str,
        *names: str,
        email: str = "",
        epoch: int = 1,
        version: int = 1,
        known: str = "name",
        also: tuple[str, ...] = (),
    ) -> Json:
        """One matter's person in one version; ``known``: by what the visitor is; ``also``: and by what else."""
        ways = [("email", email)] if email else []
        ways += [("name", name) for name in names]
        abouts = [("person", *way) for way in ways]
        abouts += [("visitor", one, *way) for one in (visitor, *also) for way in ways]
        made = self.outputs(epoch, version, abouts)
        rows = [made[at : at + len(ways)] for at in range(0, len(made), len(ways))]
        tokens = [
            {
                "token": token,
                "visitor": other,
                "by_email": kind == "email",
                "whose": self.whose(epoch, token),
                "also": sorted(more),
            }
            for (kind, _), token, other, *more in zip(ways, *rows, strict=True)
        ]
        return {"handle": handle, "epoch": epoch, "matcher": version, "known": known, "tokens": tokens}

    def secret(self, handle: str) -> str:
        """What the sealed record of this handle holds."""
        return b64(self.secrets.setdefault(handle, os.urandom(32)))

    def register(self, *named: Json) -> tuple[int, Json]:
        secret = base64.b64decode(self.secret(named[0]["handle"]))
        lock = b64(hashlib.sha256(b"nabij/handle/1\0" + secret).digest())
        return self.desk.post(self.at("aanmelden"), {"named": list(named), "lock": lock})

    def withdraw(self, handle: str) -> tuple[int, Json]:
        return self.desk.post(self.at("intrekken"), {"handle": handle, "secret": self.secret(handle)})

    def renew(self, *named: Json) -> tuple[int, Json]:
        renewed = [{"named": one, "secret": self.secret(one["handle"])} for one in named]
        return self.desk.post(self.at("vernieuwen"), {"renewed": renewed})

    def is_named(self, *names: str, email: str = "") -> bool:
        """Whether a visitor who goes by this is named in a matter of the pair."""
        made = self.named(str(uuid.uuid4()), "nobody", *names, email=email)
        tokens = [{"token": one["token"], "by_email": one["by_email"]} for one in made["tokens"]]
        asked = {"epoch": made["epoch"], "matcher": made["matcher"], "tokens": tokens}
        status, said = self.desk.post(self.at("kanten"), {"asked": [asked]})
        assert status == 200, said
        return bool(said["named"])

    def noted(self, visitor: str, *names: str, **more: Any) -> Json:
        """A matter of this visitor about this person, registered under a handle of its own."""
        named = self.named(str(uuid.uuid4()), visitor, *names, **more)
        assert self.register(named)[0] == 200
        return named

    def look(self, *named: Json) -> Json:
        status, said = self.desk.post(self.at("kijken"), {"named": list(named)})
        assert status == 200, said
        return said


def begin(organisation: Organisation, *counsellors: User) -> tuple[Browser, ...]:
    """The first key, made by the first of them for all."""
    key = os.urandom(32)
    for one in counsellors:
        make_vault(one)
    browsers = tuple(Browser(Desk(one), organisation, {1: key}) for one in counsellors)
    grants = [a_grant("match", 1, one) for one in counsellors]
    first = browsers[0]
    assert first.desk.post(first.at("sleutels"), {"epoch": 1, "grants": grants})[0] == 200
    for one in browsers:
        one.pin()
    return browsers
