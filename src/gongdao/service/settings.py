"""Django's settings of the service; what differs between installations comes from the environment."""

from __future__ import annotations

import os
from datetime import timedelta

from gongdao.service.database_url import DEFAULT, database
from gongdao.service.logs import config as logs
from gongdao.service.mail_url import mail
from gongdao.service.oidc import provider
from gongdao.service.proxies import networks

DEMO = os.environ.get("GONGDAO_DEMO") == "1"
HTTPS = os.environ.get("GONGDAO_HTTPS") == "1"

SECRET_KEY = os.environ.get("GONGDAO_SECRET_KEY", "")
# What links accounts is told apart under its own key, so that the secret can be changed and links still meet.
GONGDAO_LINK_KEY = os.environ.get("GONGDAO_LINK_KEY", "")
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
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "gongdao.service.forwarded.Forwarded",
    "gongdao.service.trace.TraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gongdao.service.web.compressed.Compressed",
    "gongdao.service.api.asked.ApiMiddleware",
    "gongdao.service.web.loads.LoadPolicy",
    "gongdao.service.web.embed.Embedded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongdao.service.web.visitor.VisitorMiddleware",
    "gongdao.service.web.fresh.Fresh",
    "gongdao.service.web.errors.Errors",
    "gongdao.service.web.readable.Readable",
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongdao.service.web.signin.SecondFactor",
    "gongdao.service.web.kept_form.KeepForm",
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
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"

# Mail: see `mail_url.mail`; letters say where the service is found.
vars().update(mail(os.environ.get("GONGDAO_MAIL", "")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("GONGDAO_MAIL_FROM", "gongdao@localhost")
LOGGING = logs(os.environ.get("GONGDAO_LOG", ""))
GONGDAO_LIVE = os.environ.get("GONGDAO_LIVE") == "1"
GONGDAO_METRICS_TOKEN = os.environ.get("GONGDAO_METRICS_TOKEN", "")
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
# Signing in. A session is looked up in the database, so that whoever signs out is out in every process at once.
CSRF_FAILURE_VIEW = "gongdao.service.web.errors.forbidden"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-gongdao", "__Host-csrf") if HTTPS else ("gongdao", "csrftoken")
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "home"
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Scrypt", "PBKDF2")]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
GONGDAO_SIGNUP = os.environ.get("GONGDAO_SIGNUP") == "1"
ACCOUNT_ADAPTER = "gongdao.service.web.signin.AccountAdapter"
ACCOUNT_FORMS = {"login": "gongdao.service.web.signin.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if GONGDAO_SIGNUP else "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts them, for all processes together
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "gongdao.service.web.signin.NewKeyForm", "edit_webauthn": "gongdao.service.web.signin.KeyForm",
}  # fmt: skip
MFA_PASSKEY_LOGIN_ENABLED = MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Gongdao 公道"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "gongdao.service.web.signin.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# A provider of one's own: the address under which .well-known/openid-configuration stands, client and secret.
SOCIALACCOUNT_ADAPTER = "gongdao.service.web.signin.SocialAdapter"
# By a link and not by a form: the policy of our pages lets forms go nowhere else, not even by a redirect.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": provider(os.environ)}}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
# The reverse proxy says how a request came to it, and from whom; others may not say so.
GONGDAO_PROXIES = networks(os.environ.get("GONGDAO_PROXIES", "127.0.0.0/8 ::1" if HTTPS else ""))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What this installation decides with; `gongdao.service.installation` makes its Law of it.
GONGDAO_PLATFORM = os.environ.get("GONGDAO_PLATFORM", "taobao")
GONGDAO_SOURCE = os.environ.get("GONGDAO_SOURCE", "shop")
GONGDAO_PACKS = os.environ.get("GONGDAO_PACKS") or None
# Files come in by the page for evidence and by the interface; the public check looks at one and keeps none.
FILE_UPLOAD_HANDLERS = ["gongdao.service.web.glance.Glance", "gongdao.service.web.door.Door"]
# Where files of evidence are kept (beside the file of SQLite when left out), and a ClamAV that looks at them.
GONGDAO_FILES = os.environ.get("GONGDAO_FILES", "")
GONGDAO_CLAMAV = os.environ.get("GONGDAO_CLAMAV", "")
# The sites that may show our pages inside theirs, such as https://shop.example.
GONGDAO_EMBED_ORIGINS = os.environ.get("GONGDAO_EMBED_ORIGINS", "").split()
# The telephone number of the marketplace's own service, which the public check names; empty: only where to find it.
GONGDAO_HOTLINE = os.environ.get("GONGDAO_HOTLINE", "").strip()
# How many requests a minute one API key or one person may make.
GONGDAO_RATE = int(os.environ.get("GONGDAO_RATE", "3000"))
# How many days webhooks stay after they arrived or were given up, with every attempt; 0: for ever.
GONGDAO_KEEP_DELIVERIES = int(os.environ.get("GONGDAO_KEEP_DELIVERIES", "90"))
# How many days after its case was closed a picture is still known again in other cases; 0: for ever.
GONGDAO_KEEP_PICTURES = int(os.environ.get("GONGDAO_KEEP_PICTURES", "730"))
# How many days it is kept who signed in, or tried to, from which address and browser; 0: for ever. Six months at least
# are what the Cybersecurity Law asks of such logs.
GONGDAO_KEEP_SIGN_INS = int(os.environ.get("GONGDAO_KEEP_SIGN_INS", "184"))
