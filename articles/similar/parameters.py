"""Every figure that decides what is similar, with its reason. `make bench-quality` shows what a change does.

Measured on 33,194 articles of Arabic papers (docs/quality.md).
"""

from math import exp

# Each field has the length of its weight (weighted_terms): a body says more than a headline, a lede mostly
# repeats both, keywords are few and chosen. A heavier headline finds the same event, a heavier body the
# same subject; these keep both.
HEADLINE, LEDE, BODY, KEYWORDS = 1.0, 0.5, 1.5, 0.2
# Names: pairs of words that a text says twice (Arabic has no capitals). They say what one has in mind of
# words that many stories share, so they tell a paper's subjects, and events whose headlines differ. Pairs
# said once are chance.
NAMES = 0.3
# News puts what matters first; the rest of a long text is background that many stories share.
BODY_WORDS = 400

# The rarity of a term counts a little less than its logarithm: names and numbers that only two texts have
# are as often chance as not.
RARITY_POWER = 0.8

# An article is found again by its most telling terms. 25 lose nothing against all of them.
TERMS_INDEXED = 32
TERMS_ASKED = 32
# A term's list keeps the latest articles only, which bounds what is written and read for common names.
MOST_ARTICLES_OF_TERM = 4096
# Entries of such lists that one article's neighbours may cost; the rarest terms go first. Half as many lose
# .01 of editors' links (MRR), a sixth .015 of keywords (nDCG), a twelfth .01 of events.
MOST_ENTRIES = 12_000
# Candidates that are compared by all their terms. 120 find nothing better.
CANDIDATES = 80
# The best of them whose whole text is compared, to leave out copies
COMPARED = 40

LIST_LENGTH = 10
# Below this, stories share no more than their section does: such a list had better be shorter.
LEAST_SCORE = 0.06
# With fewer than this the list is filled from the section, and says so.
FEWEST = 4
# How many older stories a new one may enter the lists of
ENTERS_LISTS_OF = 20

# Two texts of which half of the shorter is in the longer are copies. (Follow-ups quote less: a tenth.)
COPY_CONTAINMENT = 0.5
# Days between copies: agencies' texts are reprinted at once, columns after a week.
COPY_DAYS = 10
# Candidates for copies of one article; a text that more than these share is a form, not a story.
MOST_COPIES = 50


def nearness(days: float, same_source: bool) -> float:
    """How much of a likeness a distance in time leaves.

    Papers write about one event within days; what is like it in another paper weeks later is another event,
    and after months no reader looks for it there. A paper comes back to its own subjects for weeks, and its
    own old stories stay worth a look; of equal stories of a day, another paper's is worth more.
    """
    if same_source:
        return 0.53 + 0.15 * exp(-days / 7) + 0.2 * exp(-days / 60)
    return 0.25 + 0.35 * exp(-days / 3) + 0.4 * exp(-days / 45)
