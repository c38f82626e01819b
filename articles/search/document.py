"""What is indexed of a story: folded words, field by field. Other forms of a word are the query's task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.models import Article, ArticleKeyword, Byline, KeywordSpelling, SearchDocument, SourceName
from articles.search.captions import captions_of
from articles.text.html import plain_text
from articles.text.tokens import words

# No news story has more; a body of 2 MB must neither burst an index row (PostgreSQL: 1 MB) nor cost minutes.
LONGEST_BODY = 60_000  # characters
LONGEST_WORD = 40  # characters: SearchWord.word
LONGEST_CAPTIONS = 5_000
# Between the text and what is said of each picture, all in one field: no phrase reaches over two spaces.
APART = "  "
# The words of a keyword joined, as one more word: a query that names the keyword finds those that have it.
JOINER = "_"
# PostgreSQL bounds a search for words that stand everywhere to the newest blocks of so many articles.
ERA = 4096
FIELDS = ("marks", "title", "names", "lede", "body")


def documents_of(articles: Sequence[Article]) -> list[SearchDocument]:
    """The documents of `articles`, in four queries for all of them."""
    names, captions = _names_of(articles), captions_of(articles)
    return [
        SearchDocument(
            article_id=article.pk,
            marks=" ".join(_marks_of(article)),
            title=_line(f"{article.headline} {article.short_headline}"),
            names=" ".join(dict.fromkeys(names[article.pk])),
            lede=_line(f"{article.kicker} {article.lede}"),
            body=_line(plain_text(article.body), LONGEST_BODY) + _captions(captions[article.pk]),
            status=article.status,
            published_at=article.published_at,
        )
        for article in articles
    ]


def section_mark(pk: int) -> str:
    """The word by which the stories of a section are found."""
    return f"@s{pk}"


def source_mark(pk: int) -> str:
    """The word by which the stories of a source are found."""
    return f"@o{pk}"


def era_mark(era: int | str) -> str:
    """The word by which one block of articles is found; of "" what all such words begin with."""
    return f"@e{era}"


def joined(parts: Iterable[str]) -> str:
    """Several words as the one word that stands for the keyword they make."""
    return JOINER.join(parts)


def _marks_of(article: Article) -> list[str]:
    return [
        section_mark(article.section_id),
        source_mark(article.source_id),
        era_mark(article.pk // ERA),
    ]


def _line(text: str, longest: int = 10_000) -> str:
    """The words of `text` as a document keeps them, the last whole one within `longest` characters."""
    line = " ".join(word for word in words(text[: 2 * longest]) if len(word) <= LONGEST_WORD)
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0]


def _captions(texts: Sequence[str]) -> str:
    """Each of `texts` behind APART, as far as there is room."""
    said = "".join(APART + line for line in map(_line, texts) if line)
    return said if len(said) <= LONGEST_CAPTIONS else said[:LONGEST_CAPTIONS].rpartition(" ")[0].rstrip()


def _names_of(articles: Sequence[Article]) -> dict[int, list[str]]:
    """By article id: words of its keywords in all their spellings, of its source and its authors."""
    found: dict[int, list[str]] = defaultdict(list)
    pks = [article.pk for article in articles]
    links = ArticleKeyword.objects.filter(content_object__in=pks)
    spellings = KeywordSpelling.objects.filter(keyword__article_links__in=links.order_by())
    for pk, text in spellings.values_list("keyword__article_links__content_object", "text"):
        parts = _line(text).split()
        found[pk] += parts
        if len(parts) > 1 and len(whole := joined(parts)) <= LONGEST_WORD:
            found[pk].append(whole)
    for pk, name in Byline.objects.filter(article__in=pks).values_list("article", "author__name"):
        found[pk] += _line(name).split()
    of_source: dict[int, list[str]] = defaultdict(list)
    sources = {article.source_id for article in articles}
    for source, text in SourceName.objects.filter(source__in=sources).values_list("source", "text"):
        of_source[source] += _line(text).split()
    for article in articles:
        found[article.pk] += of_source[article.source_id]
    return found
