"""Pages of a list that may be of any length."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

MOST = 10_000


class BoundedPaginator(Paginator):
    """Counts up to MOST rows and has pages for those: nobody turns to page 200, filters lead there."""

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than pages for them."""
        return self._counted > MOST

    @cached_property
    def _counted(self) -> int:
        # In no order: so it is any index of the filter that is counted along.
        rows: Any = self.object_list
        return rows.order_by().values("pk")[: MOST + 1].count()
