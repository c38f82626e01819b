"""Which code, templates and settings make the pages: after an update nobody gets a page of before."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings


@lru_cache(maxsize=1)
def release() -> str:
    """The same on every machine that has the same checkout and settings; read once per process."""
    digest = blake2b(digest_size=8)
    names: list[object] = [settings.SITE_NAME, settings.LANGUAGE_CODE, settings.TIME_ZONE, settings.MEDIA_URL]
    names += [settings.ROBOTS, *settings.ROBOTS_EXTRA, settings.FIRST_DAY_OF_WEEK]
    names += [settings.SITE_URL, settings.INDEXNOW_KEY, *settings.WEBSUB_HUBS]
    digest.update("\0".join(map(str, names)).encode())
    for folder in ("articles", "newsroom", "templates", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
