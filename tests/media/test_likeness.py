"""Copies of one picture are alike in 64 bits, and other pictures are not."""

from __future__ import annotations

import pytest
from PIL import ImageEnhance

from articles.media.likeness import distance, near_bands, perceptual_hash
from articles.models.photo import LIKE_DISTANCE
from tests.photos.pictures import checked, scene


@pytest.mark.parametrize("seed", range(1, 9))
def test_copies_are_alike_and_others_are_not(seed):
    original = perceptual_hash(scene(seed))
    copies = {
        "small": checked(scene(seed, (300, 200))),
        "recompressed": checked(scene(seed), quality=20),
        "another format": checked(scene(seed), "WEBP", quality=60),
        "lighter": checked(ImageEnhance.Brightness(scene(seed)).enhance(1.1)),
        "a little squeezed": checked(scene(seed, (900, 580))),
    }
    for how, copy in copies.items():
        assert distance(original, copy.phash) <= LIKE_DISTANCE, how
    for other in range(100, 130):
        assert distance(original, perceptual_hash(scene(other))) > LIKE_DISTANCE


def test_a_hash_is_a_signed_number_of_64_bits():
    for seed in range(20):
        assert -(2**63) <= perceptual_hash(scene(seed)) < 2**63
    assert distance(-1, 0) == 64


def test_what_differs_in_seven_bits_shares_a_band_but_for_one_bit():
    bits = [0, 1, 17, 18, 33, 34, 63]
    other = sum(1 << bit for bit in bits)
    other -= 1 << 64
    assert distance(0, other) == 7
    bands = [(other >> 16 * number) & 0xFFFF for number in range(4)]
    assert any(band in near for band, near in zip(bands, near_bands(0), strict=True))
