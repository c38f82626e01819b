"""The table of allowed moves: nothing else says what may follow what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from articles.models.revision import Act
from articles.models.status import State, Status


class Note(Enum):
    """Whether an act asks why."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    PUBLIC = "public"  # required, and readers see it


@dataclass(frozen=True, slots=True)
class Move:
    act: Act
    before: frozenset[State]
    after: Status
    permission: str  # of the app `articles`
    note: Note = Note.OPTIONAL
    own_only: bool = False  # only by who wrote it


_ON_ITS_WAY = frozenset({State.DRAFT, State.REVIEW, State.APPROVED})
_TO_APPEAR = _ON_ITS_WAY | {State.SCHEDULED}
_APPEARED = frozenset({State.PUBLISHED, State.EXPIRED})

# In the order in which the desk offers them. An act may have several rows, with a permission for each.
MOVES = (
    Move(Act.SUBMIT, frozenset({State.DRAFT}), Status.REVIEW, "submit_article"),
    Move(Act.RECALL, frozenset({State.REVIEW}), Status.DRAFT, "submit_article", own_only=True),
    Move(Act.APPROVE, frozenset({State.DRAFT, State.REVIEW}), Status.APPROVED, "approve_article"),
    Move(
        Act.SEND_BACK,
        frozenset({State.REVIEW, State.APPROVED}),
        Status.DRAFT,
        "approve_article",
        Note.REQUIRED,
    ),
    Move(Act.PUBLISH, _TO_APPEAR, Status.PUBLISHED, "publish_article"),
    Move(Act.SCHEDULE, _TO_APPEAR, Status.PUBLISHED, "publish_article"),
    Move(Act.UNSCHEDULE, frozenset({State.SCHEDULED}), Status.APPROVED, "publish_article"),
    Move(Act.WITHDRAW, _APPEARED, Status.WITHDRAWN, "withdraw_article", Note.PUBLIC),
    Move(Act.ARCHIVE, _ON_ITS_WAY, Status.ARCHIVED, "approve_article"),
    Move(Act.ARCHIVE, _APPEARED, Status.ARCHIVED, "withdraw_article"),
    Move(
        Act.REOPEN,
        frozenset({State.WITHDRAWN, State.ARCHIVED}),
        Status.DRAFT,
        "withdraw_article",
        Note.REQUIRED,
    ),
)
