"""The beginning of a text within a number of words, ended where a reader would end it."""

import re

from articles.text.sentences import sentences

_WORD = re.compile(r"\S+")


def first_words(text: str, most: int) -> str:
    """All of `text`, or at most `most` of its words: up to a sentence's end, or to a word with «…».

    A sentence is the better end where it leaves out no more than a third of the words.
    """
    words = list(_WORD.finditer(text))
    if len(words) <= most:
        return text
    end, early = words[most - 1].end(), words[most * 2 // 3].start()
    ended = [stop for _start, stop in sentences(text) if early <= stop <= end]
    return text[: ended[-1]] if ended else text[:end].rstrip("،؛:,;-–— ") + " …"
