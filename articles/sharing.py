"""Links with which readers pass a story on: plain addresses of other sites, and nothing of theirs here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class ShareLink:
    """Where a story is passed on: the name that readers know, and the address with the story in it."""

    name: str
    url: str


# As each site documents them: the first parameter has the words, the second our address. WhatsApp takes one
# text, Facebook reads the words from the page itself.
_SITES = (
    (gettext_lazy("واتساب"), "https://wa.me/", ("text", None)),
    (gettext_lazy("تلغرام"), "https://t.me/share/url", ("text", "url")),
    (gettext_lazy("إكس"), "https://x.com/intent/post", ("text", "url")),
    (gettext_lazy("فيسبوك"), "https://www.facebook.com/sharer/sharer.php", (None, "u")),
)


def share_links(title: str, url: str) -> list[ShareLink]:
    """Links that open each site with `title` and the whole address `url` filled in."""
    found = []
    for name, site, (words, address) in _SITES:
        filled = {address: url} if address else {}
        if words:
            filled[words] = title if address else f"{title}\n{url}"
        found.append(ShareLink(str(name), f"{site}?{urlencode(filled, quote_via=quote)}"))
    return found
