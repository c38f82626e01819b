"""Keywords on django-taggit: one keyword, one display spelling, any number of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from articles.addresses import path_of
from articles.events import article_changed, keywords_changed
from articles.models.fields import LineField, ProseField
from articles.models.named import Spelling, Spelt, free_slug
from articles.models.placed import Placed
from articles.text.keywords import split_keywords
from articles.text.normalize import identity_key


class Keyword(Spelt, TagBase):
    name = LineField(_("الكلمة"), max_length=100)
    slug = models.SlugField(
        _("العنوان في الرابط"),
        max_length=110,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("يُصنع من الكلمة إن تُرك فارغًا."),
        error_messages={"unique": _("هذا العنوان في الرابط مستعمل؛ اختر غيره.")},
    )
    introduction = ProseField(_("تعريف"), blank=True, max_length=1000)
    photo = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("الصورة"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("كلمة دلالية")
        verbose_name_plural = _("الكلمات الدلالية")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return path_of("keyword", self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # taggit's own save retries with a new slug when the first is taken; ours is free from the start.
        if not self.slug:
            self.slug = free_slug(Keyword, self.name)
        super().save(*args, **kwargs)


class KeywordSpelling(Spelling):
    keyword = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="spellings")
    # Whether its probable variants were looked for. Rows written in bulk say «no» by themselves.
    compared = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("تهجئة")
        verbose_name_plural = _("تهجئات الكلمات الدلالية")
        indexes = [models.Index(fields=["id"], name="spelling_to_compare", condition=Q(compared=False))]


class ArticleKeyword(Placed, ItemBase):
    """That an article has a keyword. Rows keep the order in which the editor typed them (their id)."""

    article_link, named_link = "content_object", "tag"

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="keyword_links"
    )
    tag = models.ForeignKey(Keyword, on_delete=models.CASCADE, related_name="article_links", db_index=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["tag", "-published_at", "-content_object"], name="keyword_newest"),
        ]
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="article_keyword_once")]


class KeywordManager(_TaggableManager):
    """`article.keywords`: names given to add() or set() find their keyword by any spelling."""

    def _to_tag_model_instances(
        self, tags: Iterable[Any], tag_kwargs: dict[str, Any] | None = None
    ) -> list[Keyword]:
        """Keywords for `tags` (keywords, or names in any spelling) in their order, each once."""
        found = keywords_by_name([tag for tag in tags if isinstance(tag, str)])
        return list(
            dict.fromkeys(
                keyword
                for tag in tags
                for keyword in (
                    [tag]
                    if isinstance(tag, Keyword)
                    else [found[identity_key(name)] for name in split_keywords(tag)]
                )
            )
        )

    def set(self, tags: Iterable[Any], **kwargs: Any) -> None:
        """Make `tags` the article's keywords, in this order. What is so already costs no write."""
        wanted = self._to_tag_model_instances(tags)
        links = self.through.objects.filter(content_object=self.instance)
        before, after = list(links.values_list("tag", flat=True)), [keyword.pk for keyword in wanted]
        if before == after:
            return
        self._remove_prefetched_objects()
        with transaction.atomic():
            links.delete()
            self.through.objects.bulk_create(
                self.through(
                    content_object=self.instance, tag=keyword, published_at=self.instance.published_at
                )
                for keyword in wanted
            )
            keywords_changed.send(type(self.instance), pk=self.instance.pk, before=before, after=after)
            article_changed.send(type(self.instance), pk=self.instance.pk)


def keywords_by_name(texts: Iterable[str]) -> dict[str, Keyword]:
    """The keywords named in `texts`, by identity key; those that no spelling leads to are made.

    Safe under a race: the spelling's unique key decides who makes a keyword, the other one takes it.
    """
    named = {identity_key(name): name for text in texts for name in split_keywords(text)}
    found = known_keywords(named)
    for key, name in named.items():
        if key in found:
            continue
        try:
            with transaction.atomic():
                found[key] = Keyword.objects.create(name=name)
        except IntegrityError:
            found |= known_keywords([key])
    return found


def known_keywords(keys: Iterable[str]) -> dict[str, Keyword]:
    """Those of the identity keys in `keys` that some spelling has, and whose they are; one query."""
    spellings = KeywordSpelling.objects.filter(key__in=list(keys)).select_related("keyword")
    return {spelling.key: spelling.keyword for spelling in spellings}


def join_keywords(keywords: Iterable[Keyword]) -> str:
    """`keywords` as an editor types them: «بوتين، إيران»."""
    return "، ".join(keyword.name for keyword in keywords)
