from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("غرفة الأخبار")

    def ready(self) -> None:
        # Connects them; models are not ready any earlier
        from articles import announcements, purging, receivers  # noqa: F401
        from articles.cards import checks  # noqa: F401
        from articles.front.standard import make_front_page

        post_migrate.connect(make_front_page, sender=self)
