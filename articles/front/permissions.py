"""Who may arrange which front. Buttons and the acts themselves ask here."""

from __future__ import annotations

from typing import Any

from articles.workflow.permissions import may_work_in


def may_see(user: Any) -> bool:
    """Whoever sees stories on the desk sees how they are arranged."""
    return bool(user.has_perm("articles.view_article"))


def may_arrange(user: Any, section: int | None) -> bool:
    """Whether `user` may arrange the front page (None), or that of a section, which is one of theirs."""
    return bool(user.has_perm("articles.arrange_front")) and may_work_in(user, section)
