/**
 * What is pasted from Word, from Google Docs or from a web page, reduced to what it says.
 *
 * The text is taken apart as a string before any parser sees it: styles and handlers in it would
 * otherwise be tried against the content policy, although the document is never shown.
 */

import { pipeTable } from "./markdown.js";

const LONGEST = 4_000_000;
const WITHOUT_WORDS = "style|script|xml|title|template|svg|math|noscript|noembed|noframes|xmp|plaintext|iframe|"
  + "object|textarea|select";
const WHOLE = new RegExp(`<(${WITHOUT_WORDS})\\b[^>]*>[\\s\\S]*?</\\1\\s*>`, "gi");
const MARKUP = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-z][\w:.-]*)((?:"[^"]*"|'[^']*'|[^"'<>])*)>|</gi;
const ATTRIBUTE = /([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"']+)/g;
const KEPT = new Set(["href", "title", "class", "start", "data-pm-slice", "data-source",
  "data-image", "data-alt", "data-title", "data-loose"]);
const DROPPED = new Set([...WITHOUT_WORDS.split("|"), "img", "picture", "video", "audio", "source",
  "link", "meta", "base", "embed", "input", "button", "frame", "frameset"]);
const ORDERED = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i;

/** HTML with headings, paragraphs, bold, italic, lists, links and tables, and nothing else. */
export function cleanPaste(html) {
  const bare = withoutAttributes(html.slice(0, LONGEST).replace(WHOLE, ""));
  if (bare.includes("data-pm-slice")) return bare;
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  keepEmphasis(body);
  gatherWordLists(body);
  lowerHeadings(body);
  keepTables(body);
  for (const paragraph of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    if (!paragraph.textContent.trim()) paragraph.remove();
  }
  return body.innerHTML;
}

function withoutAttributes(html) {
  return html.replace(MARKUP, (whole, end, name, attributes) => {
    if (whole === "<") return "&lt;";
    if (name === undefined || DROPPED.has(name.toLowerCase())) return "";
    if (end) return `</${name}>`;
    return `<${name}${[...attributes.matchAll(ATTRIBUTE)].map(keptAttribute).join("")}>`;
  });
}

function keptAttribute([, name, value]) {
  const lower = name.toLowerCase();
  const words = /^["']/.test(value) ? value.slice(1, -1) : value;
  if (lower === "style") return ` data-style="${quoted(words)}"`;
  return KEPT.has(lower) ? ` ${lower}="${quoted(words)}"` : "";
}

function quoted(words) {
  return words.replaceAll('"', "&quot;");
}

/** Google Docs says bold and italic in styles alone, and wraps all in a <b> that isn't bold. */
function keepEmphasis(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.dataset.style;
    const weight = style.match(/(?<![\w-])font-weight\s*:\s*(\w+)/i)?.[1];
    if (/^(?:b|strong)$/i.test(element.tagName) && /^(?:normal|[1-4]00)$/.test(weight ?? "")) {
      element.replaceWith(...element.childNodes);
    } else if (element.tagName === "SPAN") {
      if (/^(?:bold|bolder|[6-9]00)$/.test(weight ?? "")) wrapWithin(element, "strong");
      if (/(?<![\w-])font-style\s*:\s*(?:italic|oblique)/i.test(style)) wrapWithin(element, "em");
    }
  }
}

function wrapWithin(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Word writes a list as paragraphs, each with its level in a style and its mark as words. */
function gatherWordLists(body) {
  let open = [];
  let last = null;
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const level = Number(paragraph.dataset.style?.match(/mso-list\s*:[^;]*level(\d)/i)?.[1] ?? 0);
    if (!level || last?.nextElementSibling !== paragraph) open = [];
    if (level) {
      const tag = ORDERED.test(takeMark(paragraph)) ? "ol" : "ul";
      last = putInList(paragraph, level, tag, open);
    } else {
      last = null;
    }
  }
}

/** Take the mark, such as "·" or "2.", out of a paragraph of a list. */
function takeMark(paragraph) {
  const mark = [...paragraph.querySelectorAll("[data-style]")]
    .find((element) => /mso-list\s*:\s*ignore/i.test(element.dataset.style));
  const words = mark?.textContent.replaceAll("\u00a0", " ").trim() ?? "";
  mark?.remove();
  return words;
}

/** Move `paragraph` into the list of its level; returns the outermost list. */
function putInList(paragraph, level, tag, open) {
  const create = (name) => paragraph.ownerDocument.createElement(name);
  open.length = Math.min(open.length, level);
  if (open.length === level && open.at(-1).localName !== tag) open.pop();
  while (open.length < level) {
    const list = create(tag);
    const parent = open.at(-1);
    if (!parent) paragraph.before(list);
    else (parent.lastElementChild ?? parent.appendChild(create("li"))).append(list);
    open.push(list);
  }
  const item = create("li");
  item.append(paragraph);
  open.at(-1).append(item);
  return open[0];
}

/** The page has its own first heading, so a text that has some begins with the second. */
function lowerHeadings(body) {
  for (const title of body.querySelectorAll("p.MsoTitle")) rename(title, "h1");
  const lower = body.querySelector("h1") ? 1 : 0;
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(4, Number(heading.localName[1]) + lower);
    rename(heading, `h${level}`);
  }
}

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function keepTables(body) {
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.rows].map((row) => [...row.cells].map(cellWords));
    const width = Math.max(0, ...rows.map((row) => row.length));
    const single = rows.length < 2 || width < 2;
    if (single) table.replaceWith(...[...table.rows].flatMap((row) => [...row.cells])
      .flatMap((cell) => [...cell.childNodes]));
    else table.replaceWith(sourceOf(rows.map((row) => Object.assign(Array(width).fill(""), row)), body));
  }
}

function cellWords(cell) {
  return cell.textContent.replace(/\s+/g, " ").trim().replace(/[\\`*_[\]<|]/g, "\\$&");
}

function sourceOf(rows, body) {
  const source = body.ownerDocument.createElement("pre");
  source.dataset.source = "";
  source.textContent = pipeTable(rows);
  return source;
}
