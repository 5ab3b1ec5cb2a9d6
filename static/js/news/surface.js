/** The surface on which a news text is written, in place of a text area of Markdown. */

import {
  baseKeymap, chainCommands, dropCursor, EditorState, EditorView, exitCode, gapCursor, history,
  inputRules, keymap, liftListItem, redo, setBlockType, sinkListItem, splitListItem,
  textblockTypeInputRule, TextSelection, toggleMark, undo, wrappingInputRule,
} from "../../lib/prosemirror.js";
import { openLinkDialog } from "./link.js";
import { parse, serialize } from "./markdown.js";
import { cleanPaste } from "./paste.js";
import { openPictureDialog } from "./picture.js";
import { schema } from "./schema.js";
import { Toolbar } from "./toolbar.js";

const { nodes, marks } = schema;
const HINT = "Select words, then press a button. Alt and F10 lead to the buttons, Escape back to the text, Tab "
  + "out of it. What you type is kept on this device too, until the site has saved it or you sign out.";
const LEFT_OUT = "Pictures among pasted words are left out. Save them as files, and add each with the "
  + "button Picture.";

export class Surface {
  #area;
  #view;
  #toolbar;
  #library;
  #note = document.createElement("p");

  /**
   * Take the place of `area`, which goes on holding the text and tells of each change. `status`, which
   * says whether it is kept, moves to where one looks while writing. `library` says where pictures
   * come from: its `addresses`, and how to sign in again (`signIn`).
   */
  constructor(area, status, library) {
    this.#area = area;
    this.#library = library;
    const label = area.labels[0];
    label.id ||= `${area.id}-label`;
    const frame = document.createElement("div");
    frame.className = "surface";
    area.before(frame);
    this.#view = new EditorView({ mount: frame.appendChild(document.createElement("div")) }, {
      state: this.#stateOf(area.value),
      attributes: () => attributesOf(area, label),
      dispatchTransaction: (transaction) => this.#apply(transaction),
      transformPastedHTML: (html) => this.#clean(html),
      handlePaste: (_, event) => this.#takeFiles(event, event.clipboardData),
      handleDrop: (_, event) => this.#takeFiles(event, event.dataTransfer, event),
      handleKeyDown: (_, event) => this.#leaveForToolbar(event),
    });
    this.#toolbar = new Toolbar(this.#view, label.id, {
      link: () => this.#chooseLink(), picture: () => this.#choosePicture(),
    });
    frame.prepend(this.#toolbar.element);
    this.#note.className = "surface__note";
    this.#note.setAttribute("role", "status");
    frame.append(this.#note, status);
    describe(area);
    // Whoever has begun to write already goes on writing here.
    if (document.activeElement === area) this.#goToEnd();
    area.hidden = true;
    label.addEventListener("click", () => this.#view.focus());
    area.form.addEventListener("reset", () => setTimeout(() => this.write(area.defaultValue)));
  }

  /** Put another text in place of this one. Undo brings the present one back. */
  write(text) {
    const { doc, tr } = this.#view.state;
    this.#view.dispatch(tr.replaceWith(0, doc.content.size, parse(text).content));
  }

  focus() {
    this.#view.focus();
  }

  #goToEnd() {
    const { doc, tr } = this.#view.state;
    this.#view.dispatch(tr.setSelection(TextSelection.atEnd(doc)));
    this.#view.focus();
  }

  #stateOf(text) {
    return EditorState.create({
      doc: parse(text),
      plugins: [
        inputRules({ rules: rules() }),
        keymap(keys(() => this.#chooseLink())),
        keymap(baseKeymap),
        history(),
        dropCursor({ color: false, class: "drop-mark" }),
        gapCursor(),
      ],
    });
  }

  #apply(transaction) {
    this.#view.updateState(this.#view.state.apply(transaction));
    this.#toolbar?.update();
    if (!transaction.docChanged) return;
    this.#area.value = serialize(this.#view.state.doc);
    this.#area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #chooseLink() {
    openLinkDialog(this.#view);
    return true;
  }

  #clean(html) {
    const hasPictures = /<(?:img|v:imagedata)\b/i.test(html) && !html.includes("data-pm-slice");
    this.#note.textContent = hasPictures ? LEFT_OUT : "";
    return cleanPaste(html);
  }

  #choosePicture(files) {
    openPictureDialog(this.#view, this.#library, files);
    return true;
  }

  /**
   * Files become pictures; `place` is where they were dropped. With words beside them, as Word brings
   * them, the words are meant.
   */
  #takeFiles(event, data, place) {
    const words = data.getData("text/html").replace(/<[^>]*>/g, "").trim();
    if (!data.files.length || words) return false;
    event.preventDefault();
    const at = place && this.#view.posAtCoords({ left: place.clientX, top: place.clientY });
    if (at) {
      const { doc, tr } = this.#view.state;
      this.#view.dispatch(tr.setSelection(TextSelection.near(doc.resolve(at.pos))));
    }
    return this.#choosePicture([...data.files]);
  }

  #leaveForToolbar(event) {
    if (event.key !== "F10" || !event.altKey) return false;
    this.#toolbar.focus();
    return true;
  }
}

/** Who writes here need not know the signs of Markdown, which the hint tells of. */
function describe(area) {
  const hint = document.getElementById(`${area.id}-hint`);
  if (hint) hint.textContent = HINT;
}

function attributesOf(area, label) {
  return {
    "class": "surface__text prose",
    "role": "textbox",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
    ...(area.hasAttribute("aria-describedby")
      && { "aria-describedby": area.getAttribute("aria-describedby") }),
    ...(area.required && { "aria-required": "true" }),
    ...(area.hasAttribute("aria-invalid") && { "aria-invalid": "true" }),
    "spellcheck": "true",
  };
}

function keys(chooseLink) {
  const breakLine = chainCommands(exitCode, (state, dispatch) => {
    if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false;
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  });
  return {
    "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo,
    "Mod-b": toggleMark(marks.strong), "Mod-i": toggleMark(marks.em), "Mod-k": chooseLink,
    "Mod-Alt-0": setBlockType(nodes.paragraph),
    "Mod-Alt-2": setBlockType(nodes.heading, { level: 2 }),
    "Mod-Alt-3": setBlockType(nodes.heading, { level: 3 }),
    "Enter": splitListItem(nodes.list_item),
    "Mod-]": sinkListItem(nodes.list_item), "Mod-[": liftListItem(nodes.list_item),
    "Shift-Enter": breakLine, "Mod-Enter": breakLine,
  };
}

/** Signs that become what they stand for as they are typed: "- " a list, "## " a heading. */
function rules() {
  return [
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
    wrappingInputRule(/^(\d+)\.\s$/, nodes.ordered_list, ([, first]) => ({ order: Number(first) }),
      ([, first], list) => list.childCount + list.attrs.order === Number(first)),
    wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list),
    textblockTypeInputRule(/^(#{2,4})\s$/, nodes.heading, ([, signs]) => ({ level: signs.length })),
  ];
}
