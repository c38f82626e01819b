"""Sources, sections, authors and keywords by the names that an archive gives them, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import batched

from articles.models import Author, Keyword, KeywordSpelling, Section, Source, SourceName
from articles.models.named import free_slugs
from articles.text.normalize import identity_key

_REMEMBERED = 50_000  # names of one kind: some 10 MB
_PER_QUERY = 1000  # SQLite takes a bounded number of parameters

type Keys = dict[str, int]


class Directory:
    """Primary keys by name of one kind; what is not there is made. What was found is remembered."""

    def __init__(
        self,
        key: Callable[[str], str],
        find: Callable[[list[str]], Keys],
        make: Callable[[dict[str, str]], Keys],
    ) -> None:
        """`key` folds a name; `find` looks keys up; `make` stores names by key, in their order."""
        self.key, self._find, self._make = key, find, make
        self._known: Keys = {}

    def look_up(self, names: Iterable[str]) -> Keys:
        """The primary key of each of `names`, by key. IntegrityError when another process made one now."""
        wanted: dict[str, str] = {}
        for name in names:
            wanted.setdefault(self.key(name), name)
        if len(self._known) > _REMEMBERED:
            self.forget()
        missing = [key for key in wanted if key not in self._known]
        for some in batched(missing, _PER_QUERY):
            self._known |= self._find(list(some))
        # In one order for everybody: two imports that make the same ones wait, and never for each other.
        if new := {key: wanted[key] for key in sorted(missing) if key not in self._known}:
            self._known |= self._make(new)
        return {key: self._known[key] for key in wanted}

    def forget(self) -> None:
        """Know nothing any more: a transaction was rolled back, and with it what was made."""
        self._known = {}


class Directories:
    """One of each kind."""

    def __init__(self) -> None:
        self.sources = Directory(identity_key, _find_sources, _make_sources)
        self.sections = Directory(str, _find_sections, _make_sections)
        self.authors = Directory(str, _find_authors, _make_authors)
        self.keywords = Directory(identity_key, _find_keywords, _make_keywords)

    def forget(self) -> None:
        for directory in (self.sources, self.sections, self.authors, self.keywords):
            directory.forget()


def _find_sources(keys: list[str]) -> Keys:
    return dict(SourceName.objects.filter(key__in=keys).values_list("key", "source"))


def _make_sources(names: dict[str, str]) -> Keys:
    return {key: Source.objects.create(name=name).pk for key, name in names.items()}


def _find_sections(names: list[str]) -> Keys:
    return dict(Section.objects.filter(name__in=names).values_list("name", "pk"))


def _make_sections(names: dict[str, str]) -> Keys:
    return {name: Section.objects.create(name=name, position=99).pk for name in names}


def _find_authors(names: list[str]) -> Keys:
    # Of two who are called alike the first is meant.
    return dict(Author.objects.filter(name__in=names).order_by("-pk").values_list("name", "pk"))


def _make_authors(names: dict[str, str]) -> Keys:
    slugs = free_slugs(Author, list(names))
    made = Author.objects.bulk_create(
        Author(name=name, slug=slug) for name, slug in zip(names, slugs, strict=True)
    )
    return {author.name: author.pk for author in made}


def _find_keywords(keys: list[str]) -> Keys:
    return dict(KeywordSpelling.objects.filter(key__in=keys).values_list("key", "keyword"))


def _make_keywords(names: dict[str, str]) -> Keys:
    slugs = free_slugs(Keyword, list(names.values()))
    made = Keyword.objects.bulk_create(
        Keyword(name=name, slug=slug) for name, slug in zip(names.values(), slugs, strict=True)
    )
    # The display spelling has its row too (docs/decisions/0002): its unique key settles a race.
    KeywordSpelling.objects.bulk_create(
        KeywordSpelling(keyword=keyword, text=keyword.name, key=key)
        for key, keyword in zip(names, made, strict=True)
    )
    return {key: keyword.pk for key, keyword in zip(names, made, strict=True)}
