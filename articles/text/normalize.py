"""One ladder of small steps from text as people type it to text that can be compared.

`fold` makes words comparable and keeps punctuation; `identity_key` makes two spellings of one name or
title equal; `tidy` only mends letters that a reader should not meet, and is what gets stored and shown.
"""

import re
import unicodedata

KEY_LENGTH = 300

# Shapes of a bare haraka (U+FE70–FE7F): NFKC would turn each into a space and a mark and split the word.
_LONE_MARK_SHAPES = re.compile("[\ufe70-\ufe7f]")
# Harakat and Quranic marks, superscript alef, tatweel.
_MARKS = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u0640]"
)
# Soft hyphen, zero-width and direction marks, BOM, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# C0 and C1 controls but tab and line feed, lone surrogates, noncharacters: no database or XML takes them all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱٲٳٵ", "ا"),
        **dict.fromkeys("ىیېےۍ", "ي"),
        **dict.fromkeys("کڪګ", "ك"),
        **dict.fromkeys("ةہھۀەۃ", "ه"),
        **{chr(start + n): str(n) for start in (0x0660, 0x06F0) for n in range(10)},
        "٪": "%",
        "٫": ".",
    }
)
# Tatweel that only stretches a word; one that ends a particle is spelling: «لـ«أمازون»», «بـ5 أصوات».
_STRETCH = re.compile("\u0640+(?=[\u0621-\u065f\u0670-\u06d3])")
# Persian letters that Arabic writes with others; the final Persian ye is left to the reader's eye as ي.
PERSIAN = str.maketrans({"ی": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه"})
# «+» and «#» tell C from C++ and C#; a point or a percent sign belongs to its number.
_NOT_IDENTITY = re.compile(r"(?:[^\w+#%.]|_|(?<!\d)\.|\.(?!\d))+")


def compose(text: str) -> str:
    """`text` in NFKC: presentation forms, ligatures and letter-plus-hamza become plain letters.

    This comes before every other step: were the marks removed first, a hamza typed as a combining
    sign would vanish from ؤ and ئ and leave other words behind.
    """
    return unicodedata.normalize("NFKC", _LONE_MARK_SHAPES.sub("", text))


def strip_marks(text: str) -> str:
    """`text` without harakat, tatweel, direction marks and zero-width signs."""
    return _INVISIBLE.sub("", _MARKS.sub("", text))


def unify_letters(text: str) -> str:
    """Alef without its hamza; one ya, one kaf, one ha; digits 0–9. Works on composed text."""
    return text.translate(_LETTERS)


def squeeze(text: str) -> str:
    """`text` with every run of white space made one space, none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """`text` as it is compared: composed, unmarked, one form per letter, lower case, single spaces."""
    return squeeze(unify_letters(strip_marks(compose(text))).casefold())


def comparable(text: str) -> str:
    """`text` folded to its words alone: «الوزراء: خطّة» is «الوزراء خطه»."""
    return squeeze(_NOT_IDENTITY.sub(" ", fold(text)))


def identity_key(text: str) -> str:
    """Equal for two spellings of the same keyword, name or title; "" when nothing is left to compare.

    At most KEY_LENGTH characters, as the columns that keep it: titles differ well before that.
    """
    return comparable(text)[:KEY_LENGTH].rstrip()


def storable(text: str) -> str:
    """`text` without the characters that PostgreSQL or XML refuse; CR LF becomes LF."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tidy(text: str) -> str:
    """`text` as one line to store and show: Arabic letters for Persian ones, unstretched, nothing invisible.

    Hamza, harakat and final ى or ة stay as written: those are the writer's spelling.
    """
    plain = unicodedata.normalize("NFC", _unshape(storable(text)))
    return squeeze(_STRETCH.sub("", _INVISIBLE.sub("", plain)).translate(PERSIAN))


def has_direction_marks(text: str) -> bool:
    """Whether `text` holds signs that reorder what stands around them (as in a disguised file name)."""
    return any(
        ch in "\u061c\u200e\u200f" or "\u202a" <= ch <= "\u202e" or "\u2066" <= ch <= "\u2069" for ch in text
    )


def _unshape(text: str) -> str:
    """Only Arabic presentation forms made plain letters: NFKC on all text would change ½, ² and ™."""
    return _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), _LONE_MARK_SHAPES.sub("", text))


_SHAPES = re.compile("[\ufb50-\ufdcf\ufdf0-\ufdff\ufe80-\ufefc]")
