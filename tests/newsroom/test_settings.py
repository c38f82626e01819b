from __future__ import annotations

import os
import subprocess
import sys

import pytest

SERVICE = {
    "DEBUG": "0",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "news.example",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Start the newsroom, or a `command` of Python's, with nothing but this environment."""
    base = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, *(command or ("manage.py", "check"))],
        env={**base, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_in_service_what_is_missing_is_named_and_nothing_starts(missing):
    done = start({key: value for key, value in SERVICE.items() if key != missing})
    assert done.returncode == 1
    assert missing in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LANGUAGE_CODE", "tlh"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://localhost/x"),
        ("DATABASE_POOL_SIZE", "many"),
        ("DATABASE_PREPARE", "perhaps"),
        ("HSTS_SECONDS", "-1"),
        ("PROXIES", "many"),
        ("PROXIES", "-1"),
        ("PROXIES", "11"),
        ("TASK_WORKER", "perhaps"),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", " , "),
        ("ALLOWED_HOSTS", "https://news.example"),
        ("ALLOWED_HOSTS", "news.example:8000"),
        ("CSRF_TRUSTED_ORIGINS", "abc"),
        ("CSRF_TRUSTED_ORIGINS", "https://desk.example,desk.example"),
        ("CSRF_TRUSTED_ORIGINS", "https://desk.example/admin/"),
        ("MEDIA_URL_S3", "https://media.example/bucket"),
        ("MEDIA_URL_S3", "s3://media.example/bucket?public=https://media.example"),
        ("MEDIA_URL_S3", "s3://key:secret@media.example/?public=https://media.example"),
        ("MEDIA_URL_S3", "s3://key:secret@media.example/bucket"),
        ("MEDIA_URL_S3", "s3://key:secret@media.example:port/bucket?public=https://media.example"),
        ("MEDIA_URL_S3", "s3://key:secret@media.example/bucket?public=https://media.example&acl=public"),
        ("CACHE_URL", "memcached://127.0.0.1"),
        ("CACHE_URL", "nonsense"),
        ("CACHE_URL", ""),
        ("ROBOTS", "perhaps"),
        ("SITE_URL", "news.example"),
        ("SITE_URL", "ftp://news.example"),
        ("SITE_URL", "https://news.example/path"),
        ("SITE_URL", "https://user:secret@news.example"),
        ("WEBSUB_HUBS", "hub"),
        ("WEBSUB_HUBS", "https://hub.example/,ftp://hub.example/"),
        ("WEBSUB_HUBS", "https://user:secret@hub.example/"),
        ("INDEXNOW_KEY", "short"),
        ("INDEXNOW_KEY", "k" * 129),
        ("INDEXNOW_KEY", "not_a_key"),
        ("INDEXNOW_ENDPOINT", "indexnow"),
        ("VARNISH_URLS", "http://one.example/,two"),
        ("VARNISH_URLS", "ftp://one.example/"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_variable(name, value):
    done = start({**SERVICE, name: value})
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("FASTLY_SERVICE", "FASTLY_TOKEN"),
        ("FASTLY_TOKEN", "FASTLY_SERVICE"),
        ("CLOUDFLARE_ZONE", "CLOUDFLARE_TOKEN"),
    ],
)
def test_half_a_cache_in_front_is_refused(given, missing):
    done = start({**SERVICE, given: "x"})
    assert done.returncode == 1
    assert missing in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("given", [{"WEBSUB_HUBS": "https://hub.example/"}, {"INDEXNOW_KEY": "0a1b2c3d"}])
def test_who_announces_must_say_where_the_site_is(given):
    done = start({**SERVICE, **given})
    assert done.returncode == 1
    assert "SITE_URL" in done.stderr
    assert start({**SERVICE, **given, "SITE_URL": "https://news.example/"}).returncode == 0


def test_what_is_complete_starts():
    assert start(SERVICE).returncode == 0
    names = {
        "ALLOWED_HOSTS": "news.example, .news.example,[::1], 10.0.0.7,*",
        "CSRF_TRUSTED_ORIGINS": "https://desk.example, https://*.example:8443,",
    }
    assert start({**SERVICE, **names}).returncode == 0
    edges = {
        "CACHE_URL": "redis://127.0.0.1:6379/0",
        "VARNISH_URLS": "http://10.0.0.1:6081/,http://cache:6081/",
        "FASTLY_SERVICE": "s",
        "FASTLY_TOKEN": "t",
        "CLOUDFLARE_ZONE": "z",
        "CLOUDFLARE_TOKEN": "t",
    }
    assert start({**SERVICE, **edges}).returncode == 0


GUNICORN = ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--check-config")


@pytest.mark.parametrize("value", ["abc", "0", "-1", "1.5", "99999", ""])
@pytest.mark.parametrize("name", ["WEB_WORKERS", "PORT"])
def test_the_server_refuses_nonsense_in_one_line(name, value):
    done = start({**SERVICE, name: value}, *GUNICORN)
    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_server_takes_what_makes_sense():
    assert start(SERVICE, *GUNICORN).returncode == 0
    assert start({**SERVICE, "PORT": "8123", "WEB_WORKERS": "2"}, *GUNICORN).returncode == 0
