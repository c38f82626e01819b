"""What house style has to say about a text, and mending it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2s

from articles.text.normalize import comparable
from articles.text.style import letters, quotes, signs, words
from articles.text.style.blocks import Block, blocks_of, lines_of
from articles.text.style.passage import Edit, Passage, Slip

RULES: tuple[Callable[[Passage], Iterator[Slip]], ...] = (
    signs.latin_signs,
    signs.repeated_signs,
    signs.spaces,
    quotes.quotes,
    letters.tatweel,
    letters.direction_marks,
    letters.persian_letters,
    words.misspelt,
    words.repeated,
)
_CONTEXT = 40  # characters on either side
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that is not in house style.

    `start` and `end` count in the source that was checked, be it HTML or plain text; `found` is what
    readers see there, `replacement` what they would see (None: only a person can say), `before` and `after`
    some of the text around it.
    """

    rule: str
    start: int
    end: int
    found: str
    replacement: str | None
    before: str
    after: str
    edits: tuple[Edit, ...]

    @property
    def key(self) -> str:
        """The same as long as the place and the words beside it are: silences a finding for good."""
        beside = [*self.before.split()[-1:], self.found[:_CONTEXT], *self.after.split()[:1]]
        place = comparable(" ".join(beside)).encode()
        return f"{self.rule}-{blake2s(place, digest_size=6).hexdigest()}"


def check(source: str, *, html: bool = False) -> list[Finding]:
    """The findings in `source`, in order: lines of plain text, or (`html`) HTML that was cleaned.

    Time grows with the text's length alone. Blocks that are not mainly Arabic have no findings.
    """
    blocks = list(blocks_of(source) if html else lines_of(source))
    passages = [block.passage() for block in blocks]
    system = letters.digit_system(passages)
    found = []
    for block, passage in zip(blocks, passages, strict=True):
        if passage.is_arabic:
            slips = [slip for rule in RULES for slip in rule(passage)]
            slips += letters.mixed_digits(passage, system)
            found += [_finding(slip, block, passage.text) for slip in slips]
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def mend(source: str, findings: Iterable[Finding]) -> str:
    """`source` with `findings`, which were found in it, mended; tags and attributes stay as they are.

    Of two that overlap the first is mended, and the other is found again by the next check.
    """
    edits = sorted((edit, number) for number, one in enumerate(findings) for edit in one.edits)
    late: set[int] = set()
    last = Edit(-1, -1, "")
    for edit, number in edits:
        if edit.start < last.end or edit.start == last.start:
            late.add(number)
        elif number not in late:
            last = edit
    pieces, at = [], 0
    for edit, number in edits:
        if number not in late:
            pieces += [source[at : edit.start], edit.text]
            at = edit.end
    return "".join([*pieces, source[at:]])


def mend_all(source: str, *, html: bool = False, silenced: Collection[str] = ()) -> str:
    """`source` with all that can be mended but findings whose key is in `silenced`; again changes nothing."""
    for _ in range(_ROUNDS):
        findings = [one for one in check(source, html=html) if one.edits and one.key not in silenced]
        if not findings:
            break
        source = mend(source, findings)
    return source


def _finding(slip: Slip, block: Block, text: str) -> Finding:
    start, end = slip.start, slip.end
    places = block.places(start, end)
    edits = _placed(slip.edits, block, text)
    return Finding(
        slip.rule,
        places[0][0],
        places[-1][1],
        text[start:end],
        _edited(text, slip) if edits else None,
        text[max(0, start - _CONTEXT) : start],
        text[end : end + _CONTEXT],
        edits,
    )


def _placed(edits: Iterable[Edit], block: Block, text: str) -> tuple[Edit, ...]:
    """`edits` of a block's text as edits of its source; none where one would reach over a tag.

    Spaces may: each text node loses its own.
    """
    placed: list[Edit] = []
    for edit in edits:
        start, end, new = _least(edit, text)
        places = block.places(start, end)
        if len(places) > 1 and (new or text[start:end].strip()):
            return ()
        placed += [Edit(*place, new) for place in places]
    return tuple(placed)


def _least(edit: Edit, text: str) -> Edit:
    """`edit` without what it would leave as it is at its beginning and end."""
    start, end, new = edit
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(start, end, new)


def _edited(text: str, slip: Slip) -> str:
    """What stands in the place of `slip` once it is mended."""
    pieces, at = [], slip.start
    for start, end, new in slip.edits:
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at : slip.end]])
