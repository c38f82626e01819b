"""Which photos stand in the text of an article: the body says it, and this says it to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.photo import Photo
from articles.text.figures import photos_in

if TYPE_CHECKING:
    from articles.models.article import Article


class ArticlePhotoQuerySet(models.QuerySet["ArticlePhoto"]):
    def keep(self, article: Article, before: set[int] | None) -> None:
        """Make the rows of `article` those of its body; `before` is what they are (None: not known).

        A number that no photo has makes no row, and readers see nothing in its place.
        """
        wanted = set(photos_in(article.body))
        if wanted == before:
            return
        own = self.filter(article=article)
        if before != set():
            own.exclude(photo__in=wanted).delete()
        if new := wanted - (before or set()):
            there = Photo.objects.filter(pk__in=new).order_by().values_list("pk", flat=True)
            rows = [self.model(article=article, photo_id=pk) for pk in there]
            self.bulk_create(rows, ignore_conflicts=True)


class ArticlePhoto(models.Model):
    """Kept by Article.save(). A photo that stands in a text cannot be deleted."""

    photo_owner = "article"  # what has the photo (photos/uses.py)

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("الخبر"),
        on_delete=models.CASCADE,
        related_name="body_photos",
        db_index=False,
    )
    photo = models.ForeignKey(
        Photo, verbose_name=_("صورة في النص"), on_delete=models.PROTECT, related_name="body_places"
    )

    objects = ArticlePhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("صورة في نص خبر")
        verbose_name_plural = _("صور في نصوص الأخبار")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="article_photo_once")]

    def __str__(self) -> str:
        return str(self.article)
