"""What happens to articles, as signals; who listens stands in articles/receivers.py."""

from django.dispatch import Signal

# Its text, its keywords or its state changed. Arguments: pk (int). Sent inside the transaction that did it.
article_changed = Signal()
# The same of many at once, as when their keyword was merged. Arguments: pks (list[int]).
articles_changed = Signal()
