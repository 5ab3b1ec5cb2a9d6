"""Markdown that goes through the editor says afterwards what it said before."""

import re
from pathlib import Path

import frontmatter
from playwright.sync_api import Page

from frontdesk.core.markdown import render
from frontdesk.settings import ROOT

THROUGH = """async (texts) => {
  const { parse, serialize } = await import("/static/js/news/markdown.js");
  return texts.map((text) => serialize(parse(text)));
}"""

# Documents at random, of letters that mean something to Markdown; each is written as Markdown,
# read again, and told as its blocks and, for each letter, what marks it. Spaces at the edges of
# blocks, and the marks of spaces, are nothing that a reader could see.
RANDOM_DOCUMENTS = """async (number) => {
  const { parse, serialize } = await import("/static/js/news/markdown.js");
  const { schema } = await import("/static/js/news/schema.js");
  let seed = 20261123;
  const below = (limit) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const one = (choices) => choices[below(choices.length)];
  const letters = [..."aebc1 2.  -+*_`~#>=|<&;:!?()[]/\\"'ä×"];
  const words = () => Array.from({ length: 1 + below(9) }, () => one(letters)).join("");
  const marks = () => ["em", "strong", "link", "code"].filter(() => below(4) === 0).map((name) =>
    schema.mark(name, name === "link" ? { href: one(["/a", "https://b.example/c(d)_e"]) } : null));
  const inline = (breaks) => Array.from({ length: 1 + below(5) }, () =>
    breaks && below(6) === 0 ? schema.node("hard_break") : text(marks()));
  // Code in a link could be taken for the definition of one, if it held a bracket and a colon.
  const text = (as) => schema.text(as.some((mark) => mark.type.name === "code")
    ? `c${words().replaceAll("]", "")}c` : `${words()}a`, as);
  const paragraph = () => schema.node("paragraph", null, inline(true));
  const blocks = (depth) => Array.from({ length: 1 + below(3) }, () => block(depth));
  const item = (depth) => schema.node("list_item", null,
    [paragraph(), ...(below(3) ? [] : blocks(depth))]);
  const items = (depth) => Array.from({ length: 1 + below(3) }, () => item(depth));
  const block = (depth) => {
    const kind = below(depth > 0 ? 8 : 5);
    if (kind === 1) return schema.node("heading", { level: 2 + below(3) }, inline(false));
    if (kind === 2) return schema.node("horizontal_rule");
    if (kind === 3) return schema.node("code_block", null, schema.text(`${words()}\\n${words()}`));
    if (kind === 5) return schema.node("blockquote", null, blocks(depth - 1));
    const inner = () => items(depth - 1);
    if (kind === 6) return schema.node("bullet_list", { tight: below(2) === 0 }, inner());
    if (kind === 7) return schema.node("ordered_list", { order: one([1, 9, 98]) }, inner());
    return paragraph();
  };
  const told = (node) => {
    if (node.isTextblock) {
      const found = [];
      node.forEach((child) => {
        const as = child.marks.map((m) => m.type.name + (m.attrs.href ?? "")).sort().join();
        if (!child.isText) found.push([child.type.name, ""]);
        else for (const letter of child.text) found.push([letter, letter === " " ? "" : as]);
      });
      if (!node.type.spec.code) {
        const blank = (each) => !each || each[0] === " " || each[0] === "hard_break";
        while (found.length && blank(found[0])) found.shift();
        while (found.length && blank(found.at(-1))) found.pop();
        for (let i = found.length - 1; i > 0; i -= 1) {
          const [here, before] = [found[i][0], found[i - 1][0]];
          if (here === " " && (before === " " || before === "hard_break")) found.splice(i, 1);
          else if (before === " " && here === "hard_break") found.splice(i - 1, 1);
        }
      }
      const words = JSON.stringify(found);
      return words === "[]" ? "" : `${node.type.name}${node.attrs.level ?? ""}:${words}`;
    }
    const inner = [];
    node.forEach((child) => inner.push(told(child)));
    const start = node.type.name === "ordered_list" ? node.attrs.order : "";
    return `${node.type.name}${start}(${inner.filter(Boolean).join()})`;
  };
  const wrong = [];
  for (let i = 0; i < number; i += 1) {
    const doc = schema.node("doc", null, blocks(2));
    doc.check();
    const markdown = serialize(doc);
    const [before, after] = [told(doc), told(parse(markdown))];
    if (before !== after) wrong.push({ markdown, before, after });
  }
  return wrong;
}"""

WRITTEN = [
    "Plain words.\nA second line of the same paragraph.\n\nA second paragraph.",
    "## Heading\n\n### Smaller\n\n#### Smallest\n\nText",
    "*one* **two** ***three*** `four` **a *b* c** *a **b***",
    "**Size:**&#51; m, (**x**)y, a*b*c, **bold***slanted*",
    "- one\n- two\n  - inner\n  - inner\n\n    with a second paragraph\n- three",
    "1. one\n2. two\n\n   more\n\n10. ten",
    "7) seven\n8) eight",
    "- a\n\n* b\n\n1. c\n\n1) d",
    "> quoted\n>\n> > twice\n\n> again",
    "[page](/products/) [site](https://a.example/b_(c)?d=e&f=g 'A title') <https://a.example/>",
    "[mail](mailto:a@b.example) <a@b.example> [phone](tel:+441234) [*both*](/news/)",
    "a\\\nb  \nc",
    "---\n\n***",
    "```\ncode *not* emphasis\n```\n\n    indented\n\n````\n```\n````",
    "| a | b |\n|---|:-:|\n| *c* | d \\| e |\n| f | |",
    "> | a | b |\n> |---|---|\n> | c | d |\n\n- | e | f |\n  |---|---|\n  | g | h |",
    "1\\. not a list, \\# not a heading, \\* not \\_emphasis\\_, AT&amp;T, &amp;copy; &lt;b&gt;",
    "\\- not a list\n\n\\+ nor this\n\n\\> nor a quotation\n\n2026\\. A year.\n\n\\---",
    "snake_case_word and __init__ and 2*3*4 and ~~not struck~~",
    '![A sign](/media/sign.avif "Title") after a picture',
    "<script>alert(1)</script> <b>not bold</b>",
    "Full width \u2013 dash, \u00d7, \U0001f4a1, caf\u00e9, \u65e5\u672c",
]


def _corpus() -> list[str]:
    paths = sorted([*Path(ROOT, "content").rglob("*.md"), *Path(ROOT, "news").glob("*.md")])
    return [*(frontmatter.load(str(path)).content for path in paths), *WRITTEN]


def _seen(markdown: str) -> str:
    """The page's HTML, with a line's end for the space that a browser shows."""
    return re.sub(r"\s+", " ", render(markdown)).replace("> <", "><").strip()


def test_all_that_the_site_says_stays_as_it_is(modules: Page) -> None:
    texts = _corpus()
    assert len(texts) > 40
    for text, after in zip(texts, modules.evaluate(THROUGH, texts), strict=True):
        assert _seen(after) == _seen(text), after


def test_a_second_passage_changes_nothing_at_all(modules: Page) -> None:
    once = modules.evaluate(THROUGH, _corpus())
    assert modules.evaluate(THROUGH, once) == once


def test_whatever_is_typed_is_read_again_as_it_was_typed(modules: Page) -> None:
    assert modules.evaluate(RANDOM_DOCUMENTS, 3000) == []
