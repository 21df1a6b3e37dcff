"""Signing in, one's own account, the practice and its organisations."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from nabij.people.models import Appointment, Invitation, Role
from tests.access import Row, World, everybody, expect

# whoever has a session here, which a board contact has at the board's address only
OWN = expect(others=200, daan=404)
# these ask for the password once more before they show or change anything
OWN_CONFIRMED = expect(others=302, daan=404)
# the same at the board's address
DAAN = expect(daan=200)
DAAN_CONFIRMED = expect(daan=302)
MANAGER = expect(els=200)
READERS = expect(amina=200, bram=200, els=200)


def _organisation(world: World) -> dict[str, Any]:
    return {"pk": world.people.organisation.pk}


def _unit(world: World) -> dict[str, Any]:
    return {"pk": world.people.unit.pk}


def _bram(world: World) -> dict[str, Any]:
    return {"pk": world.people.bram.pk}


def _appointment_of_bram(world: World) -> dict[str, Any]:
    return {"pk": Appointment.objects.get(counsellor=world.people.bram).pk}


def _invitation(world: World) -> dict[str, Any]:
    made, _ = Invitation.objects.get_or_create(
        practice=world.people.practice,
        email="gijs@voorbeeld.test",
        defaults={
            "name": "Gijs",
            "role": Role.COUNSELLOR,
            "secret_hash": "0" * 64,
            "expires": timezone.now() + timedelta(days=1),
            "invited_by": world.people.els,
        },
    )
    return {"pk": made.pk}


def _passkey_of_amina(world: World) -> dict[str, Any]:
    made, _ = Authenticator.objects.get_or_create(
        user=world.people.amina, type=Authenticator.Type.WEBAUTHN, defaults={"data": {"name": "Telefoon"}}
    )
    return {"pk": made.pk}


def _link_for_amina(world: World) -> dict[str, Any]:
    amina = world.people.amina
    made, _ = Invitation.objects.get_or_create(
        practice=world.people.practice,
        account=amina,
        defaults={
            "email": amina.email,
            "name": amina.name,
            "role": amina.role,
            "secret_hash": "1" * 64,
            "expires": timezone.now() + timedelta(days=1),
            "invited_by": world.people.els,
        },
    )
    return {"pk": made.pk}


ROWS = {
    "home": Row(expect(amina=302, bram=302, carla=302, els=302)),
    "account_login": Row(expect(others=302, signed_out=200)),
    "mfa_login_webauthn": Row(everybody(302)),
    "mfa_authenticate": Row(everybody(302)),
    "account_logout": Row(everybody(302), method="post"),
    "invitation": Row(everybody(200)),
    "account": Row(OWN),
    "mfa_index": Row(OWN),
    "profile": Row(expect(amina=200, bram=200, carla=200)),
    "account_change_password": Row(OWN),
    "account_reauthenticate": Row(OWN),
    "mfa_reauthenticate": Row(OWN_CONFIRMED),
    "mfa_reauthenticate_webauthn": Row(OWN_CONFIRMED),
    "mfa_activate_totp": Row(OWN_CONFIRMED),
    "mfa_deactivate_totp": Row(expect()),
    "mfa_view_recovery_codes": Row(expect()),
    "mfa_generate_recovery_codes": Row(OWN_CONFIRMED),
    "mfa_list_webauthn": Row(OWN),
    "mfa_add_webauthn": Row(OWN_CONFIRMED),
    # asks to confirm before it looks whose it is; that it is not theirs then answers 404 (tests/people)
    "mfa_edit_webauthn": Row(OWN_CONFIRMED, address=_passkey_of_amina),
    "mfa_remove_webauthn": Row(OWN_CONFIRMED, address=_passkey_of_amina),
    "usersessions_list": Row(OWN),
    # a practice manager sees the links of others too, and cannot read them in their place
    "read_sign_in_link": Row(expect(amina=302, els=422), address=_link_for_amina, method="post"),
    "setup": Row(MANAGER),
    "practice_settings": Row(MANAGER),
    "people": Row(MANAGER),
    "invite": Row(MANAGER),
    "withdraw_invitation": Row(expect(els=302), address=_invitation, method="post"),
    "sign_in_link": Row(MANAGER, address=_bram),
    "disable_person": Row(MANAGER, address=_bram),
    # 422: the account is on already
    "enable_person": Row(expect(els=422), address=_bram, method="post"),
    "organisations": Row(expect(amina=200, bram=200, carla=200, els=200)),
    "organisation": Row(READERS, address=_organisation),
    "add_organisation": Row(MANAGER),
    "change_organisation": Row(MANAGER, address=_organisation),
    "end_organisation": Row(MANAGER, address=_organisation),
    # 422: the work there runs already
    "reopen_organisation": Row(expect(els=422), address=_organisation, method="post"),
    "add_unit": Row(MANAGER, address=_organisation),
    "appoint": Row(MANAGER, address=_organisation),
    "change_unit": Row(MANAGER, address=_unit),
    "remove_unit": Row(expect(els=302), address=_unit, method="post"),
    "end_appointment": Row(MANAGER, address=_appointment_of_bram),
    "choose_account_holder": Row(expect(els=302), address=_appointment_of_bram, method="post"),
    "board:account_login": Row(expect(others=302, signed_out=200)),
    "board:mfa_login_webauthn": Row(everybody(302)),
    "board:mfa_authenticate": Row(everybody(302)),
    "board:account_logout": Row(everybody(302), method="post"),
    "board:invitation": Row(everybody(200)),
    "board:account": Row(DAAN),
    "board:mfa_index": Row(DAAN),
    "board:account_change_password": Row(DAAN),
    "board:account_reauthenticate": Row(DAAN),
    "board:mfa_reauthenticate": Row(DAAN_CONFIRMED),
    "board:mfa_reauthenticate_webauthn": Row(DAAN_CONFIRMED),
    "board:mfa_activate_totp": Row(DAAN_CONFIRMED),
    "board:mfa_deactivate_totp": Row(expect()),
    "board:mfa_view_recovery_codes": Row(expect()),
    "board:mfa_generate_recovery_codes": Row(DAAN_CONFIRMED),
    "board:mfa_list_webauthn": Row(DAAN),
    "board:mfa_add_webauthn": Row(DAAN_CONFIRMED),
    "board:mfa_edit_webauthn": Row(DAAN_CONFIRMED, address=_passkey_of_amina),
    "board:mfa_remove_webauthn": Row(DAAN_CONFIRMED, address=_passkey_of_amina),
    "board:usersessions_list": Row(DAAN),
    # a link for somebody else
    "board:read_sign_in_link": Row(expect(), address=_link_for_amina, method="post"),
}
