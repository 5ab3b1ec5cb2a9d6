/**
 * What a news text may hold: what Markdown has words for and core/markdown.py lets through.
 *
 * A table is kept as its Markdown, and a picture that our library doesn't have as a name: neither is
 * edited here, and neither is lost.
 */

import { Schema } from "../../lib/prosemirror.js";

const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))/i;

/** The address of the smallest size of a picture of ours, which is there as soon as the picture is. */
export function thumbnailOf(address) {
  const found = /^(\/pictures\/[0-9a-f]{16})-(\d{1,4})\.(?:avif|webp|jpg)$/.exec(address);
  return found && `${found[1]}-${Math.min(480, Number(found[2]))}.webp`;
}

/** Whether a link may lead to `address`: another site, a page of ours, a mail or a telephone. */
export function isSafe(address) {
  return SAFE_ADDRESS.test(address);
}

const headings = [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } }));
const nearestHeadings = [[1, 2], [5, 4], [6, 4]].map(([from, level]) => (
  { tag: `h${from}`, attrs: { level } }));

function list(tag, group, extra = {}) {
  return {
    content: "list_item+",
    group: "block",
    attrs: { tight: { default: true }, ...group },
    parseDOM: [{
      tag,
      getAttrs: (dom) => ({ tight: !dom.hasAttribute("data-loose"), ...extra.read?.(dom) }),
    }],
    toDOM: (node) => [tag, {
      ...(node.attrs.tight ? {} : { "data-loose": "" }), ...extra.write?.(node),
    }, 0],
  };
}

/** The names of what it shows are kept apart from it, since a paste may bring no picture. */
function drawPicture({ attrs: { src, alt, title } }) {
  const names = { "data-image": src, "data-alt": alt, ...(title && { "data-title": title }) };
  const thumbnail = thumbnailOf(src);
  return thumbnail
    ? ["span", { class: "picture", ...names }, ["img", { src: thumbnail, alt, draggable: "false" }]]
    : ["span", { class: "picture-mark", ...names }, `Picture: ${alt || src}`];
}

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0],
  },
  blockquote: {
    content: "block+", group: "block", parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  horizontal_rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["div", ["hr"]] },
  heading: {
    attrs: { level: { default: 2 } },
    // A line that is broken would end a heading of Markdown.
    content: "(text | image)*",
    group: "block",
    defining: true,
    parseDOM: [...headings, ...nearestHeadings],
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  source: {
    content: "text*", group: "block", code: true, defining: true, marks: "",
    parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full" }],
    toDOM: () => ["pre", { "data-source": "", class: "source" }, 0],
  },
  code_block: {
    content: "text*", group: "block", code: true, defining: true, marks: "",
    attrs: { params: { default: "" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", ["code", 0]],
  },
  ordered_list: list("ol", { order: { default: 1 } }, {
    read: (dom) => ({ order: dom.hasAttribute("start") ? Number(dom.getAttribute("start")) : 1 }),
    write: (node) => (node.attrs.order === 1 ? {} : { start: node.attrs.order }),
  }),
  bullet_list: list("ul", {}),
  list_item: {
    content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0],
  },
  text: { group: "inline" },
  image: {
    inline: true, group: "inline", draggable: true,
    attrs: { src: {}, alt: { default: "" }, title: { default: null } },
    parseDOM: [{
      tag: "span[data-image]",
      getAttrs: ({ dataset }) => (
        { src: dataset.image, alt: dataset.alt, title: dataset.title ?? null }),
    }],
    toDOM: drawPicture,
  },
  hard_break: {
    inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};

const marks = {
  link: {
    attrs: { href: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [{
      tag: "a[href]",
      getAttrs: (dom) => (isSafe(dom.getAttribute("href"))
        && { href: dom.getAttribute("href"), title: dom.getAttribute("title") }),
    }],
    // Markdown may hold an address that our pages refuse; it is kept, and is no link here either.
    toDOM: ({ attrs }) => ["a", isSafe(attrs.href) ? { ...attrs, rel: "noopener" } : {}],
  },
  em: { parseDOM: [{ tag: "i" }, { tag: "em" }], toDOM: () => ["em"] },
  strong: { parseDOM: [{ tag: "b" }, { tag: "strong" }], toDOM: () => ["strong"] },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code"] },
};

export const schema = new Schema({ nodes, marks });
