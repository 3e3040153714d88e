"""Which old encoding a column of texts is in, judged by what its words become.

A word speaks for an encoding if it is a Vietnamese syllable when read in it, and none as it stands ("NguyÔn",
"Nguyeãn"). It speaks against if it is a syllable neither way: Western words are, and no encoding explains them. Words
that are syllables both ways ("Thò": thò, or Thị in VNI) say nothing by themselves.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from workforce.vietnam.legacy_encodings import WORD, Encoding, can_hold, convert, encoding_of_font
from workforce.vietnam.syllables import WORDS_KEPT, is_syllable
from workforce.vietnam.text import ETH

# What Windows-1252 has no sign for was not read from the bytes of an old encoding: this text is Unicode already
UNICODE_ONLY = re.compile("[^\x00-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
ASCII_LETTER = re.compile("[A-Za-z]")
# Signs that stand at a word without being part of it, though in TCVN3 they would be letters
BEFORE, AFTER = "«©§·¶\u00ad", "»©®²³¹\u00ad"
SHORTEST_FOREIGN_WORD = 3
SAMPLED_TEXTS = 500
# Of encodings that explain a column equally well, the first; TCVN3 makes syllables of most letters, so it is last
IN_DOUBT = [Encoding.VNI, Encoding.WINDOWS_1258, Encoding.TCVN3]


def detect(texts: Iterable[str], fonts: Iterable[str] = ()) -> Encoding | None:
    """The old encoding of at least some of the texts; None where they are best read as they stand.

    One text among many in Unicode is enough, since a paste does that: ``judge`` tells which. ``fonts``: those of the
    cells, of which .Vn… and VNI-… are the best sign there is.
    """
    texts = list(dict.fromkeys(texts))
    candidates = [text for text in texts if not UNICODE_ONLY.search(text)]
    changed = [text for text in candidates if not text.isascii()]
    if not changed:
        return None
    of_fonts = Counter(filter(None, map(encoding_of_font, fonts))).most_common(1)
    if of_fonts and speaks_for(of_fonts[0][0], texts):
        return of_fonts[0][0]
    if len(candidates) == len(texts):
        plain = [text for text in candidates if text.isascii()]
        sample = changed[:SAMPLED_TEXTS] + plain[:SAMPLED_TEXTS]
        scores = {encoding: score(sample, encoding) for encoding in IN_DOUBT}
    else:  # beside text in Unicode, words of other languages speak against nothing
        scores = {encoding: sum(judge(text, encoding) is True for text in changed) for encoding in IN_DOUBT}
    best = max(IN_DOUBT, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0 else None


def judge(text: str, encoding: Encoding) -> bool | None:
    """True: Vietnamese in the encoding and not as it stands. False: Unicode, or only as it stands. None: it may be."""
    if text.isascii():
        return None
    if UNICODE_ONLY.search(text):
        return False
    found = votes(text, encoding)
    if "as it stands" in found:
        return False
    return True if found.count("for") > found.count("against") else None


def allows(encoding: Encoding, texts: Iterable[str]) -> bool:
    """Whether texts that do not say it themselves may be in the encoding, as those beside them are."""
    candidates = [text for text in texts if not UNICODE_ONLY.search(text)]
    return speaks_for(encoding, texts) and score(candidates, encoding) >= 0


def speaks_for(encoding: Encoding, texts: Iterable[str]) -> bool:
    """Whether most texts could be in the encoding: text in Unicode may have kept the font of what it replaced."""
    could_be = [judge(text, encoding) is not False for text in texts if not text.isascii()]
    return sum(could_be) * 2 > len(could_be)


def score(texts: list[str], encoding: Encoding) -> int:
    found = Counter(each for text in texts for each in votes(text, encoding))
    return found["for"] - found["against"]


def votes(text: str, encoding: Encoding) -> list[str]:
    return [vote(word, encoding) for word in WORD.findall(text)]


@lru_cache(WORDS_KEPT)
def vote(word: str, encoding: Encoding) -> str:
    stands = is_vietnamese(word.lstrip(BEFORE).rstrip(AFTER))
    if word.isascii():
        return "" if stands or word.isupper() or len(word) < SHORTEST_FOREIGN_WORD else "against"
    if not ASCII_LETTER.search(word):
        return ""
    becomes = can_hold(word, encoding) and is_vietnamese(convert(word, encoding).text)
    if becomes == stands:
        # no language has signs amid the letters of its words
        return "" if stands or not word.isalpha() else "against"
    return "for" if becomes else "as it stands"


def is_vietnamese(word: str) -> bool:
    """A syllable in small letters, in capitals, or with a capital at its start."""
    plain = word.translate(ETH)
    return (plain.islower() or plain.isupper() or plain[1:].islower()) and is_syllable(plain)
