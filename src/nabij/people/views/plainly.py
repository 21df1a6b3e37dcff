"""allauth's pages drawn from plain values: each says what its template reads of what allauth hands, and no more."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.utils.safestring import mark_safe

from nabij.kit import plain
from nabij.people.models import Role, User
from nabij.people.rules import device_words

type Told = Callable[[User, dict[str, Any]], dict[str, Any]]


def drawn(view: Any, *more: Told) -> Any:
    """allauth's view, whose template gets the form, where to go on to, the passkey's options, and ``more``."""

    class Drawn(view):  # type: ignore[misc]  # allauth has no types
        template_engine = plain.NAME

        def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
            told = _usual(context)
            for tell in more:
                told |= tell(self.request.user, context)
            answer: HttpResponse = super().render_to_response(told, **kwargs)
            return answer

    return Drawn


def _usual(context: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if "form" in context:
        told["form"] = context["form"].render()
    if "redirect_field" in context:
        told["redirect_field"] = context["redirect_field"]
    for options in context.get("js_data", {}).values():
        # as text inside an attribute: a script element would be dropped when a page is swapped in
        told["options"] = json.dumps(options, cls=DjangoJSONEncoder)
    return told


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to confirm who one is."""

    url: str
    description: str


def other_ways(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """The other ways to confirm who one is."""
    found = context["reauthentication_alternatives"]
    return {"reauthentication_alternatives": tuple(Way(one["url"], str(one["description"])) for one in found)}


@dataclass(frozen=True, slots=True)
class Account:
    """One's own account, and what it is locked with; ``codes_left``: of the recovery codes, where there are any."""

    name: str
    email: str
    is_counsellor: bool
    gets_mail: bool
    passkeys: int
    has_app: bool
    codes_left: int | None


def own_account(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """What *Mijn account* says."""
    locks = context["authenticators"]
    codes = locks.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "account": Account(
            name=user.name,
            email=user.email,
            is_counsellor=user.is_counsellor,
            gets_mail=user.role != Role.PRACTICE_MANAGER,
            passkeys=len(locks.get(Authenticator.Type.WEBAUTHN, ())),
            has_app=Authenticator.Type.TOTP in locks,
            codes_left=len(codes.get_unused_codes()) if codes else None,
        )
    }


def secret_and_picture(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """What an app for codes is given."""
    # drawn by us from the secret; it holds no text of anybody
    return {"secret": context["form"].secret, "totp_svg": mark_safe(context["totp_svg"])}  # noqa: S308


def unused_codes(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """The recovery codes that still work."""
    return {"unused_codes": tuple(context["unused_codes"])}


def how_many_codes(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """How many recovery codes still work."""
    return {"unused_code_count": context["unused_code_count"]}


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey in the list of its owner."""

    pk: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


def _passkey(row: Authenticator) -> Passkey:
    return Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)


def passkeys(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """All of one's passkeys."""
    return {"passkeys": tuple(map(_passkey, context["authenticators"]))}


def one_passkey(user: User, context: dict[str, Any]) -> dict[str, Any]:
    """The passkey that the page is about."""
    return {"passkey": _passkey(context["object"])}


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that one is signed in."""

    pk: int
    device: str
    ip: str
    created_at: datetime
    last_seen_at: datetime
    is_here: bool


def place_of(session: UserSession) -> Place:
    """What the list of places says of one."""
    return Place(
        pk=session.pk,
        device=device_words(session.user_agent),
        ip=str(session.ip),
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
        is_here=session.is_current(),
    )
