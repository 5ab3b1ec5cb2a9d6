"""The stem of an English word, by M. F. Porter's algorithm of 1980.

"Installing", "installed" and "installation" become one stem, which need not be a word itself.
"""

import re


def _endings(pairs: str) -> dict[str, str]:
    """Endings and what takes their places: "ational>ate" and so on."""
    return {old: new for old, _, new in (pair.partition(">") for pair in pairs.split())}


_STEP_2 = _endings("""
    ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous
    ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive
    biliti>ble logi>log
""")
_STEP_3 = _endings("icate>ic ative> alize>al iciti>ic ical>ic ful> ness>")
_STEP_4 = _endings("""
    al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> sion> tion> ou> ism> ate> iti> ous>
    ive> ize>
""")


def stem(word: str) -> str:
    """The stem of a word in lower case; one that is not of English letters is its own."""
    if len(word) < 3 or not (word.isascii() and word.isalpha()):
        return word
    word = _past(_plural(word))
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2, 0)
    word = _replace(word, _STEP_3, 0)
    return _tidy(_replace(word, _STEP_4, 1))


def _shape(word: str) -> str:
    """The word as consonants and vowels, c and v; a y after a consonant is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape.endswith("c"))
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    """How often consonants follow vowels: roughly, how many syllables are closed."""
    return _shape(word).count("vc")


def _short(word: str) -> bool:
    """Whether it ends like "hop": consonant, vowel, consonant, the last not w, x or y."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    found = re.fullmatch(r"(.*)(ed|ing)", word)
    if not found or "v" not in _shape(found[1]):
        return word
    left = found[1]
    if left.endswith(("at", "bl", "iz")) or (_measure(left) == 1 and _short(left)):
        return left + "e"
    doubled = left[-1:] == left[-2:-1] and _shape(left).endswith("c")
    return left[:-1] if doubled and left[-1] not in "lsz" else left


def _replace(word: str, endings: dict[str, str], measure: int) -> str:
    """Change the longest of the endings that fits, if enough of the word stands before it."""
    for length in range(7, 1, -1):
        ending = word[-length:]
        if ending in endings:
            # Of these two only the "ion" goes.
            kept = 1 if ending in ("sion", "tion") else 0
            left = word[: len(word) - length + kept]
            return left + endings[ending] if _measure(left) > measure else word
    return word


def _tidy(word: str) -> str:
    if word.endswith("e"):
        left = word[:-1]
        if _measure(left) > 1 or (_measure(left) == 1 and not _short(left)):
            word = left
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
