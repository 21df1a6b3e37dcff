"""Addresses of people: Dutch paths, English names. allauth's own names are kept, because its code reverses them."""

from django.urls import URLPattern, URLResolver, path

from nabij.people.views import invitations, organisations, setup, sign_in

_signing_in: list[URLPattern | URLResolver] = [
    path("inloggen/", sign_in.sign_in, name="account_login"),
    path("inloggen/passkey/", sign_in.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("inloggen/code/", sign_in.second_factor, name="mfa_authenticate"),
    path("uitloggen/", sign_in.sign_out, name="account_logout"),
    path("uitnodiging/", invitations.invitation, name="invitation"),
]

_own_account: list[URLPattern | URLResolver] = [
    path("account/", sign_in.own_account, name="account"),
    path("account/", sign_in.own_account, name="mfa_index"),
    path("account/wachtwoord/", sign_in.change_password, name="account_change_password"),
    path("account/bevestigen/", sign_in.confirm, name="account_reauthenticate"),
    path("account/bevestigen/code/", sign_in.confirm_by_code, name="mfa_reauthenticate"),
    path("account/bevestigen/passkey/", sign_in.confirm_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/app/aan/", sign_in.switch_app_on, name="mfa_activate_totp"),
    path("account/app/uit/", sign_in.switch_app_off, name="mfa_deactivate_totp"),
    path("account/herstelcodes/", sign_in.show_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/herstelcodes/nieuw/", sign_in.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/passkeys/", sign_in.passkeys, name="mfa_list_webauthn"),
    path("account/passkeys/nieuw/", sign_in.add_passkey, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/naam/", sign_in.rename_passkey, name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/weg/", sign_in.remove_passkey, name="mfa_remove_webauthn"),
    path("account/ingelogd/", sign_in.sessions, name="usersessions_list"),
    path("account/inloglinks/<int:pk>/gelezen/", invitations.read_sign_in_link, name="read_sign_in_link"),
]

_practice: list[URLPattern | URLResolver] = [
    path("inrichting/", setup.setup, name="setup"),
    path("inrichting/praktijk/", setup.practice_settings, name="practice_settings"),
    path("mensen/", setup.people, name="people"),
    path("mensen/uitnodigen/", invitations.invite, name="invite"),
    path("mensen/uitnodigingen/<int:pk>/intrekken/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("mensen/<uuid:pk>/inloglink/", invitations.sign_in_link, name="sign_in_link"),
    path("mensen/<uuid:pk>/uitzetten/", setup.disable, name="disable_person"),
    path("mensen/<uuid:pk>/aanzetten/", setup.enable, name="enable_person"),
]

_organisations: list[URLPattern | URLResolver] = [
    path("organisaties/", organisations.organisations, name="organisations"),
    path("organisaties/nieuw/", organisations.add_organisation, name="add_organisation"),
    path("organisaties/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisaties/<int:pk>/wijzigen/", organisations.change_organisation, name="change_organisation"),
    path("organisaties/<int:pk>/beeindigen/", organisations.end_organisation, name="end_organisation"),
    path("organisaties/<int:pk>/hervatten/", organisations.reopen_organisation, name="reopen_organisation"),
    path("organisaties/<int:pk>/onderdelen/nieuw/", organisations.add_unit, name="add_unit"),
    path("organisaties/<int:pk>/aanstellen/", organisations.appoint, name="appoint"),
    path("onderdelen/<int:pk>/", organisations.change_unit, name="change_unit"),
    path("onderdelen/<int:pk>/weg/", organisations.remove_unit, name="remove_unit"),
    path("aanstellingen/<int:pk>/beeindigen/", organisations.end_appointment, name="end_appointment"),
    path("aanstellingen/<int:pk>/accounthouder/", organisations.choose_account_holder, name="choose_account_holder"),
]

_counsellors: list[URLPattern | URLResolver] = [
    path("", sign_in.home, name="home"),
    path("account/profiel/", organisations.profile, name="profile"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *_signing_in,
    *_own_account,
    *_counsellors,
    *_practice,
    *_organisations,
]
at_the_board: list[URLPattern | URLResolver] = [*_signing_in, *_own_account]
"""What the board's address has of these: coming in, and one's own account."""
