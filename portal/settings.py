"""The one settings file: everything that differs per installation comes from the environment."""

import os
import secrets
import sys
from datetime import date
from pathlib import Path

from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from portal.database.address import databases_from
from portal.mail.address import mailers_from
from portal.offices import offices_from
from portal.seal_keys import index_keys_from, seal_keys_from

ROOT = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
DEMO = os.environ.get("PORTAL_DEMO") == "1"
DEMO_TODAY = date.fromisoformat(os.environ["DEMO_TODAY"]) if os.environ.get("DEMO_TODAY") else None
DATA = ROOT / os.environ.get("DATA", ".data")
DEBUG = False


def _secret_key() -> str:
    """The key of the environment; without a server of its own (demo, tests) one kept beside the data."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if "DATABASE_URL" in os.environ and not (DEMO or TESTING):
        raise ImproperlyConfigured("Zet SECRET_KEY: een lange, geheime, willekeurige tekst.")
    DATA.mkdir(parents=True, exist_ok=True)
    file = DATA / "secret_key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "portal",
    "placements",
    "trajectories",
    "reporting",
]
MIDDLEWARE = [
    # First what puts a header on every answer: also on a file, a refusal and the way to https.
    "portal.http.headers",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.http.input_guard",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.http.known_browsers",
    "portal.http.Gate",
    "portal.http.OneTransaction",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.surroundings",
            ],
            "builtins": ["portal.templatetags.dutch", "portal.templatetags.drawing"],
        },
    },
]

DATABASES = databases_from(os.environ, root=ROOT, today=DEMO_TODAY.isoformat() if DEMO_TODAY else "")
DATABASE_ROUTERS = ["portal.database.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["portal.sign_in_backend.SignInBackend"]
LOGIN_URL = "/inloggen/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["portal.passwords.Argon2", "django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.passwords.ContextWords"},
]

IS_PRODUCTION = not (DEMO or TESTING or "DATABASE_URL" not in os.environ)
# In the demo a second step can be tried, and passed by.
DEMANDS_SECOND_STEP = not (DEMO or TESTING)
OFFICES = offices_from(os.environ)
SEAL_KEYS = seal_keys_from(os.environ, otherwise=SECRET_KEY, is_production=IS_PRODUCTION)
BSN_INDEX_KEYS = index_keys_from(os.environ, besides=SEAL_KEYS, otherwise=SECRET_KEY, is_production=IS_PRODUCTION)
# Where the links in mail lead.
PORTAL_URL = (os.environ.get("PORTAL_URL") or f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
SENDS_MAIL = bool(os.environ.get("EMAIL_URL")) or not IS_PRODUCTION
MAILERS = mailers_from(os.environ, folder=DATA / "mail", is_production=IS_PRODUCTION)
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or f"Thuisroute <thuisroute@{ALLOWED_HOSTS[0]}>"

# A key and certificate (PKCS#12, .p12) that signs approved reports; without it they are not signed.
SIGNING_KEY_FILE = os.environ.get("SIGNING_KEY_FILE", "")
SIGNING_KEY_PASSWORD = os.environ.get("SIGNING_KEY_PASSWORD", "")

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = None if TESTING or DEMO else ROOT / os.environ.get("STATIC_ROOT", "staticfiles")
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEMO

# Only what is needed, only from ourselves, nothing inline.
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
# The demo and the tests speak plain http on loopback; everywhere else every cookie is for https only.
IS_HTTPS = IS_PRODUCTION
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
# In which browser somebody logged in before: on another one they get a mail.
KNOWN_COOKIE_NAME = "__Host-bekend" if IS_HTTPS else "bekend"
SESSION_ENGINE = "portal.models.session"
# At the latest; `portal/entering.py` ends them earlier.
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
# Who may say for whom a request came; the same that gunicorn believes.
PROXIES = set(os.environ.get("PROXY_IPS", "127.0.0.1").split(","))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond/$", r"^klaar/$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_TAGS = {messages.SUCCESS: "positive", messages.ERROR: "negative"}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Where the end of the log is kept each day: another disk, or another machine. See docs/beheer/logboek.md.
LOG_ANCHORS = Path(os.environ["LOG_ANCHORS"]) if os.environ.get("LOG_ANCHORS") else None
# The key that locks backups, and a role of the database that may read all rows; see docs/beheer/herstel.md.
BACKUP_KEY = os.environ.get("BACKUP_KEY", "")
BACKUP_DATABASE_URL = os.environ.get("BACKUP_DATABASE_URL", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "words": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "portal.log_lines.OneLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if IS_PRODUCTION else "words"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}
