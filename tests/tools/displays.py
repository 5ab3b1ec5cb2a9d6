"""Displays of every kind that the calculator accepts."""

from hypothesis import strategies as st

from frontdesk.tools.size import Display

MARGATE = Display(distance=25_000, pitch=10_000, width=8_000, height=1_000, peak=800, share=40)

DISPLAYS = st.builds(
    Display,
    distance=st.integers(500, 500_000),
    pitch=st.integers(500, 100_000),
    width=st.integers(100, 100_000),
    height=st.integers(100, 100_000),
    peak=st.integers(50, 3000),
    share=st.integers(1, 100),
)


def address(display: Display) -> str:
    """The page about this display."""
    lengths = {name: getattr(display, name) for name in ("distance", "pitch", "width", "height")}
    typed = [f"{name}={number // 1000}.{number % 1000:03}" for name, number in lengths.items()]
    return "/tools/size?" + "&".join([*typed, f"peak={display.peak}", f"share={display.share}"])
