"""Links to posts and films on other sites: which ones we show as a card, and where their players are.

The patterns are read by Python here and by JavaScript in static/js/ckeditor/figures/plugin.js,
so they use nothing that the two do not share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

LONGEST = 500
_HOST = r"https?://(?:www\.|m\.|mobile\.)?"
_END = r"/?(?:[?#].*)?"
# What a pasted line may be; behind it nothing but the end of the text
_ADDRESS = re.compile(r'https?://[^\s<>"]+')


@dataclass(frozen=True, slots=True)
class Site:
    """A site whose posts are shown: what it is called, where its player may be framed from."""

    name: str
    frames: str  # origin of its player
    # Addresses of its posts, whole, each with what the next two make of its groups
    forms: tuple[tuple[str, str, str], ...]
    is_film: bool = False  # its player is 16 by 9; others are as high as a post


SITES = (
    Site(
        "YouTube",
        "https://www.youtube-nocookie.com",
        (
            (
                rf"{_HOST}(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/|v/)|youtu\.be/)"
                r"([A-Za-z0-9_-]{11})(?:[/?&#].*)?",
                "https://www.youtube.com/watch?v={0}",
                "https://www.youtube-nocookie.com/embed/{0}?autoplay=1",
            ),
        ),
        is_film=True,
    ),
    Site(
        "X",
        "https://platform.twitter.com",
        (
            (
                rf"{_HOST}(?:x|twitter)\.com/([A-Za-z0-9_]{{1,20}})/status/([0-9]{{1,20}})(?:/(?:photo|video)/[0-9])?{_END}",
                "https://x.com/{0}/status/{1}",
                "https://platform.twitter.com/embed/Tweet.html?id={1}&dnt=true&lang=ar",
            ),
        ),
    ),
    Site(
        "Telegram",
        "https://t.me",
        (
            (
                rf"{_HOST}(?:t|telegram)\.me/(?:s/)?([A-Za-z][A-Za-z0-9_]{{3,31}})/([0-9]{{1,12}}){_END}",
                "https://t.me/{0}/{1}",
                "https://t.me/{0}/{1}?embed=1",
            ),
        ),
    ),
    Site(
        "Facebook",
        "https://www.facebook.com",
        (
            (
                rf"{_HOST}facebook\.com/(?:watch/?\?(?:[^#]*&)?v=|reel/)([0-9]{{5,20}})(?:[/?&#].*)?",
                "https://www.facebook.com/watch/?v={0}",
                "https://www.facebook.com/plugins/video.php?href={url}&show_text=false",
            ),
            (
                rf"{_HOST}facebook\.com/([A-Za-z0-9.]{{1,80}})/videos/(?:[A-Za-z0-9._-]{{1,200}}/)?([0-9]{{5,20}}){_END}",
                "https://www.facebook.com/{0}/videos/{1}/",
                "https://www.facebook.com/plugins/video.php?href={url}&show_text=false",
            ),
            (
                rf"{_HOST}facebook\.com/([A-Za-z0-9.]{{1,80}})/posts/(?:[A-Za-z0-9._%-]{{1,200}}/)?([A-Za-z0-9]{{5,120}}){_END}",
                "https://www.facebook.com/{0}/posts/{1}",
                "https://www.facebook.com/plugins/post.php?href={url}&show_text=true",
            ),
        ),
    ),
    Site(
        "Instagram",
        "https://www.instagram.com",
        (
            (
                rf"{_HOST}instagram\.com/(?:[A-Za-z0-9._]{{1,30}}/)?(?:p|reels?|tv)/([A-Za-z0-9_-]{{5,40}}){_END}",
                "https://www.instagram.com/p/{0}/",
                "https://www.instagram.com/p/{0}/embed/",
            ),
        ),
    ),
)
# For the editing area: what a line must be to become a card, and whose
PATTERNS = [(form[0], site.name) for site in SITES for form in site.forms]
FRAMES = [site.frames for site in SITES]
_FORMS = [(re.compile(pattern), site, url, player) for site in SITES for pattern, url, player in site.forms]


@dataclass(frozen=True, slots=True)
class Embed:
    """A post or a film on another site."""

    site: Site
    url: str  # its own page, in one spelling
    player: str  # what is framed, once a reader asks for it


def embed_of(address: str) -> Embed | None:
    """What `address` leads to, if it is a post of one of SITES; None for every other text.

    Nothing of the address is kept but names and numbers of the letters that its site gives them.
    """
    address = address.strip()
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        return None
    for pattern, site, url, player in _FORMS:
        if found := pattern.fullmatch(address):
            page = url.format(*found.groups())
            return Embed(site, page, player.format(*found.groups(), url=quote(page, safe="")))
    return None


def is_address(text: str) -> bool:
    """Whether `text` is a web address and nothing else."""
    return len(text) <= LONGEST and bool(_ADDRESS.fullmatch(text))
