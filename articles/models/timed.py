"""When a story may be seen: what its times and its source say together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.ledger.rules import Rules
from articles.models.status import State, Status, state_of
from articles.querysets import is_public, is_yet_to_appear


class Timed:
    """The part of Article that answers by its times; their columns stand there."""

    status: Any
    published_at: Any
    first_published_at: Any
    expires_at: Any
    expires_chosen_at: Any
    source_published_at: Any
    source: Any

    # By which it is told whether another end was chosen
    _stored_expires_at: datetime | None = None

    def limit_end(self) -> None:
        """Let it end when somebody chose, or when its source says while it is published: the earlier."""
        self.expires_chosen_at = self.chosen_end
        ends = (self.expires_chosen_at, self.allowed_until if self.status == Status.PUBLISHED else None)
        self.expires_at = self._stored_expires_at = min(filter(None, ends), default=None)

    @property
    def chosen_end(self) -> datetime | None:
        """When somebody wants it to end: what was put into `expires_at`, or else what was chosen before."""
        return self.expires_chosen_at if self.expires_at == self._stored_expires_at else self.expires_at

    @property
    def allowed_until(self) -> datetime | None:
        """Until when its source lets us show it."""
        return Rules.of(self.source).end(self.published_at)

    @property
    def allowed_from(self) -> datetime | None:
        """From when on its source lets us publish it."""
        return Rules.of(self.source).earliest(self.source_published_at)

    def visible_at(self, at: datetime) -> bool:
        """Whether anybody may read it at that moment: the same rule as ArticleQuerySet.published."""
        return is_public(self.status, self.published_at, self.expires_at, at)

    @property
    def state(self) -> State:
        """What the desk calls its state now."""
        return state_of(self, timezone.now())

    @property
    def is_published(self) -> bool:
        return self.visible_at(timezone.now())

    @property
    def is_yet_to_appear(self) -> bool:
        """On its way, or waiting for its minute: nobody has read it yet."""
        return is_yet_to_appear(self.status, self.published_at, self.first_published_at, timezone.now())
