"""Settings of the newsroom: one file, read from the environment.

A bare checkout runs as it is (SQLite, files under var/). With DEBUG=0 the newsroom is in service and
refuses to start without a secret, its host names and its database. docs/settings.md explains each name.
"""

import os
import secrets
import zoneinfo
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from environs import Env, EnvError, validate

from articles.text.embeds import FRAMES, PATTERNS
from newsroom.hosts import hosts, origins
from newsroom.listeners import listeners, site_url
from newsroom.media_url import bucket_at

BASE_DIR = Path(__file__).resolve().parent.parent
_DAYS = {"sunday": 0, "monday": 1, "saturday": 6}  # as Django counts them
env = Env()


def _secret_key(debug: bool) -> str:
    """SECRET_KEY; while developing, one made once and kept in var/ (which git ignores)."""
    if not debug:
        return env.str("SECRET_KEY", validate=validate.Length(min=50))
    if key := env.str("SECRET_KEY", ""):
        return key
    path = BASE_DIR / "var" / "secret_key"
    path.parent.mkdir(exist_ok=True)
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads.
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def _database(debug: bool, pool_size: int, prepare: bool) -> dict[str, Any]:
    """The database named by DATABASE_URL, with the options that each kind needs in service."""
    default = {"default": f"sqlite:///{BASE_DIR / 'var' / 'newsroom.sqlite3'}"} if debug else {}
    database: dict[str, Any] = env.dj_db_url("DATABASE_URL", **default)
    options = database.setdefault("OPTIONS", {})
    if database["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE: a transaction takes the write lock at its start and waits for it there, instead of
        # failing at its first write. WAL: readers go on while an editor saves.
        # Kept open: opening one and setting it up costs a request more than its queries do.
        database["CONN_MAX_AGE"] = None
        options |= {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
            ),
        }
    elif database["ENGINE"].endswith("postgresql"):
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        # PostgreSQL would compile a search for longer than it runs (seconds against milliseconds), and
        # starting workers takes it 10 ms. What pages read is in memory, or on a disk without a head: at the
        # default of 4 for reading out of order, all keywords are read to find the hundred of a feed.
        options["options"] = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
        if prepare:
            # Pages run the same statements again and again: the server parses and plans each of them once.
            options |= {"server_side_binding": True, "prepare_threshold": 5}
    else:
        raise ImproperlyConfigured('Environment variable "DATABASE_URL": use postgres:// or sqlite:///')
    return database


def _time_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(
            f'Environment variable "TIME_ZONE": no zone is called {name!r}; use one like Asia/Riyadh'
        )
    return name


def _cache_url(url: str) -> str:
    if url in ("off", "locmem://") or urlsplit(url).scheme in ("redis", "rediss", "unix"):
        return url
    raise ImproperlyConfigured(
        'Environment variable "CACHE_URL": use off, locmem:// or redis://host:port/number'
    )


def _edge_caches() -> list[tuple[str, dict[str, str]]]:
    """The caches in front that are purged: their kinds (articles/caching/edges.py) and what each needs."""
    is_address = validate.URL(schemes={"http", "https"}, require_tld=False)
    varnish: list[str] = env.list("VARNISH_URLS", [], validate=lambda urls: [*map(is_address, urls)])
    edges = [("varnish", {"url": url}) for url in varnish]
    for kind, name in (("fastly", "service"), ("cloudflare", "zone")):
        values = {key: env.str(f"{kind}_{key}".upper(), "") for key in (name, "token")}
        missing = [f"{kind}_{key}".upper() for key, value in values.items() if not value]
        if len(missing) == 1:
            raise ImproperlyConfigured(f'Environment variable "{missing[0]}" not set')
        edges += [] if missing else [(kind, values)]
    return edges


try:
    DEBUG = env.bool("DEBUG", True)
    SECRET_KEY = _secret_key(DEBUG)
    ALLOWED_HOSTS = hosts(env, DEBUG)
    CSRF_TRUSTED_ORIGINS = origins(env)
    HTTPS = env.bool("HTTPS", not DEBUG)
    BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
    PROXIES = env.int("PROXIES", int(BEHIND_PROXY), validate=validate.Range(min=0, max=10))
    DATABASES = {
        "default": _database(
            DEBUG,
            env.int("DATABASE_POOL_SIZE", 4, validate=validate.Range(min=1, max=200)),
            env.bool("DATABASE_PREPARE", True),
        )
    }
    TIME_ZONE = _time_zone(env.str("TIME_ZONE", "Asia/Riyadh"))
    LANGUAGE_CODE = env.str("LANGUAGE_CODE", "ar", validate=validate.OneOf(["ar", "en"]))
    # Sunday in Saudi Arabia and Yemen, Saturday from Egypt to Iraq, Monday in Morocco, Lebanon, the Emirates
    FIRST_DAY_OF_WEEK = _DAYS[env.str("WEEK_BEGINS", "sunday", validate=validate.OneOf(list(_DAYS)))]
    SITE_NAME = env.str("SITE_NAME", "السدرة", validate=validate.Length(min=1, max=60))
    MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
    MEDIA_BUCKET = bucket_at(env.str("MEDIA_URL_S3", ""))
    SERVE_MEDIA = env.bool("SERVE_MEDIA", True) and not MEDIA_BUCKET
    HSTS_SECONDS = env.int("HSTS_SECONDS", 2_592_000, validate=validate.Range(min=1))
    TASK_WORKER = env.bool("TASK_WORKER", False)
    CACHE_URL = _cache_url(env.str("CACHE_URL", "off" if DEBUG else "locmem://"))
    EDGE_CACHES = _edge_caches()
    SITE_URL = site_url(env)
    WEBSUB_HUBS, INDEXNOW_KEY, INDEXNOW_ENDPOINT = listeners(env, SITE_URL)
    ROBOTS = env.str("ROBOTS", "open", validate=validate.OneOf(["open", "closed"]))
    ROBOTS_EXTRA = [line.strip() for line in env.str("ROBOTS_EXTRA", "").split("|") if line.strip()]
    LOG_LEVEL = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
