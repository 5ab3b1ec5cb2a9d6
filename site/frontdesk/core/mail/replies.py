"""Whether a reply is a plain agreement and nothing else. In doubt it is not."""

import re
import unicodedata

_READ = (
    "i have read the privacy policy",
    "i have read your privacy policy",
    "i've read the privacy policy",
    "i confirm that i have read the privacy policy",
    "i confirm i have read the privacy policy",
    "i confirm that i have read your privacy policy",
    "i confirm i have read your privacy policy",
)
_AGREE = ("and agree", "and i agree", "and agree to it", "and i agree to it")
_SENTENCES = frozenset(
    {
        "i agree",
        "yes i agree",
        "agreed",
        "yes agreed",
        "we agree",
        "yes we agree",
        "i agree to the privacy policy",
        "yes i agree to the privacy policy",
        "i confirm that i agree",
        "i confirm i agree",
        # The words that the customer was asked for: to confirm having read it.
        *(read for read in _READ if "confirm" in read),
        *(f"{read} {agree}" for read in _READ for agree in _AGREE),
        *(f"yes {read} {agree}" for read in _READ for agree in _AGREE),
    }
)
_CLOSINGS = frozenset(
    {
        "thanks",
        "many thanks",
        "thank you",
        "kind regards",
        "best regards",
        "warm regards",
        "with kind regards",
        "regards",
        "best wishes",
        "best",
        "all the best",
        "cheers",
        "yours sincerely",
        "yours faithfully",
        "yours truly",
        "sincerely",
    }
)
_DEVICE = re.compile(
    r"sent from (my )?(iphone|ipad|phone|mobile|android( device| phone)?|samsung( galaxy)?"
    r"( smartphone| device)?|galaxy|blackberry|outlook( for (ios|android))?|mail for windows)"
    r"|get outlook for (ios|android)"
)


def agrees_plainly(reply_text: str, customer_name: str, organisation: str) -> bool:
    """True only for one known sentence of agreement, then at most a closing and a name."""
    lines = [plain for line in reply_text.splitlines() if (plain := _plain(line)) != ""]
    if not lines or lines[0] not in _SENTENCES:
        return False
    first_name = customer_name.split()[0] if customer_name.strip() else ""
    known = _CLOSINGS | {_plain(own) for own in (customer_name, first_name, organisation)}
    return all(
        line is not None and (line in known or _DEVICE.fullmatch(line)) for line in lines[1:]
    )


def _plain(line: str) -> str | None:
    """Lower case, one space, no stops or commas; None when the line holds any other sign."""
    text = unicodedata.normalize("NFKC", line).casefold()
    text = re.sub(r"[\u2018\u2019\u02bc]", "'", text)
    text = " ".join(re.sub(r"[.,!;:]+(?=\s|$)", " ", text).split())
    # A question mark, a bracket or a mark that cannot be seen may change what the words mean.
    return text if all(c.isalnum() or c in " '&-/." for c in text) else None
