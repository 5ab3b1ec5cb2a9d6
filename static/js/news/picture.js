/** Puts a picture into the text: sent from here or chosen in the library, and said what it shows. */

import { TextSelection } from "../../lib/prosemirror.js";
import { receive } from "../media/drop.js";
import { askForWords, askWords, DECORATION } from "./picturewords.js";
import { question } from "./question.js";
import { schema, thumbnailOf } from "./schema.js";
import { token } from "./server.js";

const { nodes } = schema;

/** The picture that is selected, if one is. */
export function selectedPicture({ doc, selection: { from, to } }) {
  const node = to - from === 1 ? doc.nodeAt(from) : null;
  return node?.type === nodes.image ? node : null;
}

/** Ask what the selected picture shows, or for a new picture; `files` are sent at once. */
export function openPictureDialog(view, { addresses, signIn }, files = []) {
  const present = selectedPicture(view.state);
  if (present && !files.length) changeWords(view, present);
  else new Adding(view, addresses, signIn).begin(files);
}

function changeWords(view, { attrs }) {
  askWords({
    title: "What does this picture show?",
    thumbnail: thumbnailOf(attrs.src), alt: attrs.alt, decorative: attrs.title === DECORATION,
    done: "Save", remove: "Take it out of the text",
    accept: (said) => {
      const { tr, selection } = view.state;
      view.dispatch(tr.setNodeMarkup(selection.from, null, { ...attrs, ...written(said) }));
    },
    removed: () => view.dispatch(view.state.tr.deleteSelection()),
    left: () => view.focus(),
  });
}

function written({ alt, decorative }) {
  return { alt, title: decorative ? DECORATION : null };
}

class Adding {
  #view;
  #addresses;
  #signIn;
  #dialog;
  #leave;
  #waiting = [];
  #isAsking = false;

  constructor(view, addresses, signIn) {
    this.#view = view;
    this.#addresses = addresses;
    this.#signIn = signIn;
  }

  begin(files) {
    const { dialog, leave } = question(CHOOSER, "picture-title", () => this.#view.focus());
    [this.#dialog, this.#leave] = [dialog, leave];
    dialog.classList.add("ask--wide");
    this.#find("[data-older]").addEventListener("click", () => this.#showShelf());
    this.#find("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#choose(event.target.querySelector(":checked")?.value);
    });
    const take = receive(dialog, this.#addresses.pictures, token,
      (picture) => this.#take(picture), this.#signIn);
    this.#showShelf();
    take(files);
  }

  async #choose(number) {
    if (!number) return;
    try {
      const answer = await fetch(`${this.#addresses.pictures}/${number}/state`, {
        headers: { Accept: "application/json" }, redirect: "error",
      });
      if (answer.ok) this.#take(await answer.json());
    } catch {
      this.#find("[data-media-status]").textContent = "The picture can’t be reached. Please try again.";
    }
  }

  #take(picture) {
    this.#waiting.push(picture);
    if (!this.#isAsking) this.#askForNext();
  }

  /** One after another: each is put into the text with its words, and none without. */
  async #askForNext() {
    let isPut = false;
    this.#isAsking = true;
    while (this.#waiting.length && this.#dialog.open) {
      const picture = this.#waiting.shift();
      const said = await askForWords(picture, this.#addresses.pictures, {
        title: "What does this picture show?", done: "Put it into the text", signIn: this.#signIn,
      });
      if (said) this.#put(picture, said);
      isPut = Boolean(said);
    }
    this.#isAsking = false;
    // What is still on its way, or was refused, is told in the dialog.
    const isDone = this.#find("progress").hidden && !this.#find(".drop__status--wrong");
    if (isPut && isDone) this.#leave();
  }

  /** In a paragraph of its own, after what the cursor is in. */
  #put({ address }, said) {
    const { doc, selection: { $to }, tr } = this.#view.state;
    const image = nodes.image.create({ src: address, ...written(said) });
    const isEmpty = $to.depth === 1 && $to.parent.type === nodes.paragraph && !$to.parent.content.size;
    const at = $to.depth ? $to.after(1) : doc.content.size;
    if (isEmpty) tr.insert($to.pos, image);
    else tr.insert(at, nodes.paragraph.create(null, image));
    const end = isEmpty ? $to.pos + 1 : at + 2;
    this.#view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).scrollIntoView());
  }

  async #showShelf() {
    const list = this.#find("ul");
    const last = list.querySelector("li:last-child input");
    const query = new URLSearchParams({ name: "library", ...(last && { before: last.value }) });
    try {
      const answer = await fetch(`${this.#addresses.picker}?${query}`, { redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const items = [...page.querySelectorAll(".shelf > li")].map((item) => document.importNode(item, true));
      list.append(...items);
      this.#find("[data-shelf]").hidden = !list.children.length;
      this.#find("[data-older]").hidden = !page.querySelector("a[rel=next]");
      if (last) items[0]?.querySelector("input").focus();
    } catch {
      // Without a connection there is nothing to choose from.
    }
  }

  #find(selector) {
    return this.#dialog.querySelector(selector);
  }
}

const CHOOSER = `
  <h2 id="picture-title">Add a picture</h2>
  <div class="drop">
    <label for="picture-file">Choose a file, or drop it here</label>
    <p class="hint" id="picture-file-hint">JPEG, PNG, WebP, AVIF or GIF. Large photographs are made smaller first.</p>
    <input type="file" id="picture-file" accept="image/*" aria-describedby="picture-file-hint">
    <progress class="drop__progress" max="100" value="0" aria-label="Sending" hidden></progress>
    <p class="drop__status" role="status" data-media-status></p>
  </div>
  <form novalidate data-shelf hidden>
    <fieldset class="field">
      <legend>Or choose one that is here already</legend>
      <ul class="shelf ask__shelf"></ul>
    </fieldset>
    <div class="buttons">
      <button class="button">Use this picture</button>
      <button class="button button--quiet" type="button" data-older hidden>Show older ones</button>
    </div>
  </form>
  <div class="buttons"><button class="button button--quiet" type="button" data-leave>Close</button></div>`;
