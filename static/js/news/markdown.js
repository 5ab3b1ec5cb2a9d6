/** Between Markdown, which is what is stored, and the document that is edited. */

import {
  defaultMarkdownSerializer as standard, Fragment, MarkdownIt, MarkdownParser, MarkdownSerializer,
} from "../../lib/prosemirror.js";
import { schema } from "./schema.js";

const tokenizer = MarkdownIt("commonmark", { html: false }).enable("table");
tokenizer.core.ruler.push("tables_as_source", keepTables);

const parser = new MarkdownParser(schema, tokenizer, {
  blockquote: { block: "blockquote" },
  paragraph: { block: "paragraph" },
  list_item: { block: "list_item" },
  bullet_list: { block: "bullet_list", getAttrs: (_, tokens, i) => ({ tight: isTight(tokens, i) }) },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, tokens, i) => ({
      order: Number(token.attrGet("start") ?? 1), tight: isTight(tokens, i),
    }),
  },
  heading: {
    block: "heading",
    getAttrs: (token) => ({ level: Math.min(4, Math.max(2, Number(token.tag.slice(1)))) }),
  },
  code_block: { block: "code_block", noCloseToken: true },
  fence: {
    block: "code_block", getAttrs: (token) => ({ params: token.info || "" }), noCloseToken: true,
  },
  source: { block: "source", noCloseToken: true },
  hr: { node: "horizontal_rule" },
  image: {
    node: "image",
    getAttrs: (token) => ({
      src: token.attrGet("src"), alt: token.content, title: token.attrGet("title"),
    }),
  },
  hardbreak: { node: "hard_break" },
  em: { mark: "em" },
  strong: { mark: "strong" },
  link: {
    mark: "link",
    getAttrs: (token) => ({ href: token.attrGet("href"), title: token.attrGet("title") }),
  },
  code_inline: { mark: "code", noCloseToken: true },
});

const serializer = new MarkdownSerializer({
  ...standard.nodes,
  text: writeText,
  // Dashes would be read together with the dash of a list's item.
  horizontal_rule(state, node) {
    state.write("___");
    state.closeBlock(node);
  },
  source(state, node) {
    state.text(node.textContent, false);
    state.closeBlock(node);
  },
  bullet_list(state, node, parent, index) {
    const bullet = isSecond(parent, index) ? "* " : "- ";
    partFromParagraph(state, node, index);
    state.renderList(node, "  ", () => bullet);
  },
  ordered_list(state, node, parent, index) {
    const end = isSecond(parent, index) ? ") " : ". ";
    const first = node.attrs.order;
    const width = String(first + node.childCount - 1).length + end.length;
    partFromParagraph(state, node, index, first);
    state.renderList(node, " ".repeat(width), (i) => `${first + i}${end}`.padEnd(width));
  },
}, {
  ...standard.marks,
  em: emphasis("em"),
  strong: emphasis("strong"),
});

/** The document that some Markdown tells of. */
export function parse(text) {
  return parser.parse(text);
}

/** The Markdown of a document. */
export function serialize(doc) {
  return serializer.serialize(ordered(doc)).trim();
}

/** An address as Markdown keeps it: spaces and such encoded. */
export function written(address) {
  return tokenizer.normalizeLink(address.trim());
}

/**
 * The same document as Markdown can say it: no blanks at the edges of a paragraph, and its marks in
 * the order in which they are written, what reaches further first.
 */
function ordered(node) {
  if (!node.inlineContent) return node.copy(Fragment.from(withoutEmpty(childrenOf(node).map(ordered))));
  if (node.type.spec.code) return node;
  const trimmed = node.copy(Fragment.from(trimmedChildren(node).map(unmarkedBlank)));
  return trimmed.copy(Fragment.from(childrenOf(trimmed)
    .map((child, index) => child.mark(nested(child, trimmed, index)))));
}

/** An empty paragraph is nothing in Markdown, and would tear an item of a list in two. */
function withoutEmpty(blocks) {
  const full = blocks.filter((block) => block.type.name !== "paragraph" || block.childCount);
  return full.length ? full : blocks;
}

function childrenOf(node) {
  return Array.from({ length: node.childCount }, (_, index) => node.child(index));
}

/** A space needs no emphasis, and Markdown can't end one with it. */
function unmarkedBlank(child, index, children) {
  if (!child.isText || child.text.trim()) return child;
  const next = children[index + 1]?.marks ?? [];
  return child.mark(child.marks.filter((mark) => mark.isInSet(next)));
}

function trimmedChildren(node) {
  const children = childrenOf(node);
  const isBlank = (child) => child.type.name === "hard_break" || (child.isText && !child.text.trim());
  while (children.length && isBlank(children[0])) children.shift();
  while (children.length && isBlank(children.at(-1))) children.pop();
  const isEdge = (child) => !child || child.type.name === "hard_break";
  return children.map((child, index) => {
    if (!child.isText) return child;
    let { text } = child;
    if (isEdge(children[index - 1])) text = text.trimStart();
    if (isEdge(children[index + 1])) text = text.trimEnd();
    return text ? schema.text(text, child.marks) : null;
  }).filter(Boolean);
}

function nested(child, parent, index) {
  if (child.marks.length < 2) return child.marks;
  const reach = new Map(child.marks.map((mark) => [mark, reachOf(mark, parent, index)]));
  const weight = (mark) => {
    if (mark.type.name === "code") return -1;
    return reach.get(mark);
  };
  return [...child.marks].sort((a, b) => weight(b) - weight(a));
}

