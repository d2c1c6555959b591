"""All settings. Every value comes from the environment with a default that suits one office machine.

``docs/reference/settings.md`` lists the variables; a test keeps the two in step.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything an installation owns lies under one folder: copying it is a backup.
DUIJIE_HOME = env.folder("DUIJIE_HOME", BASE_DIR / "var")
DUIJIE_MAX_BYTES = env.whole("DUIJIE_MAX_MEGABYTES", 20, least=1) * 1024 * 1024

# A second reader, a language model at an address; without one nothing is ever sent anywhere.
DUIJIE_READER_ADDRESS = env.address("DUIJIE_READER_ADDRESS")
DUIJIE_READER_MODEL = env.text("DUIJIE_READER_MODEL")
DUIJIE_READER_KEY = env.text("DUIJIE_READER_KEY")
DUIJIE_READER_TIMEOUT = env.whole("DUIJIE_READER_TIMEOUT", 60, least=1)
if DUIJIE_READER_ADDRESS and not DUIJIE_READER_MODEL:
    raise env.WrongSetting("DUIJIE_READER_MODEL", "name the model that reads at DUIJIE_READER_ADDRESS")


def _secret_key() -> str:
    """The key from the environment, else one made once and kept with the data."""
    given = env.text("DUIJIE_SECRET_KEY")
    if given:
        return given
    path = DUIJIE_HOME / "secret.key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = env.flag("DUIJIE_DEBUG")
ALLOWED_HOSTS = env.words("DUIJIE_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("DUIJIE_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "duijie.accounts",
    "duijie.replay",
    "duijie.documents",
    "duijie.evidence",
    "duijie.directory",
    "duijie.judgements",
    "duijie.disputes",
    "duijie.review",
    "duijie.ledger",
    "duijie.pipeline",
    "duijie.leads",
    "duijie.vetting",
    "duijie.funds",
    "duijie.followup",
    "duijie.governance",
    "duijie.credit",
    "duijie.parks",
    "duijie.innovation",
    "duijie.capacity",
    "duijie.yields",
    "duijie.agreements",
    "duijie.engagement",
    "duijie.industry",
    "duijie.matching",
    "duijie.signings",
    "duijie.visits",
    "duijie.relations",
    "duijie.exchange",
    "duijie.briefings",
    "duijie.portal",
    "duijie.returns",
    "duijie.assessment",
    "duijie.web",
]

MIDDLEWARE = [
    "duijie.web.middleware.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "duijie.web.middleware.LanguageFromCookie",
    "django.middleware.common.CommonMiddleware",
    "duijie.api.nul.NoNul",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "duijie.web.middleware.SignInForPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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

DATABASES = {"default": env.database("DATABASE_URL", DUIJIE_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "sign-in"

# Ten wrong passwords close an account to that address for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "duijie.web.views.entry.locked_out"
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = env.whole("DUIJIE_SESSION_HOURS", 10, least=1) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("DUIJIE_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "duijie" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("DUIJIE_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

DATA_UPLOAD_MAX_MEMORY_SIZE = DUIJIE_MAX_BYTES + 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
