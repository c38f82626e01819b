"""The largest pictures that are accepted leave a worker below its bound of memory, and no larger ones are."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from articles.bench.uploads import cost_of
from articles.media.images import ImageError, check_image
from tests import factories

BOUND = 400  # MiB


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        ("jpeg-progressive-37", True),
        ("png-50", True),
        ("webp-16", True),
        ("avif-21", True),
        ("webp-50", False),
    ],
)
def test_no_upload_takes_more_memory_than_a_worker_has(kind, accepted):
    cost = cost_of(kind)
    assert cost.accepted is accepted
    assert cost.peak_mib <= BOUND
