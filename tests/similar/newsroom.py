"""Invented archives for tests of similar stories: topics with their own words, copies, follow-ups."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article
from articles.refresh import refresh
from articles.similar.lists import relate
from tests import factories

NOW = timezone.now()


def topic(rng: random.Random, size: int = 25) -> list[str]:
    """Words that only stories of one topic have."""
    return ["".join(rng.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=6)) for _ in range(size)]


COMMON = topic(random.Random(0), 150)


def text(rng: random.Random, words: list[str], length: int = 120) -> str:
    """A body: a third of the topic's words, the rest from what all stories share."""
    drawn = [rng.choice(words if rng.random() < 0.35 else COMMON) for _ in range(length)]
    return f"<p>{' '.join(drawn)}</p>"


def story(rng: random.Random, words: list[str], **fields: Any) -> Article:
    """An article on a topic, published within the last two days unless said otherwise."""
    defaults: dict[str, Any] = {
        "headline": " ".join(rng.sample(words, 3) + rng.sample(COMMON, 4)),
        "lede": "",
        "body": text(rng, words),
        "published_at": NOW - timedelta(hours=rng.randint(1, 40)),
    }
    return factories.article(**{**defaults, **fields})


def copy_of(rng: random.Random, original: Article, **fields: Any) -> Article:
    """The same text under another headline, with some words changed."""
    words = original.body.removeprefix("<p>").removesuffix("</p>").split()
    changed = words[:80] + [rng.choice(COMMON) for _ in words[80:]]
    headline, body = " ".join(rng.sample(COMMON, 8)), f"<p>{' '.join(changed)}</p>"
    defaults = {"headline": headline, "lede": "", "body": body}
    return factories.article(**{**defaults, "published_at": original.published_at, **fields})


def derive(*articles: Article) -> None:
    """Do what follows from a change, as the task does."""
    fresh = list(Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk"))
    refresh(fresh)
    relate(list(Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk")))


def later(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)
