"""The largest pictures that are accepted leave a worker below its bound of memory; no larger ones are."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from articles.bench.uploads import cost_of
from articles.media.images import ImageError, check_image
from tests import factories

BOUND = 400  # MiB


# The others are measured by hand: manage.py bench_uploads.
@pytest.mark.parametrize("kind", ["png-50", "avif-21"])
def test_no_upload_takes_more_memory_than_a_worker_has(kind):
    cost = cost_of(kind)
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

    monkeypatch.setattr("articles.media.images.Image.open", huge)
    with pytest.raises(ImageError, match="ميغابكسل"):
        check_image(BytesIO(data), "صورة", len(data))
