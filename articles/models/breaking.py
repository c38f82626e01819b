"""Breaking news (عاجل): one line above every page, for a while, before or after there is a story of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.fields import LineField
from articles.models.status import Status


class BreakingQuerySet(models.QuerySet[Any]):
    def running(self, at: datetime | None = None) -> Self:
        """Those that readers are told at the moment `at` (now), the newest first: decided here, by no worker.

        A story that was taken off the site takes its line with it.
        """
        at = at or timezone.now()
        gone = Q(article__status__in=(Status.WITHDRAWN, Status.ARCHIVED))
        return self.filter(~gone, began_at__lte=at, ends_at__gt=at).order_by("-began_at", "-pk")

    def next_moment(self, at: datetime) -> datetime | None:
        """When the next of these ends by itself after the moment `at`; None when none will."""
        ends: datetime | None = self.filter(ends_at__gt=at).aggregate(moment=models.Min("ends_at"))["moment"]
        return ends


class BreakingNews(models.Model):
    """A row stays when its time is over: it says who told readers what, and until when."""

    text = LineField(
        _("النص"), max_length=140, help_text=_("سطر واحد كما يقرؤه الناس، بلا كلمة «عاجل» ولا نقطة في آخره.")
    )
    article = models.ForeignKey(
        Article,
        verbose_name=_("الخبر"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="breaking",
        help_text=_("إن كان للعاجل خبر. يصير السطر رابطًا إليه حين يُنشر، ويختفي إن سُحب."),
    )
    began_at = models.DateTimeField(_("منذ"), default=timezone.now, editable=False)
    ends_at = models.DateTimeField(_("ينتهي في"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("أعلنه"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("أنهاه"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )

    objects = BreakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("عاجل")
        verbose_name_plural = _("العاجل")
        ordering = ["-began_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("announce_breaking", _("إعلان العاجل وإنهاؤه"))]
        indexes = [models.Index(fields=["ends_at"], name="breaking_ends")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="breaking_says_something"),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("began_at")), name="breaking_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_running_at(self, at: datetime) -> bool:
        """Whether its time is not over: BreakingQuerySet.running, but for what became of its story."""
        return self.began_at <= at < self.ends_at
