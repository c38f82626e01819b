"""Where an article stands on its way to the readers, and what the desk calls that."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from articles.models.timed import Timed


class Status(models.TextChoices):
    """What is stored. Which moves are allowed from one to another: articles/workflow/states.py."""

    DRAFT = "draft", _("مسودة")
    REVIEW = "review", _("قيد المراجعة")
    APPROVED = "approved", _("معتمد")
    PUBLISHED = "published", _("منشور")
    WITHDRAWN = "withdrawn", _("مسحوب")
    ARCHIVED = "archived", _("في الأرشيف")


class State(models.TextChoices):
    """What the desk shows: the status, and for a published story where the clock stands."""

    DRAFT = "draft", _("مسودة")
    REVIEW = "review", _("قيد المراجعة")
    APPROVED = "approved", _("معتمد")
    SCHEDULED = "scheduled", _("مجدول")
    PUBLISHED = "published", _("منشور")
    EXPIRED = "expired", _("انتهى عرضه")
    WITHDRAWN = "withdrawn", _("مسحوب")
    ARCHIVED = "archived", _("في الأرشيف")


def state_of(article: Timed, at: datetime) -> State:
    """The state of `article` at that moment; no worker has to run for it to change."""
    if article.status != Status.PUBLISHED:
        return State(article.status)
    if article.published_at is None or article.published_at > at:
        return State.SCHEDULED
    return State.PUBLISHED if article.visible_at(at) else State.EXPIRED