except EnvError as error:
    raise ImproperlyConfigured(str(error)) from error

INSTALLED_APPS = [
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "newsroom.apps.NewsroomStaticFilesConfig",
    "taggit",
    "ckeditor",
    "articles",
]

MIDDLEWARE = [
    "newsroom.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.maintenance.MaintenanceMiddleware",
    "newsroom.uploads.UploadMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.slashes.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What follows from a change (articles/refresh.py) is done at once, or by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
if TASK_WORKER:
    INSTALLED_APPS.append("django_tasks_db")
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        # Readers' pages and feeds: docs/decisions/0009-jinja-for-readers.md
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "articles.jinja.environment",
            "context_processors": ["articles.context.site"],
        },
    },
    {
        # The desk
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates" / "desk"],
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

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- Language and time: Arabic is the source language, locale/en is the English catalogue --------------
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True

# --- Files ------------------------------------------------------------------------------------------------
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "newsroom.stylesheets.JoinedStylesheets",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "newsroom.bucket.Bucket", "OPTIONS": MEDIA_BUCKET}
    if MEDIA_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
# An editor's form carries a whole article: 5 MiB holds one of two million Arabic letters in the body.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# --- While this file is there, readers get a page that says so (newsroom/maintenance.py) -------------------
MAINTENANCE_FILE = BASE_DIR / "var" / "maintenance"

# --- Kept pages (CACHE_URL=locmem://): what the processes of this machine tell each other of purges --------
CACHE_VERSIONS = BASE_DIR / "var" / "cache-versions"

# What processes tell each other of whom they counted for which story (articles/reading/marks.py)
READ_MARKS = BASE_DIR / "var" / "read-marks"

# Where pictures and recordings come from, when that is another host
MEDIA_ORIGIN = ["{url_protocol}//{custom_domain}/".format(**MEDIA_BUCKET)] if MEDIA_BUCKET else []

# --- Safety -----------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *MEDIA_ORIGIN],
    "media-src": [CSP.SELF, *MEDIA_ORIGIN],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    # Players of other sites, once a reader asks for one (static/js/embeds.js)
    "frame-src": FRAMES,
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Keywords and the editing area ------------------------------------------------------------------------
TAGGIT_TAGS_FROM_STRING = "articles.text.keywords.split_keywords"
TAGGIT_STRING_FROM_TAGS = "articles.models.keyword.join_keywords"
CKEDITOR_CONFIGS = {
    "default": {
        "language": "ar",
        "contentsLanguage": "ar",
        "contentsLangDirection": "rtl",
        "skin": "moono-lisa",
        "height": 520,
        "width": "100%",
        "toolbar": [
            ["Format", "Bold", "Italic", "RemoveFormat"],
            ["Link", "Unlink", "NewsNote"],
            ["NewsPhotos", "BulletedList", "NumberedList", "Blockquote", "Table"],
            ["BidiRtl", "BidiLtr"],
            ["PasteText", "Undo", "Redo", "Find", "Maximize", "Source"],
        ],
        "format_tags": "p;h2;h3",
        "extraPlugins": "bidi,newsfigures,newsnotes",
        # Pictures of our own library, cards of other sites (whose names go by their addresses), and footnotes
        "external_plugin_resources": [
            ("newsfigures", "/static/js/ckeditor/figures/", "plugin.js"),
            ("newsnotes", "/static/js/ckeditor/notes/", "plugin.js"),
        ],
        "newsSites": PATTERNS,
        "removePlugins": (
            "exportpdf,elementspath,scayt,wsc,image,flash,iframe,smiley,forms,save,newpage,print,templates"
        ),
        "contentsCss": "/static/css/editor.css",
        "entities": False,
        "basicEntities": True,
        "disableNativeSpellChecker": False,
        "versionCheck": False,
        "linkShowAdvancedTab": False,
        "linkShowTargetTab": False,
    }
}
# CKEditor 4 gets no more fixes. It is an input aid for signed-in staff here, never a defence: what it
# sends is cleaned on the server (articles/text/html.py), and its uploader is not installed.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        # Two lines for each task that went well say nothing to an operator.
        "django.tasks": {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "WARNING"},
    },
}
