"""The one allow-list for the HTML of a body, and plain text out of it."""

import re
from html import unescape

import nh3

from articles.text.embeds import embed_of, is_address
from articles.text.figures import Figure
from articles.text.normalize import has_direction_marks, squeeze, storable
from articles.text.notes import clean_notes, in_brackets

_DIRECTED = {"dir", "lang"}
_TEXT_TAGS = (
    *("p", "h2", "h3", "ul", "li", "blockquote", "strong", "em", "sub", "q", "cite", "span"),
    *("figcaption", "table", "thead", "tbody", "tfoot", "tr", "caption"),
)
ALLOWED_TAGS: dict[str, set[str]] = {
    **dict.fromkeys(_TEXT_TAGS, _DIRECTED),
    "a": {"href", "title", *_DIRECTED},
    "abbr": {"title", *_DIRECTED},
    "bdi": {"dir"},
    "br": set(),
    "figure": {"data-photo", "data-embed", *_DIRECTED},
    "hr": set(),
    "ol": {"start", *_DIRECTED},
    "sup": {"data-note", *_DIRECTED},
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
_PHOTO = re.compile(r"[1-9][0-9]{0,17}")
# Innermost figures that say what they show
_FIGURE = re.compile(
    r'<figure(?P<attributes>(?: [a-z-]+="[^"]*")*? data-(?:photo|embed)="[^"]*"(?: [a-z-]+="[^"]*")*)>'
    r"(?P<inside>(?:(?!</?figure\b).)*)</figure>",
    re.DOTALL,
)
_OPEN_FIGURE = re.compile(r'<figure((?: [a-z-]+="[^"]*")+)>(?!(?:<figcaption>[^<]*</figcaption>)?</figure>)')
_DATA = re.compile(r' data-(photo|embed)="([^"]*)"')
_LONE_LINK = re.compile(
    r'<p(?: [a-z]+="[^"]*")*>\s*(?:<a(?: [a-z]+="[^"]*")*? href="(?P<href>[^"]*)"[^>]*>)?'
    r"(?P<text>https?://[^\s<>]+)(?(href)</a>)\s*</p>"
)
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|span|strong|em)(?: [^>]*)?>(?:\s|&nbsp;|<br>)*</\1>")


def clean_html(html: str) -> str:
    """`html` with nothing but the tags and attributes of the allow-list; safe to show as it is.

    Scripts, handlers, styles and `javascript:` go, broken markup is closed, empty paragraphs vanish. Notes
    get the form of articles/text/notes.py. Pictures and cards get that of articles/text/figures.py, and
    so does an address of another site's post that stands alone in its line; any other becomes a link.
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
    return _with_figures(clean_notes(clean)).strip()


def _with_figures(html: str) -> str:
    if "<figure" in html:
        html = _FIGURE.sub(_as_figure, html)
        # What still has a place for data is no figure of ours: others stand in it, or something else does.
        html = _OPEN_FIGURE.sub(lambda found: f"<figure{_DATA.sub('', found[1])}>", html)
    return _LONE_LINK.sub(_as_card, html) if "://" in html else html


def _as_figure(found: re.Match[str]) -> str:
    data = dict(_DATA.findall(found["attributes"]))
    caption = squeeze(plain_text(found["inside"]).replace("\n", " "))
    address = unescape(data.get("embed", ""))
    photo = int(data["photo"]) if "photo" in data else None
    if not address:
        return Figure(photo, None, caption).html
    if embed := embed_of(address):
        return Figure(photo, embed, caption).html
    return _link(address, caption or address)


def _as_card(found: re.Match[str]) -> str:
    text, href = unescape(found["text"]), found["href"]
    if href is not None and unescape(href) != text:
        return found[0]  # a link whose words only look like an address
    if embed := embed_of(text):
        return Figure(embed=embed).html
    if href is not None or not is_address(text) or has_direction_marks(text):
        return found[0]
    return _link(text, text)


def _link(address: str, words: str) -> str:
    return f'<p><a href="{_escape_value(address)}" rel="noopener">{_escape(words)}</a></p>'


def _attribute(tag: str, name: str, value: str) -> str | None:
    """The value to keep: directions only as HTML knows them, links without hidden direction marks."""
    if name == "dir":
        return value.lower() if value.lower() in _DIRECTIONS else None
    if name == "href" and has_direction_marks(value):
        return None
    if name == "data-photo":
        return value if _PHOTO.fullmatch(value) else None
    if name == "data-embed":
        return value if is_address(value) and not has_direction_marks(value) else None
    return value


def plain_text(html: str) -> str:
    """The words of cleaned `html`, one line per block, notes between brackets."""
    lines = _TAG.sub("", _BLOCK_END.sub("\n", in_brackets(html))).split("\n")
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


def _escape_value(text: str) -> str:
    """`text` in an attribute, as nh3 writes it."""
    return text.replace("&", "&amp;").replace('"', "&quot;")


def absolute_links(html: str, root: str) -> str:
    """Cleaned `html` with its links into this site made whole, for readers elsewhere."""
    return _LOCAL_LINK.sub(rf'\1="{root}/', html) if '="/' in html else html


def links(html: str) -> list[str]:
    """Where the links of cleaned `html` lead, in order, each once."""
    return list(dict.fromkeys(unescape(href) for href in _LINK.findall(html)))
