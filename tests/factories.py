"""Makes what tests need, with sensible defaults; keyword arguments say what a test is about."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from io import BytesIO
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.media.images import store_picture
from articles.models import (
    Article,
    Author,
    Byline,
    Keyword,
    Page,
    Photo,
    Recording,
    RelatedArticle,
    Section,
    Source,
)
from articles.models.status import Status

_numbers = count(1)


def user(username: str = "", role: str = "", **fields: Any) -> Any:
    """A member of staff, with password «secret»; `role` names one of the groups that migrations make."""
    made = get_user_model()(username=username or f"user{next(_numbers)}", is_staff=True, **fields)
    made.set_password("secret")
    made.save()
    if role:
        made.groups.add(_group(role))
    return made


def _group(name: str) -> Group:
    """The group, made as the migrations make it where a test that flushes the database took it away."""
    if not Group.objects.filter(name=name).exists():
        for migration in ("0007_workflow", "0012_breaking", "0015_front", "0018_pages_old_addresses"):
            import_module(f"articles.migrations.{migration}").make_groups(apps, None)
    return Group.objects.get(name=name)


def section(name: str = "", **fields: Any) -> Section:
    return Section.objects.create(name=name or f"قسم {next(_numbers)}", **fields)


def source(name: str = "", **fields: Any) -> Source:
    return Source.objects.create(name=name or f"مصدر {next(_numbers)}", **fields)


def author(name: str = "", **fields: Any) -> Author:
    return Author.objects.create(name=name or f"كاتب {next(_numbers)}", **fields)


def keyword(name: str = "", **fields: Any) -> Keyword:
    return Keyword.objects.create(name=name or f"كلمة {next(_numbers)}", **fields)


def page(name: str = "", **fields: Any) -> Page:
    """A published page in the footer."""
    defaults = {"body": "<p>نص الصفحة.</p>", "is_published": True}
    return Page.objects.create(**{"name": name or f"صفحة {next(_numbers)}", **defaults, **fields})


def photo(**fields: Any) -> Photo:
    """A photo with its files, 800×450 and one colour."""
    made = Photo(**{"alt": "رافعات على رصيف", "caption": "", "credit": "مريم الكندي", **fields})
    made.store(store_picture(Image.new("RGB", (800, 450), "teal")))
    return made


def article(
    *, keywords: list[str] | None = None, authors: list[Author] | None = None, **fields: Any
) -> Article:
    """A published article, an hour old unless `published_at` says otherwise."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "headline": f"خبر رقم {number}",
        "lede": "مقدمة الخبر في سطر واحد.",
        "body": "<p>نص الخبر.</p>",
        "status": Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(hours=1),
    }
    if "section" not in fields:
        defaults["section"] = Section.objects.first() or section()
    if "source" not in fields:
        defaults["source"] = Source.objects.first() or source()
    made = Article.objects.create(**{**defaults, **fields})
    made.keywords.set(keywords or [])
    for position, by in enumerate(authors or []):
        Byline.objects.create(article=made, author=by, position=position)
    return made


def recording(article: Article, **fields: Any) -> Recording:
    """A recording of `article` with its file, three minutes and 2,000 bytes long."""
    name = default_storage.save(f"audio/{next(_numbers)}.mp3", ContentFile(bytes(2_000)))
    defaults = {"file": name, "content_type": "audio/mpeg", "size": 2_000, "seconds": 180}
    return Recording.objects.create(article=article, **{**defaults, **fields})


def related(from_article: Article, to: Article | str, kind: str = "similar", **fields: Any) -> RelatedArticle:
    """A row of a list: to an article (as an editor picks it), or a title that waits for one."""
    if isinstance(to, Article):  # where consequences have run, it may have been computed into the list
        RelatedArticle.objects.filter(from_article=from_article, to_article=to, kind=kind).delete()
    target = {"title": to} if isinstance(to, str) else {"to_article": to}
    return RelatedArticle.objects.create(from_article=from_article, kind=kind, **{**target, **fields})


def image_bytes(size: tuple[int, int] = (400, 300), image_format: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a one-coloured picture."""
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, image_format, **options)
    return stream.getvalue()
