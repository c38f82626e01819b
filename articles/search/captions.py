"""What is said of the pictures that stand in stories: captions, credits, and alt texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.models import Article, Photo
from articles.text.figures import Figure, figures_in

# Of one story; nobody counts a gallery's pictures further, and each has some fifty words at most.
MOST_PICTURES = 50


def captions_of(articles: Sequence[Article]) -> dict[int, list[str]]:
    """By article id what readers find said of its pictures, each text once; one query for all of them.

    The captions that an editor wrote for one place stand in the body itself. A photo whose rights have ended
    still finds its story: the index tells nobody its words.
    """
    figures = {article.pk: list(_figures_of(article))[:MOST_PICTURES] for article in articles}
    pks = {figure.photo for shown in figures.values() for figure in shown if figure.photo}
    said = Photo.objects.filter(pk__in=pks).order_by().values_list("pk", "caption", "credit", "alt")
    photos = {pk: texts for pk, *texts in said} if pks else {}
    return {
        pk: list(dict.fromkeys(text for figure in shown for text in _texts(figure, photos) if text))
        for pk, shown in figures.items()
    }


def _figures_of(article: Article) -> Iterator[Figure]:
    """The picture that leads it, and those in its text."""
    if article.lead_photo_id:
        yield Figure(article.lead_photo_id)
    yield from (figure for figure in figures_in(article.body) if figure.photo)


def _texts(figure: Figure, photos: dict[int, list[str]]) -> list[str]:
    """What its place shows of the library's words; the card of another site has the picture alone."""
    if figure.photo not in photos:
        return []
    caption, credit, alt = photos[figure.photo]
    return [alt] if figure.embed else ["" if figure.caption else caption, credit, alt]
