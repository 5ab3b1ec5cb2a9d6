"""What the company sells: one file in content/products/ for each, its name the page's address."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app
from markupsafe import Markup

from frontdesk.core import catalogue
from frontdesk.core.content import CONTENT, ContentError, Fields, load_post
from frontdesk.core.markdown import render
from frontdesk.pages.art import BLEED, art_rows, framed

FOLDER = CONTENT / "products"
PARTS = ("What it is", "Where it fits", "How to choose", "How to get an estimate")
TOOLS = ("sign", "size", "patient-calling")


@dataclass(frozen=True)
class Product:
    """One product. `tool` is the address of the tool that helps to choose it, under /tools/.

    `wide` is its picture, which runs on to the window's edges and says `alt`; `art` is the same
    picture alone, `thumbnail` another, small one.
    """

    slug: str
    order: int
    name: str
    summary: str
    description: str
    tool: str | None
    text: str
    alt: str
    wide: Markup
    art: Markup
    thumbnail: Markup
    html: Markup


def init_app(app: Flask) -> None:
    found = load_products()
    app.extensions["products"] = found
    catalogue.offer(app, {product.slug: product.name for product in found})


def products() -> list[Product]:
    """Every product, in its order."""
    found: list[Product] = current_app.extensions["products"]
    return found


def by_slug(slug: str) -> Product | None:
    return next((product for product in products() if product.slug == slug), None)


def load_products(folder: Path = FOLDER) -> list[Product]:
    """Every product in the folder, by `order`. Raises ContentError."""
    found = [_load(path) for path in sorted(folder.glob("*.md"))]
    return sorted(found, key=lambda product: (product.order, product.slug))


def _load(path: Path) -> Product:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise ContentError(path, 1, "the file's name must be lower-case words joined by hyphens")
    fields, body = load_post(path)
    _check_parts(path, fields.source)
    rows, alt = art_rows(fields, "art"), fields.take("alt", str)
    product = Product(
        slug=path.stem,
        order=fields.take("order", int),
        name=fields.take("name", str),
        summary=fields.take("summary", str),
        description=fields.take("description", str),
        tool=_tool(fields),
        text=body,
        alt=alt,
        wide=framed(rows, 3, alt, BLEED),
        art=framed(rows, 2),
        thumbnail=framed(art_rows(fields, "thumbnail"), 1),
        html=render(body),
    )
    fields.finish()
    return product


def _tool(fields: Fields) -> str | None:
    tool = fields.maybe("tool", str)
    if tool is not None and tool not in TOOLS:
        raise fields.error("tool", f"tool must be one of {', '.join(TOOLS)}")
    return tool


def _check_parts(path: Path, source: str) -> None:
    """Buyers compare products part by part, so each page has the same four, in the same order."""
    lines = source.splitlines()
    wanted = iter(PARTS)
    for number, line in enumerate(lines, start=1):
        if line.startswith("## "):
            part = next(wanted, None)
            if part is None:
                raise ContentError(path, number, f"no part may come after {PARTS[-1]!r}")
            if line[3:].strip() != part:
                raise ContentError(path, number, f"the part {part!r} must come here")
    missing = next(wanted, None)
    if missing:
        raise ContentError(path, len(lines), f"the part {missing!r} is missing")
