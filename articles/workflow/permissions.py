"""Who may do what to which article. Buttons, bulk actions and the acts themselves ask here."""

from __future__ import annotations

from typing import Any

from articles.models import Article, Section, SectionMember
from articles.models.revision import Act
from articles.models.status import State
from articles.workflow.states import MOVES, Move


def move_of(act: Act, state: State) -> Move | None:
    """The move that `act` is from `state`, None where there is none."""
    return next((move for move in MOVES if move.act == act and state in move.before), None)


def moves_for(user: Any, article: Article) -> list[Move]:
    """What `user` may do to `article` as it stands, in the order of the table."""
    state = article.state
    return [move for move in MOVES if state in move.before and _may_make(user, move, article)]


def may(user: Any, act: Act, article: Article) -> bool:
    """Whether `user` may do `act` to `article` now."""
    if act == Act.CORRECT:
        return article.state == State.PUBLISHED and _may_with(user, "correct_article", article)
    move = move_of(act, article.state)
    return move is not None and _may_make(user, move, article)


def may_edit(user: Any, article: Article) -> bool:
    """Whether `user` may change the text: of an own draft, or with edit_others of all in their sections."""
    if not _may_with(user, "change_article", article):
        return False
    return user.has_perm("articles.edit_others") or (_is_own(user, article) and article.state == State.DRAFT)


def may_work_in(user: Any, section: int | None) -> bool:
    """Whether `user` works in the section with this id (None: that of a story which has none yet).

    Who is in no section's list works in all.
    """
    own = sections_of(user)
    return own is None or section is None or section in own


def sections_of(user: Any) -> frozenset[int] | None:
    """Ids of the sections that `user` works in, children too; None for all. One query per user object."""
    if not hasattr(user, "_sections_worked_in"):
        memberships = SectionMember.objects.filter(user=user).values("section")
        found = set(memberships.values_list("section", flat=True))
        if found:
            found |= set(Section.objects.filter(parent__in=found).values_list("pk", flat=True))
        user._sections_worked_in = frozenset(found) or None
    return user._sections_worked_in


def _may_make(user: Any, move: Move, article: Article) -> bool:
    if not _may_with(user, move.permission, article):
        return False
    if move.own_only or not user.has_perm("articles.edit_others"):
        return _is_own(user, article)
    return True


def _may_with(user: Any, permission: str, article: Article) -> bool:
    return bool(user.has_perm(f"articles.{permission}")) and may_work_in(user, article.section_id)


def _is_own(user: Any, article: Article) -> bool:
    return article.created_by_id == user.pk
