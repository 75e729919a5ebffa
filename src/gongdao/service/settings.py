"""Django's settings of the service; what differs between installations comes from the environment."""

from __future__ import annotations

import os

from gongdao.service.database_url import DEFAULT, database
from gongdao.service.mail_url import mail

DEMO = os.environ.get("GONGDAO_DEMO") == "1"
HTTPS = os.environ.get("GONGDAO_HTTPS") == "1"

SECRET_KEY = os.environ.get("GONGDAO_SECRET_KEY", "")
ALLOWED_HOSTS = os.environ.get("GONGDAO_HOSTS", "127.0.0.1 localhost [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("GONGDAO_ORIGINS", "").split()
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or DEFAULT)}
DATABASES["default"]["CONN_MAX_AGE"] = None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "gongdao.service.record",
    "gongdao.service.people",
    "gongdao.service.market",
    "gongdao.service.delivery",
    "gongdao.service.queries",
    "gongdao.service.api",
    "gongdao.service.web",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongdao.service.api.asked.ApiMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongdao.service.web.visitor.VisitorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongdao.service.urls"
WSGI_APPLICATION = "gongdao.service.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongdao.service.web.shell.shell",
            ],
            "builtins": ["gongdao.service.web.templatetags.words"],
        },
    }
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"

# Mail: see `mail_url.mail`; letters say where the service is found.
vars().update(mail(os.environ.get("GONGDAO_MAIL", "")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("GONGDAO_MAIL_FROM", "gongdao@localhost")
GONGDAO_URL = os.environ.get("GONGDAO_URL", "").rstrip("/")

SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What this installation decides with; `gongdao.service.installation` makes its Law of it.
GONGDAO_PLATFORM = os.environ.get("GONGDAO_PLATFORM", "taobao")
GONGDAO_SOURCE = os.environ.get("GONGDAO_SOURCE", "shop")
GONGDAO_PACKS = os.environ.get("GONGDAO_PACKS") or None
# How many requests a minute one API key or one person may make.
GONGDAO_RATE = int(os.environ.get("GONGDAO_RATE", "3000"))