/** How many neighbours, this one included, carry a mark. */
function reachOf(mark, parent, index) {
  let [first, last] = [index, index];
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first -= 1;
  while (last < parent.childCount - 1 && mark.isInSet(parent.child(last + 1).marks)) last += 1;
  return last - first;
}

function isTight(tokens, i) {
  return tokens.slice(i + 1).find((token) => token.type !== "list_item_open")?.hidden ?? false;
}

/** Put one token in place of each table, with the table's Markdown. */
function keepTables(state) {
  const kept = [];
  let table = null;
  for (const token of state.tokens) {
    if (token.type === "table_open") table = [];
    if (!table) kept.push(token);
    else if (token.type === "tr_open") table.push([]);
    else if (token.type === "inline") table.at(-1).push(token.content.replaceAll("|", "\\|"));
    if (token.type === "table_close") {
      const source = new state.Token("source", "", 0);
      source.content = pipeTable(table);
      kept.push(source);
      table = null;
    }
  }
  state.tokens = kept;
}

/** A table in Markdown, from rows of cells in Markdown; the first row is its head. */
export function pipeTable([head, ...rows]) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A list that begins with words and with one may follow a paragraph at once, others may not. */
function partFromParagraph(state, list, index, first = 1) {
  if (index > 0 && (first !== 1 || !list.firstChild.textContent)) state.write();
}

/** Whether a list follows another of its kind, from which only its marks can part it. */
function isSecond(parent, index) {
  const { type } = parent.child(index);
  let before = index;
  while (before > 0 && parent.child(before - 1).type === type) before -= 1;
  return (index - before) % 2 === 1;
}

const WORD = /[\p{L}\p{N}]/u;

/**
 * Emphasis that Markdown reads as such wherever it stands. Between punctuation within and a letter
 * without, stars would be read as plain stars, unless that letter is written by its number; and
 * stars that touch other stars are told apart by writing one kind as underscores.
 */
function emphasis(name) {
  return {
    open(state, _mark, parent, index) {
      const sign = name === "strong" ? "**" : emphasisSign(state, parent, index);
      const before = lastOf(state);
      if (WORD.test(before) && (sign === "_" || !WORD.test(firstOf(parent, index)))) {
        state.out = state.out.slice(0, -before.length) + numbered(before);
      }
      (state.signs ??= []).push(sign);
      return sign;
    },
    close(state, _mark, parent, index) {
      const sign = state.signs.pop();
      const last = lastOf(state);
      state.numberNext = (sign === "_" || !WORD.test(last)) && WORD.test(nextOf(parent, index));
      return sign;
    },
    mixable: false,
    expelEnclosingWhitespace: true,
  };
}

/** The last character of the present block; nothing where it has none yet. */
function lastOf(state) {
  return state.closed ? "" : [...state.out.slice(-2)].at(-1) ?? "";
}

function emphasisSign(state, parent, index) {
  const isStrong = (at) => schema.marks.strong.isInSet(parent.maybeChild(at)?.marks ?? []);
  let last = index;
  while (schema.marks.em.isInSet(parent.maybeChild(last + 1)?.marks ?? [])) last += 1;
  const touches = lastOf(state) === "*" || isStrong(index) || isStrong(last) || isStrong(last + 1);
  return touches ? "_" : "*";
}

/** What is written after a mark's beginning: a sign, where another mark begins there as well. */
function firstOf(parent, index) {
  const { marks, text } = parent.child(index);
  const before = parent.maybeChild(index - 1)?.marks ?? [];
  const begin = marks.filter((mark) => !mark.isInSet(before));
  const isPlain = begin.length < 2 && !schema.marks.code.isInSet(marks);
  return isPlain ? [...(text ?? "")][0] ?? "" : "[";
}

/** What is written after a mark's end: nothing to mind where another mark begins there. */
function nextOf(parent, index) {
  const next = parent.maybeChild(index);
  const { marks } = parent.child(index - 1);
  if (!next || schema.marks.code.isInSet(next.marks)) return "";
  return next.marks.every((mark) => mark.isInSet(marks)) ? [...(next.text ?? "")][0] ?? "" : "";
}

function numbered(character) {
  return `&#${character.codePointAt(0)};`;
}

function writeText(state, node, parent, index) {
  let { text } = node;
  const startsLine = state.atBlockStart || state.out.endsWith("\n");
  if (startsLine) text = text.replace(/^[ \t]+/, "");
  let words = state.inAutolink ? text : escaped(text);
  if (startsLine) words = escapedAtStart(words);
  if (state.numberNext && !/\s$/.test(state.out)) {
    const [first] = text;
    words = numbered(first) + words.slice(first.length);
  }
  state.numberNext = false;
  // Markdown takes number signs at the end of a heading for decoration.
  if (parent.type.name === "heading" && index === parent.childCount - 1) {
    words = words.replace(/#(?=#*\s*$)/, "\\#");
  }
  state.text(words, false);
}

/** Text in which nothing means anything to Markdown. */
function escaped(text) {
  return text
    .replace(/[`*\\~[\]]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/&(?=#?\w+;)|<(?=[a-z/!?])/gi, "\\$&");
}

/** The same where a line begins, at which more means something. */
function escapedAtStart(words) {
  return words
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^(?:[>=|]|#{1,6}(?=\s|$)|:?-(?=[-\s|:]|$)|\+(?=\s|$))/, "\\$&");
}
