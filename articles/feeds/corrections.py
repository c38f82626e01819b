"""A correction as an item of a feed."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from markupsafe import Markup

from articles.addresses import path_of
from articles.corrections import Record
from articles.feeds.entries import Entry
from articles.feeds.options import Options
from articles.text.bidi import steady


def entry_of(record: Record, root: str, options: Options) -> Entry:
    """`record` in a feed of the site at `root`. Its id stays, whatever becomes of the story's headline."""
    itself = f"{root}{path_of('short', record.article)}#correction-{record.pk}"
    text = options.write(record.text)
    story = options.write(record.headline) or _("خبر مسحوب")
    title = _("%(kind)s: %(headline)s") % {"kind": record.kind.label, "headline": story}
    return Entry(
        id=itself,
        url=root + record.url if record.url else root + path_of("corrections"),
        title=steady(title if record.headline else story),
        summary=text,
        body=_body(text, root + record.url if record.headline else "", story),
        is_full=options.full,
        published_at=record.issued_at,
        changed_at=record.changed_at,
        authors=[settings.SITE_NAME],
        categories=[str(record.kind.label), record.section],
    )


def _body(text: str, url: str, headline: str) -> Markup:
    paragraphs = [Markup("<p>{}</p>").format(line) for line in text.split("\n") if line.strip()]
    if url:
        paragraphs.append(Markup('<p><a href="{}">{}</a></p>').format(url, headline))
    return Markup("").join(paragraphs)
