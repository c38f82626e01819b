"""Pictures in a bucket that speaks S3, given to readers by whoever stands in front of it (MEDIA_URL_S3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from articles.media.audio import TYPES as AUDIO

# Not every Python knows them all.
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", **AUDIO}
# Names are random and files never change; but a cache must let go of one some day, as its rights may end.
_CACHE_CONTROL = "public, max-age=2592000, immutable"


class Bucket(S3Storage):
    """django-storages' own, that raises OSError when the server fails, as a disk does, and fails soon."""

    def get_default_settings(self) -> dict[str, Any]:
        """Nothing of it comes from elsewhere: neither other settings nor the environment of the process."""
        return {
            **super().get_default_settings(),
            "access_key": None,
            "secret_key": None,
            "security_token": None,
            "session_profile": None,
            "querystring_auth": False,
            "addressing_style": "path",
            "client_config": Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=20,
                retries={"total_max_attempts": 2},
            ),
            # A picture is a megabyte: parts sent side by side would be more threads than gain.
            "transfer_config": TransferConfig(use_threads=False),
        }

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        extension = name.rpartition(".")[2]
        return {
            "ContentType": _TYPES.get(extension, self.default_content_type),
            "CacheControl": _CACHE_CONTROL,
        }

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _as_os_error():
            file = super()._open(name, mode)
            file.file  # noqa: B018 - fetched here, where a failure is named
            return file

    def _save(self, name: str, content: Any) -> str:
        with _as_os_error():
            return super()._save(name, content)

    def delete(self, name: str) -> None:
        with _as_os_error():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _as_os_error():
            return super().exists(name)

    def size(self, name: str) -> int:
        with _as_os_error():
            return super().size(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _as_os_error():
            return super().listdir(path)


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise OSError(f"media bucket: {error}") from error
