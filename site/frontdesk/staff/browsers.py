"""Which kind of browser somebody uses, in words that they recognise: "Firefox on Windows".

Coarse on purpose: enough to notice a stranger, too little to follow anybody.
"""

# The first that is named wins: most browsers also name those that they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def family(agent: str) -> str:
    """The browser and system that a User-Agent header names."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "Another browser")
    system = next((name for mark, name in SYSTEMS if mark in agent), "another system")
    return f"{browser} on {system}"
