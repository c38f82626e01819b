"""What is typed on the desk and not saved yet."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class WorkingCopy(models.Model):
    """An open form of the article: who has it open since when, and what it holds that was not saved.

    Each form that is opened has a `key` of its own, so two tabs of one person keep two copies.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    key = models.CharField(max_length=32)
    article = models.ForeignKey(  # none: a story that is yet to be saved
        Article, null=True, on_delete=models.CASCADE, related_name="working_copies"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(db_index=True)
    # The names and values of the form's fields, in order; none while nothing was changed
    data = models.JSONField(null=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="working_copy_of_one_form"),
            models.CheckConstraint(
                condition=models.Q(data__isnull=True, saved_at__isnull=True)
                | models.Q(data__isnull=False, saved_at__isnull=False),
                name="working_copy_data_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.article_id or '—'}"
