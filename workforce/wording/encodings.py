"""Text of the time before Unicode, in words."""

from django.utils.translation import gettext_lazy

NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI-Windows", "windows-1258": "Windows-1258"}
SENTENCES = {
    "old_encoding": gettext_lazy(
        "Columns in %(encoding)s, from before Unicode: %(letters)s (%(count)s cells), as %(pairs)s. Say under “Text "
        "from before Unicode” whether to convert them."
    ),
    "encoding_converted": gettext_lazy(
        "Converted from %(encoding)s: columns %(letters)s (%(count)s cells), as %(pairs)s."
    ),
    "conversion_doubtful": gettext_lazy(
        "The old encoding does not keep whether these words had a capital, or has no such letter: %(words)s "
        "(%(count)s in all). Compare them with the original."
    ),
}
LISTED_WORDS = 10


def pairs_in_words(pairs) -> str:
    return ", ".join(f"“{before}” → “{after}”" for before, after in pairs)


def words_in_words(words) -> str:
    return ", ".join(words[:LISTED_WORDS])
