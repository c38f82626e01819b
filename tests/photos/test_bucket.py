"""Pictures in a bucket: a real server that speaks S3, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Photo
from articles.photos.renditions import make
from articles.photos.rights import withdraw
from newsroom.media_url import bucket_at
from tests import factories
from tests.media import sounds

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """host:port of a server with an empty bucket «news»."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(process, port)
        _client(f"127.0.0.1:{port}").create_bucket(Bucket="news")
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)  # between two knocks at its door
        else:
            return
    raise RuntimeError("the S3 server did not start")


def _client(server: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=f"http://{server}",
        aws_access_key_id="key",
        aws_secret_access_key="se/cret",
        region_name="us-east-1",
        config=Config(s3={"addressing_style": "path"}),
    )


def use(settings: Any, server: str) -> None:
    url = f"s3://key:se%2Fcret@{server}/news?plain=1&public=https://media.example/pictures"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "newsroom.bucket.Bucket", "OPTIONS": bucket_at(url)}
    }


@pytest.fixture
def bucket(settings: Any, server: str) -> Iterator[Any]:
    """The names in the bucket, which is the storage of this test."""
    use(settings, server)
    client = _client(server)

    def names() -> list[str]:
        return [one["Key"] for one in client.list_objects_v2(Bucket="news").get("Contents", [])]

    names.head = lambda name: client.head_object(Bucket="news", Key=name)  # type: ignore[attr-defined]
    yield names
    for name in names():
        client.delete_object(Bucket="news", Key=name)


def test_pictures_lie_there_and_pages_name_their_public_address(bucket, reader: Client):
    photo = factories.photo()
    story = factories.article(lead_photo=photo)
    make(photo)
    assert len(bucket()) == 1 + 24
    photo.refresh_from_db()
    page = reader.get(story.get_absolute_url()).content.decode()
    assert f'src="https://media.example/pictures/{photo.file.name}"' in page
    avif = photo.picture.lead().avif.split()[0]
    assert avif in page
    head = bucket.head(avif.removeprefix("https://media.example/pictures/"))
    assert head["ContentType"] == "image/avif"
    assert "max-age=" in head["CacheControl"]
    with default_storage.open(photo.file.name) as file:
        assert file.read(2) == b"\xff\xd8"


def test_files_go_with_their_photo_and_move_with_its_rights(bucket, django_capture_on_commit_callbacks):
    photo, kept = factories.photo(), factories.photo()
    make(photo)
    photo.refresh_from_db()
    old = photo.file.name
    Photo.objects.filter(pk=photo.pk).update(rights_expire_at="2026-01-01T00:00:00Z")
    withdraw(Photo.objects.get(pk=photo.pk))
    photo.refresh_from_db()
    assert sorted(bucket()) == sorted([photo.file.name, kept.file.name])
    assert photo.file.name != old
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert bucket() == [kept.file.name]


def test_recordings_lie_there_too(bucket, desk, reader, django_capture_on_commit_callbacks):
    story = factories.article()
    address = f"/admin/articles/article/{story.pk}/recording/"
    for data, content_type in ((sounds.mp3(), "audio/mpeg"), (sounds.m4a(), "audio/mp4")):
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(address, {"file": SimpleUploadedFile("x", data)}).status_code == 302
        (name,) = bucket()
        head = bucket.head(name)
        assert (head["ContentType"], head["ContentLength"]) == (content_type, len(data))
        public = f"https://media.example/pictures/{name}"
        assert f'src="{public}"' in reader.get(story.get_absolute_url()).content.decode()
        enclosure = f'<enclosure url="{public}" length="{len(data)}" type="{content_type}"/>'
        assert enclosure in reader.get("/feed.rss").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"remove": "1"})
    assert bucket() == []


def test_what_is_not_there_is_missing_as_on_a_disk(bucket):
    with pytest.raises(FileNotFoundError):
        default_storage.open("photos/nothing.jpg")
    with pytest.raises(FileNotFoundError):
        default_storage.size("photos/nothing.jpg")
    default_storage.delete("photos/nothing.jpg")
    assert default_storage.listdir("photos/nothing") == ([], [])


@pytest.mark.parametrize("where", ["nobody there", "no such bucket"])
def test_while_it_is_down_an_upload_says_so_and_keeps_what_was_typed(desk, settings, server, where):
    if where == "nobody there":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            use(settings, f"127.0.0.1:{free.getsockname()[1]}")
    else:
        use(settings, server)
        settings.STORAGES["default"]["OPTIONS"]["bucket_name"] = "other-news"
        settings.STORAGES = dict(settings.STORAGES)
    upload = SimpleUploadedFile("a.jpg", factories.image_bytes())
    answer = desk.post(
        "/admin/articles/photo/add/",
        {"upload": upload, "alt": "رافعات على رصيف", "focal_x": "0.5", "focal_y": "0.5"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "مخزن الصور لا يستجيب" in page
    assert "رافعات على رصيف" in page
    assert not Photo.objects.exists()
