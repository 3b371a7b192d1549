"""Settings, read once from the environment (or from the file named by PRAECO_ENV).

Every secret comes from outside: see docs/operate.md for the list and for what its loss means.
"""

import os
from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from publishing.ground.headers import PAGE, PERMISSIONS
from publishing.ground.zones import time_zones

os.environ.setdefault("OPENPYXL_LXML", "False")  # tables are written one way, with the extra `saml` as without it
BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
VAR_DIR = Path(env.str("PRAECO_VAR", default=str(BASE_DIR / "var")))
env.read_env(env.str("PRAECO_ENV", default=str(VAR_DIR / "praeco.env")))

# --- ours -----------------------------------------------------------------------------------
DEMO = env.bool("PRAECO_DEMO", default=False)
PUBLIC_URL = env.str("PRAECO_PUBLIC_URL", default="http://127.0.0.1:8000")
VAULT_KEYS = env.dict("PRAECO_VAULT_KEYS", default={})  # {key id: base64 of 32 bytes}, the first one seals
VAULT_FILE = env.str("PRAECO_VAULT_FILE", default="")  # a file of such keys, one a line, read anew when it changes
TAG_KEY = env.str("PRAECO_TAG_KEY", default="")  # base64 of 32 bytes: tags of protected names
AUDIT_KEY = env.str("PRAECO_AUDIT_KEY", default="")  # base64 of 32 bytes: MAC of each audit entry
ANCHOR_KEY = env.str("PRAECO_ANCHOR_KEY", default="")  # base64 of 32 bytes: Ed25519 seed for day heads
ANCHOR_FILE = env.str("PRAECO_ANCHOR_FILE", default=str(VAR_DIR / "anchors.jsonl"))
PRIVATE_ADDRESSES = env.list("PRAECO_PRIVATE_ADDRESSES", default=[])  # host:port pairs the door may reach
# Who reads the figures at /metrics: whoever shows the token, or asks from one of these networks. Nobody by default.
METRICS_TOKEN = env.str("PRAECO_METRICS_TOKEN", default="")
METRICS_NETWORKS = env.list("PRAECO_METRICS_NETWORKS", default=[])
ALERTS_URL = env.str("PRAECO_ALERTS_URL", default="")  # is called when something begins to be wrong, and when it ends
ALERTS_SECRET = env.str("PRAECO_ALERTS_SECRET", default="")  # signs these calls
MFA_REQUIRED = env.bool("PRAECO_MFA", default=not DEMO)
FRESH_MINUTES = env.int("PRAECO_FRESH_MINUTES", default=15)  # since the second factor, for a vote or a release
# The court's own identity provider by OpenID Connect, in place of the password: {server, client, secret, name} or {}.
OIDC = env.dict("PRAECO_OIDC", default={})
# The same by SAML 2.0, with the extra `saml`: {metadata, name, email} or {}. The metadata is a file, never fetched.
SAML = env.dict("PRAECO_SAML", default={})
PUBLISHING_GATE = "approvals.gate.Recheck"
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # an order of 5 MB is sealed without lying on the disk in clear
# What a request may bring, files aside; cms/bodies.py says how much it may be with them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
IMPORT_BYTES = env.int("PRAECO_IMPORT_MEGABYTES", default=500) * 1_000_000  # of one file for the register
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"
REGISTER_FOLDER = env.str("PRAECO_REGISTER_FOLDER", default=str(VAR_DIR / "register"))  # a folder a court below it

# --- Django -----------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY", default="")  # Django refuses to serve without; commands that need no keys run
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
HTTPS = PUBLIC_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL.rstrip("/")] if HTTPS else [])
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # a browser keeps no such cookie from another host, a subdomain or a page without TLS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600 if HTTPS else 0)
# What stands on the court's other hosts, and in browsers' own lists, is for the court to say and not for Praeco.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # asked from inside, and they tell strangers nothing
# Only behind a proxy that sets this header itself, on every request: anybody else could.
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("PRAECO_BEHIND_PROXY", default=False) else None
)

CONTENT_SECURITY_POLICY = {"DIRECTIVES": PAGE}
PERMISSIONS_POLICY = PERMISSIONS

INSTALLED_APPS = [
    "cms",
    "approvals",
    "analytics",
    "publishing.sandbox",
    "publishing",
    "publishing.ground",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "wagtail.contrib.routable_page",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.middleware.name_request",
    # first what only adds to answers, so that what is refused further in has it too
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.keep_to_ourselves",
    "django.middleware.security.SecurityMiddleware",
    "cms.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.bodies.BodyLimit",  # before anything reads what was sent
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.middleware.ask_once",
    "cms.signin.middleware.SecondFactor",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
AUTH_USER_MODEL = "ground.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'praeco.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
        ),
    }

CACHES = {"default": env.cache("CACHE_URL", default="dbcache://praeco_cache")}  # counts tries, so all share it
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES["menu"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "menu"}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("hr", "Hrvatski"),
    ("it", "Italiano"),
    ("ko", "한국어"),
    ("pt-br", "Português (Brasil)"),
    ("pt-pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
    ("zh-hans", "简体中文"),
]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = PRIVATE_MEDIA_ROOT
MEDIA_URL = "/media/"
WHITENOISE_USE_FINDERS = DEBUG or DEMO

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)  # seconds; a server that hangs holds up no other mail
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="praeco@courts.example")

LOGS = env.str("PRAECO_LOGS", default="lines" if DEMO or DEBUG else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "publishing.ground.logs.Json"},
        "lines": {"()": "publishing.ground.logs.Line"},
    },
    "handlers": {"console": {"class": "publishing.ground.logs.Console", "formatter": LOGS}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # its INFO lines name each key that is used
        "django-q": {"level": "WARNING"},  # a line for each task in the queue tells nobody anything
        "wagtail": {"level": "WARNING"},  # its INFO lines repeat titles of drafts
    },
}

# --- signing in: django-allauth, see docs/adr/0029 ----------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "cms.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]  # nobody signs up: it says what a sign-in asks
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # whichever way somebody signed in
ACCOUNT_FORMS = {"login": "cms.signin.forms.SignInForm"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0
MFA_ADAPTER = "cms.signin.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"authenticate": "cms.signin.forms.SecondForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers take plain http from localhost alone
MFA_TOTP_ISSUER = "Praeco"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "cms.signin.adapters.SingleSignOnAdapter"
OIDC_ID, SAML_ID = "court", "court-saml"
# An address of the court's directory counts as verified; without PRAECO_SAML nothing leads to that provider.
SAML_APP = {"client_id": SAML_ID, "provider_id": SAML_ID, "settings": {"verified_email": True}}
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []},
    "saml": {"APPS": [SAML_APP]},
}
if OIDC:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": OIDC_ID,
            "name": OIDC.get("name", ""),
            "client_id": OIDC.get("client", ""),
            "secret": OIDC.get("secret", ""),
            "settings": {"server_url": OIDC.get("server", "")},
        }
    ]

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Praeco"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_FINISH_WORKFLOW_ACTION = "approvals.finish.finish_workflow"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_USER_TIME_ZONES = time_zones()
WAGTAIL_MODERATION_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.CourtImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.images.CourtImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search"}}

# --- django-q2: at least once is all it gives, so its tasks are idempotent and take ids only ----
Q_CLUSTER = {
    "name": "praeco",
    "orm": "default",
    "workers": 2,
    "queue_limit": 2,
    "bulk": 1,
    "timeout": 60,
    "retry": 180,
    "ack_failures": True,
    "max_attempts": 1,
    "catch_up": False,
    "poll": 1,
    "label": _("Background tasks"),
}
