"""House style of Arabic text: what to mend, where, and how."""

from articles.text.style.findings import RULES, Finding, check, mend, mend_all

__all__ = ["RULES", "Finding", "check", "mend", "mend_all"]
