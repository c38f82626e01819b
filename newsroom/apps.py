"""Two of Django's own apps, set up for a newsroom."""

from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.desk.NewsDesk"

    def ready(self) -> None:
        super().ready()
        from newsroom import checks  # noqa: F401 - registers them


class NewsroomStaticFilesConfig(StaticFilesConfig):
    """Leaves out what is joined (newsroom/stylesheets.py), and what this newsroom does not load of CKEditor's
    1,250 files, most of them translations.

    A pattern is matched against a file's path below its folder of static files; «*» crosses slashes.
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "css/site/*",
        "ckeditor/galleriffic/*",
        "ckeditor/ckeditor/vendor/*",
        *(
            f"ckeditor/ckeditor/plugins/{plugin}/*"
            for plugin in ("codesnippet", "mathjax", "scayt", "wsc", "flash", "iframe", "smiley", "forms")
        ),
        "ckeditor/ckeditor/skins/moono/*",
        # Interface languages other than Arabic and English (and their few neighbours in the alphabet)
        "ckeditor/ckeditor/*lang/[!ae_]*.js",
    ]
