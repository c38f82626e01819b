"""The largest pictures that are accepted, and larger ones, leave a worker below its bound of memory."""

from __future__ import annotations

import pytest

from articles.bench.uploads import cost_of

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
