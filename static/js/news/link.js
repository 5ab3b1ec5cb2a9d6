/** Asks where a link leads. */

import { TextSelection } from "../../lib/prosemirror.js";
import { written } from "./markdown.js";
import { question } from "./question.js";
import { isSafe, schema } from "./schema.js";

const { link } = schema.marks;
const WRONG = "Write a whole address, such as https://www.example.com/page, or /products/ for a page of ours.";

/** Open the question for the link at the cursor, or for a new one on what is selected. */
export function openLinkDialog(view) {
  selectWholeLink(view);
  const present = linkAt(view.state);
  const { dialog, leave } = question(QUESTION, "link-title", () => view.focus());
  const form = dialog.querySelector("form");
  const field = form.elements.namedItem("address");
  field.value = present?.attrs.href ?? "";
  form.querySelector("[value=remove]").hidden = !present;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value === "remove") apply(view, null);
    else if (!accept(view, form)) return;
    leave();
  });
  field.focus();
}

function accept(view, form) {
  const field = form.elements.namedItem("address");
  const address = completed(field.value.trim());
  if (isSafe(address)) {
    apply(view, written(address));
    return true;
  }
  form.querySelector(".error").textContent = WRONG;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", "link-address-error");
  field.focus();
  return false;
}

/** People write addresses as they are printed: www.example.com, or a mail address. */
function completed(address) {
  if (/^[^\s/@:]+@[^\s/@]+\.[^\s/@]+$/.test(address)) return `mailto:${address}`;
  return /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(address) ? `https://${address}` : address;
}

function apply(view, href) {
  const { state } = view;
  const { from, to, empty } = state.selection;
  const { tr } = state;
  if (href === null) tr.removeMark(from, to, link);
  else if (empty) tr.insert(from, state.schema.text(href.replace(/^mailto:/, ""), [link.create({ href })]));
  else tr.removeMark(from, to, link).addMark(from, to, link.create({ href }));
  view.dispatch(tr);
}

function linkAt({ selection: { $from, empty, from, to }, doc }) {
  if (empty) return linkBeside($from);
  let found = null;
  doc.nodesBetween(from, to, (node) => { found ??= link.isInSet(node.marks) ?? null; });
  return found;
}

/** The link in which a position is, or at whose end. */
function linkBeside($position) {
  return link.isInSet($position.marks()) || link.isInSet($position.nodeBefore?.marks ?? []);
}

/** With the cursor in a link, the whole link is meant. */
function selectWholeLink(view) {
  const { selection: { $from, empty }, tr } = view.state;
  const mark = empty && linkBeside($from);
  if (!mark) return;
  const { parent } = $from;
  let index = $from.index();
  // At the end of a link the cursor counts as before the next node.
  if (index >= parent.childCount || !mark.isInSet(parent.child(index).marks)) index -= 1;
  let first = index;
  let last = index;
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first -= 1;
  while (last < parent.childCount - 1 && mark.isInSet(parent.child(last + 1).marks)) last += 1;
  let from = $from.start();
  for (let i = 0; i < first; i += 1) from += parent.child(i).nodeSize;
  let to = from;
  for (let i = first; i <= last; i += 1) to += parent.child(i).nodeSize;
  view.dispatch(tr.setSelection(TextSelection.create(view.state.doc, from, to)));
}

const QUESTION = `
  <h2 id="link-title">Where does it lead?</h2>
  <form novalidate>
    <div class="field">
      <label for="link-address">Address</label>
      <p class="error" id="link-address-error" role="alert"></p>
      <input id="link-address" name="address" type="url" autocomplete="off" inputmode="url">
    </div>
    <div class="buttons">
      <button class="button" value="set">Set the link</button>
      <button class="button button--secondary" value="remove">Remove the link</button>
      <button class="button button--quiet" type="button" data-leave>Cancel</button>
    </div>
  </form>`;
