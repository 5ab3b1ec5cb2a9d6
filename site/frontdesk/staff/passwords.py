"""Which passwords will do. Long ones, and none that a guesser tries first."""

import re

SHORTEST = 12
LONGEST = 1000
FEWEST_CHARACTERS = 5
# What the commonest long passwords are made of, in lower case and with digits read as letters.
COMMON_WORDS = """
    abcdefghijkl abcabcabcabc administrator changeme changemenow dragon football iloveyou
    iloveyouforever jesuschrist letmein letmeinplease liverpool login manchesterunited
    master monkey mypassword mypasswordis newpassword nopassword passphrase password
    passwordpassword passwort princess qazwsx qazwsxedc qazwsxedcrfv qwerty qwertyqwerty
    qwertyui qwertyuiop qwertyuiopasdf qwertyuiopasdfghjkl secret secretpassword starwars
    sunshine superman temporary thisismypassword trustno1 welcome welcometo whatever
    zaqxsw zxcvbnm asdfghjkl asdfghjklqwertyuiop correcthorsebatterystaplexkcd frontdesk
"""
COMMON = frozenset(COMMON_WORDS.split())
LOOKALIKES = str.maketrans("0134578@$!", "oleastbasi")
SEQUENCES = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz")


def problem(password: str, *about: str) -> str | None:
    """Why a password will not do, or None. `about` is what everybody knows of its owner."""
    plain = password.lower()
    if len(password) < SHORTEST:
        return f"The password needs at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password may have at most {LONGEST:,} characters."
    if len(set(plain)) < FEWEST_CHARACTERS or any(plain in row for row in SEQUENCES):
        return "That repeats or counts too much. Three or four unrelated words are better."
    if _core(plain) in COMMON or _core(plain).translate(LOOKALIKES) in COMMON:
        return "That is one of the first passwords that guessers try. Please choose another."
    if _core(plain) in {_core(word.lower()) for word in about}:
        return "That is known to everybody who knows you. Please choose another."
    return None


def _core(text: str) -> str:
    """The text without what people put around a word to make it longer."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", re.sub(r"[\s_-]", "", text))
