"""A passkey in an account, as a browser would have added it, without the browser."""

import json
import os

from allauth.mfa.models import Authenticator
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
    RegistrationResponse,
)

from nabij.people.models import User
from tests.making import Json, a_slot


def give_passkey(user: User, credential_id: str) -> None:
    """Keep a passkey with this id (base64url) with this person's account."""
    raw = websafe_decode(credential_id)
    key = ES256({1: 2, 3: -7, -1: 1, -2: os.urandom(32), -3: os.urandom(32)})
    data = AuthenticatorData.create(
        os.urandom(32), AuthenticatorData.FLAG.AT, 0, AttestedCredentialData.create(Aaguid.NONE, raw, key)
    )
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"x", "https://werk.localhost")
    credential = RegistrationResponse.from_dict(
        {
            "id": credential_id,
            "rawId": credential_id,
            "type": "public-key",
            "response": {
                "clientDataJSON": websafe_encode(client),
                "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            },
        }
    )
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Telefoon", "credential": json.loads(json.dumps(dict(credential))), "passwordless": True},
    )


def passkey_slot(user: User, credential_id: str = "a" * 24) -> Json:
    """A slot for a passkey that this person's account has from now on."""
    give_passkey(user, credential_id)
    return a_slot("passkey") | {"credential_id": credential_id}
