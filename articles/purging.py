"""Which pages are purged by what happens: receivers that ask articles/caching/changes.py and purge."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone

from articles.caching import changes
from articles.caching.purge import purge
from articles.caching.tags import (
    ALL,
    CORRECTIONS,
    FEEDS,
    MISSING,
    SCHEDULE,
    SEARCH,
    article,
    correction,
    deeper,
    entered,
    front,
    line,
    most_read,
    newest,
)
from articles.events import (
    article_saved,
    articles_imported,
    copies_changed,
    keywords_changed,
    lists_changed,
    ranking_changed,
)
from articles.models import (
    Article,
    Author,
    BreakingNews,
    Byline,
    Correction,
    FrontAct,
    Keyword,
    KeywordAct,
    KeywordSpelling,
    OldAddress,
    Page,
    Photo,
    RelatedArticle,
    Section,
    Source,
    SourceAct,
    SourceName,
)
from articles.models.authority import NameAct

# --- Articles and what hangs on them ------------------------------------------------------------------------


@receiver(pre_save, sender=Article)
def remember_article(instance: Article, **kwargs: Any) -> None:
    """As it stands in the database: unless it is held, somebody may have changed it since it was read."""
    if not hasattr(instance, "_stood"):
        instance._stood = changes.Standing.stored(instance.pk)  # type: ignore[attr-defined]


@receiver(post_save, sender=Article)
def purge_article(instance: Article, **kwargs: Any) -> None:
    before, after = instance.__dict__.pop("_stood"), changes.Standing.of(instance)
    purge(changes.of_article(instance.pk, before, after))
    article_saved.send(Article, pk=instance.pk, before=before, after=after)


@receiver(pre_delete, sender=Article)
def purge_deleted_article(instance: Article, **kwargs: Any) -> None:
    purge(changes.of_article(instance.pk, changes.Standing.stored(instance.pk), None))


@receiver(articles_imported)
def purge_imported_articles(pks: list[int], **kwargs: Any) -> None:
    purge(changes.of_many(pks))


@receiver(keywords_changed)
def purge_lists_of_keywords(pk: int, before: list[int], after: list[int], **kwargs: Any) -> None:
    """Those that stay, too: their pages name the keywords that stand with them."""
    purge(changes.of_names(pk, (f"keyword-{keyword}" for keyword in {*before, *after})))


@receiver([pre_save, post_save, post_delete], sender=Byline)
def purge_lists_of_author(signal: Any, instance: Byline, origin: Any = None, **kwargs: Any) -> None:
    """Before a change of its author's, too: the list that the article leaves."""
    if Article in (type(origin), getattr(origin, "model", None)):
        return  # deleted with its article, which is purged where it is shown
    if signal is not pre_save:
        purge(changes.of_names(instance.article_id, [f"author-{instance.author_id}"]))
    elif stored := Byline.objects.filter(pk=instance.pk).first() if instance.pk else None:
        purge(changes.of_names(stored.article_id, [f"author-{stored.author_id}"]))


@receiver([post_save, post_delete], sender=Correction)
def purge_corrected(instance: Correction, created: bool = False, **kwargs: Any) -> None:
    """The story that it stands in, and where it is in the list of all corrections."""
    place = entered([CORRECTIONS], instance.issued_at, timezone.now()) if created else set()
    purge({article(instance.article_id), correction(instance.pk), *place})


@receiver(post_save, sender=RelatedArticle)
def purge_owner_of_list(instance: RelatedArticle, **kwargs: Any) -> None:
    """(Rows go with a save of their article, or when lists are computed, which says so itself.)"""
    purge([article(instance.from_article_id)])


@receiver(lists_changed)
def purge_owners_of_lists(pks: list[int], **kwargs: Any) -> None:
    purge(map(article, pks))


@receiver(copies_changed)
def purge_copies(pks: list[int], **kwargs: Any) -> None:
    purge(changes.of_copies(pks))


@receiver(ranking_changed)
def purge_most_read(days: int, **kwargs: Any) -> None:
    purge([most_read(days)])


