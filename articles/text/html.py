"""The one allow-list for the HTML of a body, and plain text out of it."""

import re
from html import unescape

import nh3

from articles.text.normalize import has_direction_marks, squeeze, storable

_DIRECTED = {"dir", "lang"}
_TEXT_TAGS = (
    *("p", "h2", "h3", "ul", "li", "blockquote", "strong", "em", "sub", "sup", "q", "cite", "span"),
    *("figure", "figcaption", "table", "thead", "tbody", "tfoot", "tr", "caption"),
)
ALLOWED_TAGS: dict[str, set[str]] = {
    **dict.fromkeys(_TEXT_TAGS, _DIRECTED),
    "a": {"href", "title", *_DIRECTED},
    "abbr": {"title", *_DIRECTED},
    "bdi": {"dir"},
    "br": set(),
    "hr": set(),
    "ol": {"start", *_DIRECTED},
    "td": {"colspan", "rowspan", *_DIRECTED},
    "th": {"colspan", "rowspan", "scope", *_DIRECTED},
    "time": {"datetime"},
}
_RENAMED = (
    ("b", "strong"),
    ("i", "em"),
    ("h1", "h2"),
    ("h4", "h3"),
    ("h5", "h3"),
    ("h6", "h3"),
    ("div", "p"),
)
_SCHEMES = {"http", "https", "mailto", "tel"}
_WITH_CONTENT = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "template",
    "noscript",
    "svg",
    "math",
    "form",
}
_DIRECTIONS = {"ltr", "rtl", "auto"}
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote|tr|caption|figcaption|td|th)>|<(?:br|hr)\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_LOCAL_LINK = re.compile(r'\b(href|src)="/(?!/)')
_LINK = re.compile(r'<a(?: [\w-]+="[^"]*")*? href="([^"]*)"')
_ROUNDS = 8
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|span|strong|em)(?: [^>]*)?>(?:\s|&nbsp;|<br>)*</\1>")


def clean_html(html: str) -> str:
    """`html` with nothing but the tags and attributes of the allow-list; safe to show as it is.

    Scripts, handlers, styles and `javascript:` go, broken markup is closed, empty paragraphs vanish.
    Cleaning well-nested markup again changes nothing.
    """
    for old, new in _RENAMED:
        html = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\g<1>{new}", html, flags=re.IGNORECASE)
    clean = nh3.clean(
        storable(html),
        tags=set(ALLOWED_TAGS),
        attributes=ALLOWED_TAGS,
        attribute_filter=_attribute,
        url_schemes=_SCHEMES,
        clean_content_tags=_WITH_CONTENT,
        link_rel="noopener",
    )
    # An empty block inside an empty block goes in the next round; the bound keeps hostile nesting cheap.
    for _ in range(_ROUNDS):
        clean, removed = _EMPTY_BLOCK.subn("", clean)
        if not removed:
            break
    return clean.strip()


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value to keep: directions only as HTML knows them, links without hidden direction marks."""
    if name == "dir":
        return value.lower() if value.lower() in _DIRECTIONS else None
    if name == "href" and has_direction_marks(value):
        return None
    return value


def plain_text(html: str) -> str:
    """The words of cleaned `html`, one line per block."""
    lines = _TAG.sub("", _BLOCK_END.sub("\n", html)).split("\n")
    return "\n".join(line for line in (squeeze(unescape(line)) for line in lines) if line)


def count_words(lede: str, body: str) -> int:
    """How many words a reader of the lede (plain text) and the body (cleaned HTML) reads."""
    return len(lede.split()) + len(plain_text(body).split())


def paragraphs_to_html(blocks: list[tuple[str, str]]) -> str:
    """HTML of `blocks`, pairs of tag («p», «h2» or «li») and plain text; runs of «li» become one list."""
    html: list[str] = []
    for position, (tag, text) in enumerate(blocks):
        if tag == "li" and (position == 0 or blocks[position - 1][0] != "li"):
            html.append("<ul>")
        html.append(f"<{tag}>{_escape(text)}</{tag}>")
        if tag == "li" and (position + 1 == len(blocks) or blocks[position + 1][0] != "li"):
            html.append("</ul>")
    return "\n".join(html)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def absolute_links(html: str, root: str) -> str:
    """Cleaned `html` with its links into this site made whole, for readers elsewhere."""
    return _LOCAL_LINK.sub(rf'\1="{root}/', html)


def links(html: str) -> list[str]:
    """Where the links of cleaned `html` lead, in order, each once."""
    return list(dict.fromkeys(unescape(href) for href in _LINK.findall(html)))
