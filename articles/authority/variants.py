"""The probable variants of keywords, for those who decide whether to merge them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from articles.models import Keyword, KeywordSpelling, SpellingVariant
from articles.models.authority import VariantReason

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Variant:
    """Another keyword that may be the same, the spelling that says so, and why."""

    pk: int
    name: str
    spelling: str
    reason: str  # a VariantReason

    @property
    def label(self) -> str:
        return str(VariantReason(self.reason).label)


def variants_of(keywords: Iterable[int]) -> dict[int, list[Variant]]:
    """The probable variants of each of `keywords` (ids), at most a dozen each; two queries."""
    wanted = set(keywords)
    owners = dict(KeywordSpelling.objects.filter(keyword__in=wanted).values_list("pk", "keyword"))
    pairs = SpellingVariant.objects.filter(Q(one__in=owners) | Q(other__in=owners), dismissed=False)
    found: dict[int, dict[int, Variant]] = defaultdict(dict)
    ends = [f"{end}__{column}" for end in ("one", "other") for column in ("keyword", "keyword__name", "text")]
    for reason, *values in pairs.order_by("pk").values_list("reason", *ends):
        first, second = values[:3], values[3:]
        for (pk, *_mine), (other, name, spelling) in ((first, second), (second, first)):
            if pk in wanted and pk != other and len(found[pk]) < MOST_SHOWN:
                found[pk].setdefault(other, Variant(other, name, spelling, reason))
    return {pk: list(variants.values()) for pk, variants in found.items()}


def with_variants(keywords: QuerySet[Keyword]) -> QuerySet[Keyword]:
    """Those of `keywords` that have a probable variant nobody dismissed."""
    pairs = SpellingVariant.objects.filter(dismissed=False).exclude(one__keyword=F("other__keyword"))
    return keywords.filter(
        Exists(pairs.filter(one__keyword=OuterRef("pk")))
        | Exists(pairs.filter(other__keyword=OuterRef("pk")))
    )


def dismiss(one: Keyword, other: Keyword) -> int:
    """Remember that the two are not the same, in any of the spellings they have now; how many pairs."""
    pairs = Q(one__keyword=one, other__keyword=other) | Q(one__keyword=other, other__keyword=one)
    return SpellingVariant.objects.filter(pairs).update(dismissed=True)
