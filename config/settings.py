"""Settings, all from the environment; the README lists them."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import VERSION

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where and how it runs -------------------------------------------------
RELEASE = VERSION
DEBUG = env.bool("DEBUG", default=False)
# Demo mode: one-click entry as any demo person. `manage.py runserver`-like use on loopback only;
# config.demo refuses to start on anything else.
DEMO = env.bool("DEMO", default=False)
BIND = env.str("BIND", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
_LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
if DEMO and BIND not in {"127.0.0.1", "::1", "localhost"}:
    raise ImproperlyConfigured(
        "DEMO lets anyone in as anyone: it runs on 127.0.0.1 only. Unset DEMO or BIND."
    )
SECRET_KEY = env.str("SECRET_KEY", default="demo-only-not-secret" * 4 if DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is empty: set it to 50 or more random characters.")
# A name under .localhost is this machine (RFC 6761): hoorn.localhost shows Hoorn.
ALLOWED_HOSTS = [*_LOOPBACK, ".localhost"] if DEMO else env.list("ALLOWED_HOSTS", default=_LOOPBACK)
SITE_URL = env.str("SITE_URL", default=f"http://{_LOOPBACK[0]}:{PORT}").rstrip("/")
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO))
ADMIN_PATH = env.str("ADMIN_PATH", default="beheer/").strip("/") + "/"
# How many proxies in front are ours: the client's address is that many from the right in
# X-Forwarded-For. 0 means the header is not believed at all.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

# --- Applications ----------------------------------------------------------
INSTALLED_APPS = [
    "config.lib",
    "config.look",
    "config.audit",
    "config.outbox",
    "config.intake",
    "areas",
    "partners",
    "initiatives",
    "budgets",
    "config.pages",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_filters",
    "django_tables2",
    "csp",
]
if DEMO:
    INSTALLED_APPS.append("config.demo")

MIDDLEWARE = [
    "config.lib.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.lib.middleware.CleanInput",
    "config.pages.middleware.PublicPages",
    "config.pages.middleware.Site",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.pages.middleware.KeepDraft",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.pages.middleware.SecondFactor",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "config.look.loader.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.pages.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database --------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a read-then-write waits for the lock instead of failing at once.
    # synchronous=FULL: a booked euro survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and login ------------------------------------------------------
AUTH_USER_MODEL = "areas.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/mijn-werk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "config.pages.login.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "config.pages.login.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
# Nobody signs up: who enters the code from the mail, or comes by the municipality's own login,
# has proved the address by that. There is no second proof to ask.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "request_login_code": "config.pages.login.CodeForm",
    "confirm_login_code": "config.pages.login.EnterCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Gebiedswerk"
MFA_FORMS = {
    "activate_totp": "config.pages.login.ActivateForm",
    "authenticate": "config.pages.login.SecondStepForm",
    "reauthenticate": "config.pages.login.SecondStepAgainForm",
}
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEMO)
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        # The municipality vouches for the address, so a known colleague is recognised by it.
        "EMAIL_AUTHENTICATION": True,
        "EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "VERIFIED_EMAIL": True,
        "APPS": [
            {
                "provider_id": "gemeente",
                "name": env.str("OIDC_NAME", default="uw gemeente-account"),
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
# A working day; typed text is kept as a draft when it ends (config.pages.middleware.KeepDraft).
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=10) * 3600
# How many public pages a process remembers as long as nothing changes (about 30 kB each).
PAGES_REMEMBERED = env.int("PAGES_REMEMBERED", default=256)
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Keys that seal what is written of people at a confidential table: 32 bytes in base64 each, the
# first one seals. Kept outside the database and its backup. Without a key there are no cases.
_DEMO_KEYS = ["ZGVtby1vbmx5LW5vdC1zZWNyZXQtZGVtby1vbmx5ISE="]
CASE_KEYS = env.list("CASE_KEYS", default=_DEMO_KEYS if DEMO else [])
# After so many minutes without a page of a confidential table one logs in again for the next.
CASE_IDLE_MINUTES = env.int("CASE_IDLE_MINUTES", default=15)

# NV: months that names and addresses stay after an initiative has ended; the municipality chooses.
INITIATIVE_CONTACT_MONTHS = env.int("INITIATIVE_CONTACT_MONTHS", default=12)

# An address service such as https://api.pdok.nl/bzk/locatieserver/search/v3_1 for "Wat gebeurt er
# in mijn straat?"; without it the own table of addresses counts, else the area of a postcode.
ADDRESS_SERVICE_URL = env.str("ADDRESS_SERVICE_URL", default="")

# --- Language and time -----------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- Static files, uploads -------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
VENDORED_STYLES = (BASE_DIR / "static" / "vendor" / "nlds.css").exists()
# Uploads are private: served by a view that asks who may see them, never by address.
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(BASE_DIR / "var" / "uploads")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Mail: everything goes through the outbox ------------------------------
EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
# What the worker hands the mail to. In demo mode it stays readable at /demo/post/.
OUTBOX_DELIVERY = env.email_url("EMAIL_URL", default="dummymail://" if DEMO else "consolemail://")
WORKER_DAILY = [
    "config.pages.daily.clean_up",
    "config.pages.daily.chase_requests",
    "config.pages.daily.remind_who_received_money",
    "config.pages.daily.remind_who_votes",
    "config.pages.daily.count_support",
    "config.pages.daily.remind_agreements",
    "config.pages.daily.remind_of_covenants",
    "config.pages.daily.remind_who_comes",
    "config.pages.daily.tell_of_standstill",
    "config.pages.daily.check_readings",
    "config.pages.daily.compare_books",
    "config.pages.daily.ask_what_came_of_it",
    "config.pages.daily.recount_initiatives",
    "config.pages.daily.mail_followers",
]
# Each minute.
WORKER_OFTEN = ["config.pages.daily.mail_at_once"]
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Gebiedswerk <noreply@localhost>")

# --- Security --------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
if HTTPS:
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF, *([OIDC_SERVER_URL] if OIDC_SERVER_URL else [])],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF],
    }
}

# --- Checks and logs -------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # No AdminEmailHandler: error mails would carry what residents typed.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Marks that tell later whether the list of who read what was cut off.
        "gebiedswerk.cases": {"handlers": ["console"], "level": "INFO"},
    },
}
DJANGO_TABLES2_TEMPLATE = "components/table.html"
