"""Says before the newsroom goes into service (`check --deploy`) which settings do little without another."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

_TOLD = {
    "WEBSUB_HUBS": "hubs of feeds",
    "INDEXNOW_KEY": "search engines",
    "EDGE_CACHES": "caches in front",
}


@register(Tags.security, deploy=True)
def check_somebody_tries_again(**kwargs: Any) -> Sequence[CheckMessage]:
    """Who is told of changes is told within the editor's request, and once, where no worker runs."""
    told = [words for name, words in _TOLD.items() if getattr(settings, name)]
    if settings.TASK_WORKER or not told:
        return []
    return [
        Warning(
            f"Without a worker {' and '.join(told)} are told of a change within its request, and once: "
            "what they do not take is only logged.",
            hint="Set TASK_WORKER=1, run `migrate` once, and `db_worker` beside the server.",
            id="newsroom.W001",
        )
    ]
