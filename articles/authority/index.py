"""Looks for the probable variants of new spellings, and keeps what it found (SpellingVariant).

Spellings find each other by shared keys (articles/text/variants.py), so a new one is compared with the few
that share a key with it, never with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b

from django.db import transaction

from articles.models import KeywordSpelling, SpellingBlock, SpellingVariant
from articles.text.variants import blocking_keys, variant_reason

BATCH = 200  # spellings at a time: some 3,000 keys, what one statement takes on either database
# Names that share a key are one name in a handful of spellings. Where more do, the key says nothing.
MOST_IN_BLOCK = 20


def compare_new_spellings(most: int = 20_000) -> int:
    """Look for variants of up to `most` spellings that were not compared yet; how many were.

    Each batch is one transaction, and may be done twice or by two workers at once: the rows are the same.
    """
    done = 0
    while done < most and (found := _compare_batch(min(BATCH, most - done))):
        done += found
    return done


def compare_anew() -> int:
    """Forget all keys and compare every spelling again; what editors said of a pair stays said."""
    with transaction.atomic():
        SpellingBlock.objects.all().delete()
        SpellingVariant.objects.filter(dismissed=False).delete()
        KeywordSpelling.objects.filter(compared=True).update(compared=False)
    done = 0
    while found := compare_new_spellings():
        done += found
    return done


def _compare_batch(size: int) -> int:
    with transaction.atomic():
        spellings = dict(
            KeywordSpelling.objects.filter(compared=False).order_by("pk").values_list("pk", "text")[:size]
        )
        keys = {pk: _hashes(blocking_keys(text)) for pk, text in spellings.items()}
        SpellingBlock.objects.bulk_create(
            (SpellingBlock(spelling_id=pk, key=key) for pk, hashes in keys.items() for key in hashes),
            batch_size=5_000,
            ignore_conflicts=True,
        )
        SpellingVariant.objects.bulk_create(_variants(spellings, keys), ignore_conflicts=True)
        KeywordSpelling.objects.filter(pk__in=spellings).update(compared=True)
    return len(spellings)


def _hashes(keys: Iterable[str]) -> list[int]:
    return [
        int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True) for key in sorted(keys)
    ]


def _variants(spellings: dict[int, str], keys: dict[int, list[int]]) -> Iterable[SpellingVariant]:
    """The pairs of one of `spellings` with any other that shares one of its `keys`, each once."""
    wanted = {key for hashes in keys.values() for key in hashes}
    blocks: dict[int, dict[int, str]] = defaultdict(dict)
    rows = SpellingBlock.objects.filter(key__in=wanted).order_by("key", "spelling")
    for key, pk, text in rows.values_list("key", "spelling", "spelling__text").iterator(5_000):
        if len(blocks[key]) < MOST_IN_BLOCK:
            blocks[key][pk] = text
    seen = set()
    for pk, text in spellings.items():
        for key in keys[pk]:
            for other, other_text in blocks[key].items():
                pair = (min(pk, other), max(pk, other))
                if pk != other and pair not in seen:
                    seen.add(pair)
                    if reason := variant_reason(text, other_text):
                        yield SpellingVariant(one_id=pair[0], other_id=pair[1], reason=reason)
