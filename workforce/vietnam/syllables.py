"""Whether a word is written as a Vietnamese syllable: an onset, a rime, at most one tone.

Says nothing about meaning: it accepts syllables that no dictionary has, and refuses most names that came from other
languages. It tells text that was read in the wrong encoding from text that was not.
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
SHARP, HEAVY = "\u0301", "\u0323"
WITHOUT_TONES = str.maketrans("", "", TONES)
WORDS_KEPT = 65_536

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RIMES = """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăk ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu  i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong op ot
    ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua ui um un ung up ut uc uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uy uya uych uynh uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
"""
# The u of qu and the i of gi belong to the onset: qu + yên, gi + êng
AFTER_QU = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên ênh êt êch i it
    ôc ơ ơi ơn ơt y ych yn ynh yt yên yêt yêu
"""
AFTER_GI = "êc êm ên êng êp êt"

EVERYWHERE = frozenset(RIMES.split())
RIMES_OF = dict.fromkeys(["", *ONSETS.split()], EVERYWHERE)
RIMES_OF |= {"qu": frozenset(AFTER_QU.split()), "gi": EVERYWHERE | set(AFTER_GI.split())}
ONSET = re.compile("|".join(sorted(ONSETS.split(), key=len, reverse=True)))
# Before these, k, qu, gh and ngh are written. k itself stands anywhere: Bắc Kạn, Đắk Lắk
MISSPELT = re.compile("c(?:[eêiy]|o[aăe]|u[âêy])|g[eêy]|ng[eêiy]|n?gh[^eêi]")
VOWELS = re.compile("[aăâeêioôơuưy]+")
STOPPED = re.compile("(?:c|ch|p|t)$")


@lru_cache(WORDS_KEPT)
def is_syllable(word: str) -> bool:
    """Case does not matter, nor whether the tone is placed the old or the new way (hòa, hoà)."""
    word = unicodedata.normalize("NFC", word.lower())
    letters = without_tone(word)
    if MISSPELT.match(letters):
        return False
    marks = [(place, mark) for place, letter in enumerate(word) for mark in unicodedata.normalize("NFD", letter)]
    tones = [(place, mark) for place, mark in marks if mark in TONES]
    # a syllable that ends in a stop has one of two tones, and is written with it
    if len(tones) > 1 or (STOPPED.search(letters) and [mark for _, mark in tones] not in ([SHARP], [HEAVY])):
        return False
    return any(
        letters[cut:] in RIMES_OF.get(letters[:cut], ())
        and all(place - cut in tone_places(letters[cut:]) for place, _ in tones)
        for cut in cuts(letters)
    )


def without_tone(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(WITHOUT_TONES))


def cuts(letters: str) -> set[int]:
    """Where the rime may begin: g + iêng is gi + êng as well, and gì has no rime after gi."""
    found = ONSET.match(letters)
    return {0, 1, found.end()} if found else {0}


@lru_cache
def tone_places(rime: str) -> frozenset[int]:
    """On the vowel with a mark of its own, else on the last before a consonant, else on the middle or first one."""
    vowels = VOWELS.match(rime)[0]
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return frozenset(marked[-1:])
    if len(rime) > len(vowels):
        return frozenset({len(vowels) - 1})
    if vowels in ("oa", "oe", "uy"):
        return frozenset({0, 1})
    return frozenset({1 if len(vowels) == 3 else 0})
