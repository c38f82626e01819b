"""Saving what an editor wrote, on top of what others saved in the meantime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Author, Photo, Section, Source
from articles.models.revision import Act
from articles.models.status import State, Status
from articles.text.figures import photos_in, without_photos
from articles.times import in_words
from articles.workflow import permissions
from articles.workflow.acts import Refused, locked, record, record_arrival, refused_by_source
from articles.workflow.content import TIMES, Content
from articles.workflow.differences import changed
from articles.workflow.merging import Merge, Unsettled, merge, report

# They decide what readers see; the time of the last significant update does not.
_DECIDING = ("published_at", "embargo_until", "expires_at")


@dataclass(frozen=True, slots=True)
class Saved:
    article: Article
    changed: bool  # False when there was nothing to save
    told: tuple[str, ...] = ()  # what came together, in words, where somebody else had saved in between


class Conflicted(Exception):
    """Two people changed the same place. Nothing was stored; `merged.clashes` have both texts of each."""

    def __init__(self, article: Article, merged: Merge, base: int, note: str) -> None:
        super().__init__(article.pk)
        self.article, self.merged, self.base, self.note = article, merged, base, note

    @property
    def mine(self) -> Content:
        """What was to be saved, on top of version `base`."""
        return self.merged.mine


@transaction.atomic
def create(content: Content, by: Any, note: str = "") -> Article:
    """Make a draft of `content`, the first version of a new article."""
    if not by.has_perm("articles.add_article"):
        raise PermissionDenied(_("ليس لك أن تنشئ خبرًا. اطلب ذلك من مدير النظام."))
    _check_section(by, content)
    article = Article(status=Status.DRAFT, created_by=by)
    record(article, Act.EDIT, by, note, content, Content())
    return article


@transaction.atomic
def save(
    pk: int,
    content: Content,
    by: Any,
    *,
    base: int,
    note: str = "",
    act: Act = Act.EDIT,
    choices: Mapping[str, str] | None = None,
) -> Saved:
    """Store `content`, which somebody wrote on top of version `base`, as the next version of the article.

    What others changed since `base` in other fields or other paragraphs stays. Where both changed the same
    place and `choices` (see Merge.settled) do not say what stands, Conflicted is raised, nothing stored.
    Refused for what cannot be, PermissionDenied for who may not. A content that changes nothing makes no
    version.
    """
    article = locked(pk)
    if not permissions.may_edit(by, article):
        raise PermissionDenied(_("ليس لك أن تحرر هذا الخبر وهو في حالة «%s».") % article.state.label)
    now_stored = Content.of(article)
    merged = merge(_base(article, base, now_stored), content, now_stored)
    try:
        settled = merged.settled(choices)
    except Unsettled as unsettled:
        raise Conflicted(article, merged, base, note) from unsettled
    told = tuple(report(merged, settled, str(article.updated_by or _("محرر آخر"))))
    content = settled
    if not changed(now_stored, content):
        return Saved(article, False, told)
    _check_section(by, content)
    _check_times(by, article, content, now_stored)
    _check_source(article, content)
    record(article, act, by, note, content, now_stored)
    return Saved(article, True, (*told, *_earlier_end(article, content, now_stored)))


@transaction.atomic
def restore(pk: int, number: int, by: Any, note: str = "") -> Saved:
    """Make the text of version `number` the article's again, as a new version; its times stay as they are."""
    article = locked(pk)
    content = _content_of(article, number)
    if content is None:
        raise Refused(_("ليست في تاريخ هذا الخبر نسخة رقمها %d.") % number)
    stored = Content.of(article)
    times: dict[str, Any] = {name: getattr(stored, name) for name in TIMES}
    note = note or _("من النسخة %d") % number
    content = _without_what_is_gone(replace(content, **times), article)
    return save(pk, content, by, base=article.version, note=note, act=Act.RESTORE)


def duplicate(pk: int, by: Any) -> Article:
    """A new draft with the text of the article, for `by` to go on with."""
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise Refused(_("لم يعد هذا الخبر موجودًا: لعله حُذف قبل قليل."))
    times: dict[str, Any] = dict.fromkeys(TIMES)
    content = replace(Content.of(article), slug="", **times)
    return create(content, by, note=_("نسخة عن الخبر %d") % pk)


