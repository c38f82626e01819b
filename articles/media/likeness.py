"""What a picture looks like, in 64 bits: copies of it, smaller or recompressed, differ in few of them."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi
from statistics import median

from PIL import Image

# The columns that keep the hash sixteen bits each, the lowest first
BANDS = ("phash_0", "phash_1", "phash_2", "phash_3")
_BITS = 16
_SIDE, _KEPT = 32, 8  # of the small picture, and of the coarse waves that are kept of it


def perceptual_hash(picture: Image.Image) -> int:
    """Signed, as databases keep it: which of the 64 coarsest waves of its greys are above their median."""
    grey = picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX)
    pixels = grey.tobytes()
    rows = [_waves(pixels[start : start + _SIDE]) for start in range(0, len(pixels), _SIDE)]
    found = [wave for column in zip(*rows, strict=True) for wave in _waves(column)]
    middle = median(found[1:])  # the first is only how light it is
    bits = sum(1 << place for place, wave in enumerate(found) if wave > middle)
    return bits - (1 << 64) if bits >> 63 else bits


def distance(one: int, other: int) -> int:
    """How many bits differ."""
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def near_bands(phash: int) -> list[list[int]]:
    """For each of BANDS the values of a hash that differs from `phash` in at most one bit of that band."""
    values = [(phash >> _BITS * number) & (1 << _BITS) - 1 for number in range(len(BANDS))]
    return [[value, *(value ^ 1 << bit for bit in range(_BITS))] for value in values]


def _waves(values: bytes | tuple[float, ...]) -> list[float]:
    """The first coefficients of the discrete cosine transform (DCT-II) of `values`."""
    return [sum(map(float.__mul__, row, map(float, values))) for row in _cosines()]


@lru_cache(maxsize=1)
def _cosines() -> list[list[float]]:
    return [
        [cos(pi * wave * (2 * place + 1) / (2 * _SIDE)) for place in range(_SIDE)] for wave in range(_KEPT)
    ]
