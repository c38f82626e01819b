"""Distances in time as Arabic counts them."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.times import distance_in_words

NOW = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(seconds=59), "بعد أقل من دقيقة"),
        (timedelta(minutes=1), "بعد دقيقة"),
        (timedelta(minutes=2, seconds=30), "بعد دقيقتين"),
        (timedelta(minutes=10), "بعد 10 دقائق"),
        (timedelta(minutes=11), "بعد 11 دقيقة"),
        (timedelta(hours=2, minutes=5), "بعد ساعتين و5 دقائق"),
        (timedelta(hours=23), "بعد 23 ساعة"),
        (timedelta(days=1, minutes=5), "بعد يوم"),
        (timedelta(days=2, hours=3, minutes=59), "بعد يومين و3 ساعات"),
        (timedelta(days=12, hours=3), "بعد 12 يومًا"),
        (timedelta(0), "قبل لحظات"),
        (timedelta(seconds=-30), "قبل لحظات"),
        (timedelta(minutes=-3), "قبل 3 دقائق"),
        (timedelta(days=-1, hours=-2), "قبل يوم وساعتين"),
        (timedelta(days=-8, hours=-2), "قبل 8 أيام"),
    ],
)
def test_how_far_away(ahead, said):
    assert distance_in_words(NOW + ahead, NOW) == said
