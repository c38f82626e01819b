"""The largest pictures that are accepted leave a worker below its bound of memory; no larger ones are."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from articles.bench.uploads import cost_of
from articles.media.decoding import ImageError
from articles.media.images import check_image
from tests import factories

BOUND = 400  # MiB


# The others are measured by hand: manage.py bench_uploads.
@pytest.mark.parametrize(
    "kind",
    [
        *("png-50", "png-square-23", "png-strip-50", "avif-square-21"),
        *("jpeg-scans-37", "jpeg-scans-cmyk-29", "jpeg-progressive-strip-37"),
    ],
)
def test_no_upload_takes_more_memory_than_a_worker_has(kind):
    cost = cost_of(kind)
    assert cost.accepted
    assert cost.peak_mib <= BOUND


@pytest.mark.parametrize("kind", ["jpeg-scans-50", "jpeg-scans-cmyk-50", "mpo-progressive-50"])
def test_what_keeps_all_its_coefficients_is_held_to_fewer_pixels(kind):
    cost = cost_of(kind)
    assert not cost.accepted
    assert cost.peak_mib <= BOUND


def test_the_threads_of_a_worker_take_pictures_in_one_after_another():
    cost = cost_of("jpeg-scans-37", at_once=3)
    assert cost.accepted
    assert cost.peak_mib <= BOUND


@pytest.mark.parametrize(
    ("image_format", "pixels"), [("WEBP", 17_000_000), ("AVIF", 22_000_000), ("PNG", 51_000_000)]
)
def test_what_would_take_more_is_refused_by_its_header(monkeypatch, image_format, pixels):
    opened = Image.open
    data = factories.image_bytes((40, 40), image_format)

    def huge(*args, **kwargs):
        picture = opened(*args, **kwargs)
        picture._size = (1000, pixels // 1000)
        return picture

    monkeypatch.setattr("articles.media.decoding.Image.open", huge)
    with pytest.raises(ImageError, match="ميغابكسل"):
        check_image(BytesIO(data), "صورة", len(data))