def _base(article: Article, number: int, now_stored: Content) -> Content:
    """The content of version `number`, on which somebody went on; what never was saved here becomes one."""
    if (content := _content_of(article, number)) is not None:
        return content
    if number != article.version:
        raise Refused(_("النسخة التي بدأت منها ليست في تاريخ الخبر. انسخ ما كتبت، ثم افتح الخبر من جديد."))
    record_arrival(article, now_stored)
    return now_stored


def _content_of(article: Article, number: int) -> Content | None:
    stored = article.revisions.filter(number=number).values_list("content", flat=True).first()
    return Content.from_json(stored) if stored is not None else None


def _without_what_is_gone(content: Content, article: Article) -> Content:
    """An old content whose section, source and photo are still there (else the present ones stand), and of
    whose text and lists the photos, authors and stories are."""

    def there(model: Any, pks: Iterable[int | None]) -> set[int]:
        return set(model.objects.filter(pk__in=[pk for pk in pks if pk]).values_list("pk", flat=True))

    picks = (*content.read_also, *content.similar)
    authors = there(Author, [author for author, _role in content.authors])
    stories = there(Article, [pick.article for pick in picks])
    photos = photos_in(content.body)
    named = {"section_id": Section, "source_id": Source, "lead_photo_id": Photo}
    gone = [
        name
        for name, model in named.items()
        if (pk := getattr(content, name)) is not None and not there(model, [pk])
    ]
    return replace(
        content,
        **{name: getattr(article, name) for name in gone},
        body=without_photos(content.body, {*photos} - there(Photo, photos)),
        authors=tuple(one for one in content.authors if one.author in authors),
        read_also=tuple(one for one in content.read_also if one.article in {*stories, None}),
        similar=tuple(one for one in content.similar if one.article in {*stories, None}),
    )


def _check_section(by: Any, content: Content) -> None:
    if not permissions.may_work_in(by, content.section_id):
        raise Refused(_("لست من محرري هذا القسم؛ اختر قسمًا من أقسامك."))


def _check_source(article: Article, content: Content) -> None:
    """A story that waits for its minute respects its source, whichever that is by now."""
    if article.state != State.SCHEDULED:
        return
    planned = copy(article)
    for name in ("source_id", "source_published_at", "published_at"):
        setattr(planned, name, getattr(content, name))
    if refusal := refused_by_source(planned, content.published_at):
        raise Refused(refusal)


def _earlier_end(article: Article, content: Content, before: Content) -> Iterable[str]:
    """That it ends earlier than was just chosen, as its source has it."""
    if content.expires_at != before.expires_at and article.expires_at not in (None, content.expires_at):
        yield _("ينتهي عرض الخبر في %(until)s، كما يشترط مصدره.") % {"until": in_words(article.expires_at)}


def _check_times(by: Any, article: Article, content: Content, before: Content) -> None:
    """The times of a story that is out, or waits for its minute, decide what readers see: as publishing does.

    Its time of publication is changed by no save once it is out, and never to one that is past.
    """
    changed = [name for name in _DECIDING if getattr(content, name) != getattr(before, name)]
    if not changed:
        return
    if article.status == Status.PUBLISHED and not by.has_perm("articles.publish_article"):
        raise Refused(_("مواعيد خبر منشور أو مجدول يغيّرها من له النشر. أعد المواعيد كما كانت، ثم احفظ."))
    at = content.published_at
    if article.status == Status.PUBLISHED and at and content.embargo_until and at < content.embargo_until:
        raise Refused(
            _("الخبر منشور أو مجدول لموعد قبل %(until)s: لا يُحظر قبل موعد ظهوره. اسحبه أو ألغِ جدولته أولًا.")
            % {"until": in_words(content.embargo_until)}
        )
    if "published_at" in changed:
        if article.status == Status.PUBLISHED and article.state != State.SCHEDULED:
            raise Refused(_("لا يتغير موعد نشر خبر قرأه الناس."))
        if article.status == Status.PUBLISHED and at is None:
            raise Refused(_("الخبر مجدول: ألغِ جدولته إن شئت ألا يظهر، أو اترك له موعدًا."))
        if at and at <= timezone.now():
            raise Refused(
                _("مضى موعد %(at)s. اختر موعدًا لم يأت بعد، أو انشر الخبر الآن.") % {"at": in_words(at)}
            )
