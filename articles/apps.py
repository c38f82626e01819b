from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("غرفة الأخبار")

    def ready(self) -> None:
        from articles import receivers  # noqa: F401 - connects them; models are not ready any earlier
