/** The page as visitors will see it, beside the text or, where there is no room, behind a tab. */

import { valuesOf } from "./fields.js";
import { ask } from "./server.js";

const PAUSE = 700;

export class Preview {
  #form;
  #page;
  #timer = 0;
  #asked = 0;
  #shown = "";

  /** `writing` holds the form and takes the tabs and the preview. */
  constructor(writing, form) {
    this.#form = form;
    const panel = document.createElement("section");
    panel.className = "writing__preview";
    panel.id = "preview";
    panel.tabIndex = 0;
    this.#page = document.createElement("div");
    this.#page.className = "writing__page";
    // A press on a link would leave the text behind.
    this.#page.addEventListener("click", (event) => {
      if (event.target.closest("a")) event.preventDefault();
    });
    panel.append(this.#page);
    writing.append(panel);
    new Tabs(writing, form.parentElement === writing ? form : form.parentElement, panel, () => this.refresh());
    form.addEventListener("input", () => this.#soon());
    form.addEventListener("change", () => this.#soon());
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), PAUSE);
  }

  async refresh() {
    if (!this.#page.checkVisibility()) return;
    const values = valuesOf(this.#form);
    const wanted = JSON.stringify(values);
    if (wanted === this.#shown) return;
    this.#asked += 1;
    const mine = this.#asked;
    try {
      const answer = await ask(this.#form.dataset.preview, { content: values });
      // Each answer is read, since one left unread holds its connection; but one that comes late
      // must not take the place of a newer one.
      const { html } = answer.ok ? await answer.json() : {};
      if (html === undefined || mine !== this.#asked) return;
      this.#page.innerHTML = html;
      this.#shown = wanted;
    } catch {
      // The preview waits for the next key; how saving stands is said elsewhere.
    }
  }
}

class Tabs {
  constructor(writing, text, panel, onShow) {
    this.panels = [text, panel];
    text.id ||= "text";
    this.onShow = onShow;
    this.list = document.createElement("div");
    this.list.className = "writing__tabs";
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Text and preview");
    this.tabs = ["Text", "Preview"].map((name, i) => this.#tab(name, i));
    this.list.append(...this.tabs);
    this.list.addEventListener("keydown", (event) => this.#move(event));
    writing.prepend(this.list);
    this.wide = window.matchMedia("(min-width: 80rem)");
    this.wide.addEventListener("change", () => this.#select(0));
    this.#select(0);
  }

  #tab(name, index) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = name;
    tab.id = `tab-${index}`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", this.panels[index].id);
    tab.addEventListener("click", () => this.#select(index));
    return tab;
  }

  #select(chosen) {
    const beside = this.wide.matches;
    this.panels.forEach((panel, index) => {
      panel.hidden = !beside && index !== chosen;
      if (panel.localName === "section") panel.setAttribute("role", beside ? "region" : "tabpanel");
      if (panel.localName === "section") panel.setAttribute("aria-label", "Preview");
      this.tabs[index].setAttribute("aria-selected", String(index === chosen));
      this.tabs[index].tabIndex = index === chosen ? 0 : -1;
    });
    this.onShow();
  }

  #move(event) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = this.tabs.indexOf(document.activeElement) === 0 ? 1 : 0;
    event.preventDefault();
    this.#select(other);
    this.tabs[other].focus();
  }
}
