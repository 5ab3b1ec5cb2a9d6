"""The tools by name: what the list of tools, the site map and shared pictures say of them."""

from dataclasses import dataclass

from markupsafe import Markup

from frontdesk.core.dotmatrix import padded, picture


@dataclass(frozen=True)
class Tool:
    """`slug` is the last part of its address, `view` the name of its view, `art` rows of dots."""

    slug: str
    view: str
    name: str
    text: str
    art: tuple[str, ...]

    @property
    def endpoint(self) -> str:
        return f"tools.{self.view}"

    @property
    def path(self) -> str:
        return f"/tools/{self.slug}"

    def picture(self) -> Markup:
        return picture(padded(list(self.art), 1))


TOOLS = (
    Tool(
        "sign",
        "sign",
        "Type your sign",
        "See your own words on an LED sign, in the colour, rows and movement you choose.",
        (
            "#...#.####.#....#...........b..",
            "#...#.#....#....#.....###...b..",
            "#...#.#....#....#....#...#..b..",
            "#####.###..#....#....#...#..b..",
            "#...#.#....#....#....#...#.....",
            "#...#.#....#....#....#...#..b..",
            "#...#.####.####.####..###......",
        ),
    ),
    Tool(
        "size",
        "size",
        "Size and pitch",
        "What size and pixel pitch a display needs for the distance it is read from.",
        (
            "...............................",
            ".bbbbbbbbbggggggggg#########...",
            ".bbbbbbbbbggggggggg#########..w",
            ".bbbbbbbbbggggggggg#########.ww",
            ".bbbbbbbbbggggggggg#########..w",
            "..............................w",
            ".w.w.w.w.w.w.w.w.w.w.w.w.w.w.ww",
        ),
    ),
    Tool(
        "patient-calling",
        "calling",
        "Patient calling",
        "How a calling board looks and sounds in a waiting room.",
        (
            "...#..###...#...........w..w...",
            "..##.....#.##.....g.....w..w...",
            "...#...##...#......gg...w..w...",
            "...#.....#..#..ggggggg..wwwww..",
            "...#..#..#..#......gg......w...",
            "..###..##..###....g........w...",
            "...............................",
        ),
    ),
)