# --- Names --------------------------------------------------------------------------------------------------


@receiver([post_save, post_delete], sender=BreakingNews)
def purge_around(**kwargs: Any) -> None:
    """It stands above every page, and ends by itself."""
    purge([ALL, SCHEDULE])


@receiver([post_save, post_delete], sender=Section)
def purge_all(**kwargs: Any) -> None:
    """The navigation of every page names sections, and lists have them at each line."""
    purge([ALL])


@receiver([post_save, post_delete], sender=Source)
@receiver([post_save, post_delete], sender=Author)
@receiver([post_save, post_delete], sender=Keyword)
def purge_named(instance: Model, created: bool = False, **kwargs: Any) -> None:
    """A new one is shown nowhere yet, but its address is there now; feeds name the others."""
    itself = f"{instance._meta.model_name}-{instance.pk}"
    purge([MISSING, SEARCH] if created else [itself, FEEDS, MISSING, SEARCH])


@receiver(pre_save, sender=Page)
def remember_page(instance: Page, **kwargs: Any) -> None:
    """As it stands in the database."""
    stored = Page.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._stood = stored.in_every_footer if stored else ()  # type: ignore[attr-defined]


@receiver([post_save, post_delete], sender=Page)
def purge_written_page(instance: Page, **kwargs: Any) -> None:
    """Itself and its address; and everything where all pages show it, or did, and it is not as it was."""
    now = instance.in_every_footer if "created" in kwargs else ()
    before = instance.__dict__.pop("_stood", instance.in_every_footer)
    purge([ALL] if before != now else [f"page-{instance.pk}", MISSING, SEARCH])


@receiver([post_save, post_delete], sender=OldAddress)
def purge_old_address(instance: OldAddress, **kwargs: Any) -> None:
    """Where it leads from, and what was not there until now."""
    purge([f"oldaddress-{instance.pk}", MISSING])


@receiver([post_save, post_delete], sender=KeywordSpelling)
def purge_spelt_keyword(instance: KeywordSpelling, **kwargs: Any) -> None:
    purge([f"keyword-{instance.keyword_id}", SEARCH])


@receiver([post_save, post_delete], sender=SourceName)
def purge_searches_by_source(**kwargs: Any) -> None:
    purge([SEARCH])


@receiver(post_save, sender=KeywordAct)
@receiver(post_save, sender=SourceAct)
def purge_merged(instance: NameAct, **kwargs: Any) -> None:
    """A merge or rename was done or undone: both names, the addresses that lead to them, their lists.

    The same few tags for ten thousand stories.
    """
    kept = getattr(instance, f"{instance.SUBJECT}_id")
    names = {f"{instance.SUBJECT}-{pk}" for pk in (kept, instance.gone_id) if pk}
    lists = {part for name in names for part in (newest(name), deeper(name))}
    purge(names | lists | {FEEDS, MISSING, SEARCH})


@receiver(post_save, sender=Photo)
def purge_photo(instance: Photo, created: bool, **kwargs: Any) -> None:
    """Where it is a picture of something, and the stories that it leads or stands in."""
    if created:
        return
    most = changes.MOST_ARTICLES
    pks = list(instance.led_articles.values_list("pk", flat=True)[: most + 1])
    texts = list(instance.body_places.values_list("article", flat=True)[: most + 1])
    led = {ALL} if len(pks) + len(texts) > most else {*map(article, [*pks, *texts]), *map(line, pks)}
    led |= {SEARCH} if pks else set()
    # Pages end when its rights do: that moment may be another now.
    purge({f"photo-{instance.pk}", SCHEDULE} | led)


# --- Fronts -------------------------------------------------------------------------------------------------


@receiver(post_save, sender=FrontAct)
def purge_arranged_front(instance: FrontAct, created: bool, **kwargs: Any) -> None:
    """The page that was arranged, and the moment at which the next pin begins or ends."""
    if created:
        purge([front(instance.front.section_id), SCHEDULE])
