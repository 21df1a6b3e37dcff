"""Django's settings, from one checked configuration (``configuration.py``)."""

import hashlib
from dataclasses import replace
from pathlib import Path

import django
from django.utils.csp import CSP

from nabij.site.configuration import MATCHER_SOCKET, RemoteMatcher, configuration, database
from nabij.site.hosts import files_policy
from nabij.site.mail_server import DEMO_FOLDER, DEMO_SENDER, mailers

CONFIGURATION = configuration()
# the marker alone makes no demo: a file that appears in a real installation's directory must not open it
CONFIGURATION = replace(CONFIGURATION, demo=CONFIGURATION.demo and CONFIGURATION.started_as_demo)
SOURCE = Path(__file__).resolve().parent.parent

DEBUG = CONFIGURATION.debug
SECRET_KEY = CONFIGURATION.secret_key
ALLOWED_HOSTS = list(CONFIGURATION.hosts.values())
HOSTS = CONFIGURATION.hosts
URLCONF_BY_AUDIENCE = {
    "workspace": "nabij.site.urls_workspace",
    "visitor": "nabij.site.urls_visitor",
    "board": "nabij.site.urls_board",
}
ROOT_URLCONF = URLCONF_BY_AUDIENCE["workspace"]
WSGI_APPLICATION = "nabij.site.wsgi.application"

INSTALLED_APPS = [
    "nabij.kit",
    "nabij.audit",
    "nabij.people",
    "nabij.mail",
    "nabij.sealed",
    "nabij.matters",
    "nabij.releases",
    "nabij.contact",
    "nabij.outreach",
    "nabij.patterns",
    "nabij.signals",
    "nabij.reporting",
    "nabij.retention",
    "nabij.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # outermost, so that a refused host name gets the same policy
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "nabij.site.hosts.security_headers",
    "nabij.site.hosts.audience_by_host",
    "nabij.site.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "nabij.kit.signed_out.SignInFirst",
    "nabij.site.own_origin.AtHomeOnly",
    "allauth.account.middleware.AccountMiddleware",
    "nabij.people.seen.note_activity",
    "nabij.kit.refusals.answer_refusals",
]
# what both engines give a template of the page around it; the second one gives plain values and nothing else, and is
# the only one that draws at the board's address
AROUND_A_PAGE = [
    "nabij.site.hosts.page_context",
    "nabij.site.own_origin.shells",
    "nabij.people.notices.standing_notices",
    "nabij.site.waiting.waiting",
    "nabij.kit.navigation.menu",
]
TEMPLATES = [
    {
        "BACKEND": "nabij.kit.plain.RowTemplates",
        "NAME": "django",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.csp",
                *AROUND_A_PAGE,
            ],
        },
    },
    {
        "BACKEND": "nabij.kit.plain.PlainTemplates",
        "NAME": "plain",
        # Django's own widgets: forms are drawn so at every address
        "DIRS": [Path(django.__file__).parent / "forms/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": AROUND_A_PAGE,
            # neither of these can ask the database for anything
            "libraries": {
                "static": "django.templatetags.static",
                "addressing": "nabij.kit.templatetags.addressing",
            },
        },
    },
]
FORM_RENDERER = "nabij.kit.forms.Renderer"

DATABASES = {
    "default": database(CONFIGURATION.database_url, CONFIGURATION.data / "nabij.sqlite3"),
    "shred": database(CONFIGURATION.shred_database_url, CONFIGURATION.data / "shred.sqlite3"),
}
DATABASE_ROUTERS = ["nabij.sealed.stores.ShredRouter"]
# the blind-token service: without an address of its own it is the one that serve starts here
MATCHER = CONFIGURATION.matcher or RemoteMatcher(socket=CONFIGURATION.data / MATCHER_SOCKET)
# who sends every mail; empty: no mail is put out, and nobody can ask for any. A demo writes its mails to a folder
DEMO_MAIL = CONFIGURATION.data / DEMO_FOLDER if CONFIGURATION.demo else None
MAIL_SENDER = DEMO_SENDER if CONFIGURATION.demo else CONFIGURATION.mail.sender if CONFIGURATION.mail else ""
MAILERS = mailers(CONFIGURATION.mail, DEMO_MAIL)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rate_limits"}}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# The folder's own digest is in the address: modules keep their names, so the bytes reviewed are the bytes served.
BROWSER = SOURCE / "browser"


def _digest_of(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


STATIC_URL = f"/static/{_digest_of(BROWSER)}/"
STATICFILES_DIRS = [BROWSER]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ROOT = None
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/[0-9a-f]{16}/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = files_policy

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "nabij.people.passwords.NotAboutYou", "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "nabij.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "nabij.people.passwords.NotCommon"},
    {"NAME": "nabij.people.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
# behind the proxy that adds https, the last address that it adds is the caller's
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIGURATION.scheme == "https" else 0
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "nabij.people.sign_in.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "nabij.people.sign_in.InvitedOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# all over one window of five minutes, because the page says so (people.sign_in.WAIT_SECONDS)
ACCOUNT_RATE_LIMITS = {
    "login": "60/5m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "reauthenticate": "10/5m/user",
    "change_password": "5/5m/user",
}
ACCOUNT_FORMS = {
    "login": "nabij.people.forms.sign_in.SignInForm",
    "change_password": "nabij.people.forms.sign_in.NewPasswordForm",
    "reauthenticate": "nabij.people.forms.sign_in.ConfirmByPasswordForm",
}
MFA_ADAPTER = "nabij.people.sign_in.SecondFactor"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "30/5m/ip"}
MFA_FORMS = {
    "authenticate": "nabij.people.forms.sign_in.CodeForm",
    "authenticate_webauthn": "nabij.people.forms.sign_in.PasskeyForm",
    "reauthenticate": "nabij.people.forms.sign_in.ConfirmByCodeForm",
    "reauthenticate_webauthn": "nabij.people.forms.sign_in.ConfirmByPasskeyForm",
    "activate_totp": "nabij.people.forms.sign_in.AppCodeForm",
    "add_webauthn": "nabij.people.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "nabij.people.forms.sign_in.RenamePasskeyForm",
    "login_webauthn": "nabij.people.forms.sign_in.SignInByPasskeyForm",
}
MFA_TOTP_ISSUER = "Nabij"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIGURATION.scheme == "https"
if CONFIGURATION.scheme == "https":
    # with this prefix a browser takes them only over https, from this very host (RFC 6265bis, 4.1.3.2)
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "nabij.kit.signed_out.no_token"
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.NONCE],
    "worker-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "require-trusted-types-for": ["'script'"],
    "trusted-types": ["nabij-worker"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# With "no-referrer" browsers send "Origin: null" along with a form, and every plain form would fail the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
if CONFIGURATION.scheme == "https":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63072000

# No request body, no address, no query, no person reaches a log.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "nabij.site.logs.WithoutContent"}},
    "formatters": {"line": {"()": "nabij.site.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["bare"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
