"""The thread of a serving process that writes what was gathered, and ranks what is due."""

from __future__ import annotations

import atexit
import logging
from datetime import datetime, timedelta
from threading import Thread

from django.db import connections
from django.utils import timezone

from articles.reading.counts import gathered, write
from articles.reading.ranking import rank_due

logger = logging.getLogger(__name__)

# Counts wait in memory so long, unless a batch is full before
_EVERY = 10.0  # seconds
_LOOKS = timedelta(minutes=1)  # for rankings that are due


class Writer(Thread):
    """Writes in rounds until it is told to end; what is left then is written, too."""

    def __init__(self) -> None:
        super().__init__(name="reads", daemon=True)
        self._ends = False
        self._looks_at = timezone.now()

    def run(self) -> None:
        while not self._ends:
            gathered.due.wait(_EVERY)
            self._round(timezone.now())

    def end(self) -> None:
        """Called once, when the process ends."""
        self._ends = True
        gathered.due.set()
        self.join(timeout=10)

    def _round(self, now: datetime) -> None:
        try:
            write()
            if now >= self._looks_at and not self._ends:
                self._looks_at = now + _LOOKS
                rank_due(now)
        except Exception:
            # Whatever it was, the next round comes: nobody else would write.
            logger.exception("reads: not written, or not ranked, this time")
        finally:
            connections.close_all()


def start() -> None:
    """Begin to write, in a process that serves readers; it goes on until the process ends."""
    writer = Writer()
    writer.start()
    atexit.register(writer.end)
