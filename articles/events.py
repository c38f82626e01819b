"""What happens to articles, as signals; who listens stands in articles/receivers.py."""

from django.dispatch import Signal

# Its text, its keywords or its state changed. Arguments: pk (int). Sent inside the transaction that did it.
article_changed = Signal()
# The same of many at once, as when their keyword was merged. Arguments: pks (list[int]).
articles_changed = Signal()
# Another set or order of keywords. Arguments: pk (int), before and after (lists of keywords' ids).
keywords_changed = Signal()
# Their lists of other stories changed. Arguments: pks (list[int]).
lists_changed = Signal()
# Other articles than before, or none, are the best copies of these. Arguments: pks (list[int]).
copies_changed = Signal()
# Written in bulk, new ones and others, without a signal for each. Arguments: pks (list[int]).
articles_imported = Signal()
# Other articles than before, or in another order, are the most read of some days. Arguments: days (int).
ranking_changed = Signal()
# One was saved. Arguments: pk (int), before (None for a new one) and after: Standings of caching/changes.py.
article_saved = Signal()
