"""The cast of the workflow: one person of each role, and an article in each state."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from articles.models.status import State
from tests import factories

ROLES = ["مراسل", "محرر", "رئيس تحرير", "مدير النظام"]


@pytest.fixture
def cast(db: None) -> dict[str, Any]:
    """A reporter, an editor, a chief and an administrator, by the names of their groups."""
    return {role: factories.user(role=role) for role in ROLES}


def in_state(state: str, **fields: Any) -> Article:
    """An article that the desk calls so."""
    now = timezone.now()
    times: dict[str, Any] = {
        State.SCHEDULED: {"published_at": now + timedelta(hours=2)},
        State.PUBLISHED: {"published_at": now - timedelta(hours=2)},
        State.EXPIRED: {
            "published_at": now - timedelta(hours=2),
            "expires_at": now - timedelta(hours=1),
        },
    }
    status = "published" if state in times else state
    if status in ("withdrawn", "archived"):
        fields = {"first_published_at": now - timedelta(days=2), **fields}
    made = factories.article(status=status, **{"published_at": None, **times.get(State(state), {}), **fields})
    assert made.state == state
    return made
