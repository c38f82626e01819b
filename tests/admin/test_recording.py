"""The recording of a story on the desk: put there, replaced, taken away, and who may."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, Recording
from tests import factories
from tests.media import sounds

pytestmark = pytest.mark.django_db


def address(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/recording/"


def send(desk: Client, article: Article, data: bytes, name: str = "x.mp3") -> Any:
    return desk.post(address(article), {"file": SimpleUploadedFile(name, data)})


def files(settings: Any) -> list[Path]:
    folder = Path(settings.MEDIA_ROOT) / "audio"
    return [*folder.iterdir()] if folder.exists() else []


def test_one_is_put_there_and_the_history_says_so(desk, article, settings):
    data = sounds.mp3(130)
    response = send(desk, article, data, "مقابلة.wav")
    assert response.status_code == 302
    stored = Recording.objects.get(article=article)
    assert (stored.content_type, stored.size, stored.seconds) == ("audio/mpeg", len(data), 130)
    (file,) = files(settings)
    assert file.read_bytes() == data
    assert file.name == stored.file.removeprefix("audio/")
    article.refresh_from_db()
    assert article.revisions.get(number=article.version).note == "أُضيف تسجيل صوتي"
    page = desk.get(address(article)).content.decode()
    assert f'src="/media/{stored.file}"' in page
    assert "يُسمع في دقيقتين" in page
    assert (
        f'href="{address(article)}"'
        in desk.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    )


def test_another_takes_its_place_and_its_file_goes(
    desk, article, settings, django_capture_on_commit_callbacks
):
    send(desk, article, sounds.mp3())
    with django_capture_on_commit_callbacks(execute=True):
        send(desk, article, sounds.opus())
    assert Recording.objects.get().content_type == "audio/ogg"
    (file,) = files(settings)
    assert file.suffix == ".ogg"
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(article), {"remove": "1"})
    assert not Recording.objects.exists()
    assert files(settings) == []
    version = Article.objects.get().version
    assert desk.post(address(article), {"remove": "1"}).status_code == 302  # twice does nothing more
    assert Article.objects.get().version == version


@pytest.mark.parametrize("data", [b"", b"nonsense", sounds.wav(), sounds.m4a(handler=b"vide")])
def test_what_is_no_recording_is_said_and_nothing_stored(desk, article, settings, data):
    response = send(desk, article, data)
    assert response.status_code == 200
    assert 'class="errorlist"' in response.content.decode()
    assert not Recording.objects.exists()
    assert files(settings) == []
    assert not article.revisions.exists()
    assert desk.post(address(article), {}).status_code == 200


def test_where_the_storage_fails_nothing_is_half_stored(desk, article, settings, monkeypatch):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError

    send(desk, article, sounds.mp3())
    before = Recording.objects.get().file
    monkeypatch.setattr("articles.workflow.recordings.record", fail)
    with pytest.raises(OSError):
        send(desk, article, sounds.opus())
    assert [file.name for file in files(settings)] == [before.removeprefix("audio/")]
    monkeypatch.setattr(type(default_storage), "save", fail, raising=False)
    response = send(desk, article, sounds.opus())
    assert "مخزن الملفات لا يستجيب" in response.content.decode()
    assert Recording.objects.get().file == before


def test_who_may_not_edit_the_story_may_not(article):
    for role, status in (("مراسل", 403), ("رئيس تحرير", 302)):
        client = Client()
        client.force_login(factories.user(role=role))
        assert send(client, article, sounds.mp3()).status_code == status
        assert Recording.objects.count() == (status == 302)
    assert Client().get(address(article)).status_code == 302
    assert send(Client(), article, sounds.mp3()).status_code == 302
    assert Recording.objects.count() == 1
    reporter = Client()
    reporter.force_login(factories.user(role="مراسل"))
    assert reporter.post(address(article), {"remove": "1"}).status_code == 403
    page = reporter.get(address(article))
    assert page.status_code in (200, 403)
    assert "احفظ التسجيل" not in page.content.decode()
    assert reporter.get("/admin/articles/article/999999/recording/").status_code == 404


def test_a_deleted_story_takes_it_along(desk, article, settings, django_capture_on_commit_callbacks):
    send(desk, article, sounds.mp3())
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert files(settings) == []
