"""What a feed says of each story, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.addresses import path_of
from articles.feeds.body import body_of, source_line
from articles.feeds.options import Options
from articles.feeds.stories import Told
from articles.ledger.rules import Rules
from articles.ledger.texts import shown_in_feeds
from articles.ledger.usage import Usage
from articles.media.pictures import Picture
from articles.models import Article, Correction, Recording
from articles.models.correction import CorrectionKind
from articles.models.photo import shown_to_readers
from articles.models.recording import recording_of
from articles.text.bidi import steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed; every address in it but the picture's own is absolute."""

    id: str  # the short address: it stays when the headline, and so the slug, changes
    url: str
    title: str
    summary: str
    published_at: datetime
    changed_at: datetime  # the last publication, significant update, withdrawal or return
    lede: str = ""  # this and the body as far as the source lets subscribers have them
    body: Markup | None = None  # cleaned HTML
    more_at: str = ""  # where the whole text stands when it is not all here
    more_rel: str = ""  # of the link there, where it leads to the source
    source_line: Markup | None = None  # where it is from, as under the story on its page
    is_full: bool = False  # whether it has the text, or the summary alone
    authors: Sequence[str] = ()
    categories: Sequence[str] = ()
    source: str = ""
    source_page: str = ""
    original: str = ""  # the story where its source has it
    picture: Picture | None = None
    credit: str = ""
    recording: Recording | None = None
    corrections: Sequence[Correction] = ()  # the newest first
    is_withdrawn: bool = False


def entries_of(told: Told, root: str, options: Options) -> list[Entry]:
    """What is told of stories, in a feed of the site at `root` («https://news.example»)."""
    stories = [_of_story(story, told, root, options) for story in (*told.page.articles, *told.changed)]
    return [*stories, *(_of_withdrawn(why, root, options) for why in told.withdrawn)]


def _of_story(story: Article, told: Told, root: str, options: Options) -> Entry:
    assert story.published_at is not None  # the database refuses a published article without it
    photo, write = shown_to_readers(story.lead_photo), options.write
    details = told.details[story.pk]
    rules = Rules.of(story.source)
    text = shown_in_feeds(rules, story.lede, story.body)
    usage, url = Usage.of(story), root + story.get_absolute_url()
    # Unless our own page has more of it
    original = usage.original_url if usage.text.is_cut else ""
    lede = write(text.lede)
    return Entry(
        id=root + path_of("short", story.pk),
        url=url,
        title=steady(write(story.headline)),
        summary=lede or write(story.headline),
        lede=lede,
        body=(
            Markup(options.write_html(body_of(text.body, told.photos, root, url))) if options.full else None
        ),
        more_at=(iri_to_uri(original) or url) if text.is_cut else "",
        more_rel=usage.rel if original else "",
        source_line=Markup(options.write_html(source_line(story, usage, root))),
        is_full=options.full,
        authors=[author.name for author in details.authors] or [story.source.name],
        categories=[story.section.name, *(keyword.name for keyword in details.keywords)],
        source=story.source.name,
        source_page=iri_to_uri(story.source.home_page) or "",
        original=iri_to_uri(story.source_url) or "",
        picture=photo.picture if photo else None,
        credit=photo.credit if photo else "",
        recording=recording_of(story) if rules.permits_recording_in_feeds else None,
        corrections=details.corrections,
        published_at=story.published_at,
        changed_at=max(_changes(story, details.corrections)),
    )


def _changes(story: Article, corrections: Sequence[Correction]) -> Iterator[datetime]:
    """When subscribers were to see a change: in whole seconds, so that it comes back after its tombstone."""
    yield from filter(None, (story.published_at, story.significant_update_at))
    for one in corrections:
        if one.kind == CorrectionKind.WITHDRAWAL:
            yield one.changed_at + timedelta(seconds=1)


def _of_withdrawn(why: Correction, root: str, options: Options) -> Entry:
    """Under the id of the story, so that it takes its place; what was wrong is not told again."""
    address = root + path_of("short", why.article_id)
    return Entry(
        id=address,
        url=address,
        title=_("خبر مسحوب"),
        summary=options.write(why.text),
        corrections=[why],
        is_full=True,
        published_at=why.issued_at,
        changed_at=why.changed_at,
        is_withdrawn=True,
    )
