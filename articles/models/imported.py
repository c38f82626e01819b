"""What was imported before, so that importing it again changes nothing."""

from django.db import models


class ImportedPage(models.Model):
    """One page that became an article. `key` tells which page it is, `digest` what it said last time."""

    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="imported_pages")
    imported_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.article_id} ← {self.key[:12]}"
