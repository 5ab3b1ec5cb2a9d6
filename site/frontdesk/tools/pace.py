"""How fast a sign may move.

Whoever is sensitive to flashing light must be safe (WCAG 2.3.1: at most three flashes a second).
A flash is a dot that goes on and off again, which is two changes of the picture. So the picture
changes at most six times a second, whatever the message, whatever is typed, and faster movement
takes longer steps instead of quicker ones.
"""

FLASHES_A_SECOND = 3
CHANGES_A_SECOND = 2 * FLASHES_A_SECOND

# Milliseconds from one change to the next, rounded up so that six never come within a second.
LEAST_BETWEEN = -(-1000 // CHANGES_A_SECOND)

# Dots that a moving message goes on with each change.
DOTS_A_STEP = {
    "left": {"slow": 1, "medium": 2, "fast": 3},
    "up": {"slow": 1, "medium": 1, "fast": 2},
}

# Milliseconds from one step to the next. A message that stands still turns page by page, and one
# that moves up has time to be read.
BETWEEN = {
    "left": {"slow": LEAST_BETWEEN, "medium": LEAST_BETWEEN, "fast": LEAST_BETWEEN},
    "up": {"slow": 2 * LEAST_BETWEEN, "medium": LEAST_BETWEEN, "fast": LEAST_BETWEEN},
    "still": {"slow": 6000, "medium": 4000, "fast": 2500},
}

FOR_SCRIPT = {"least": LEAST_BETWEEN, "dots": DOTS_A_STEP, "between": BETWEEN}
