/**
 * Saves what is typed two seconds after the last key, and at the latest after ten; until the site has
 * it, this browser keeps it.
 */

import { isSame, valuesAtFirst, valuesOf } from "./fields.js";
import { KeptCopy } from "./kept.js";
import { ask, contentOf } from "./server.js";

const PAUSE = 2000;
const LONGEST = 10000;
const AGAIN = 15000;

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

export class Autosave {
  #form;
  #copy;
  #tell;
  #signIn;
  #show;
  #timer = 0;
  #since = 0;
  #saving = null;
  #stopped = false;
  #leaving = false;
  #saved;

  /**
   * `tell(words, isWrong)` shows how it stands, and `show(findings)` what was found in the text;
   * `signIn()` asks for the sign-in again and resolves to whether there is one.
   */
  constructor(form, { tell, show, signIn }) {
    this.#form = form;
    this.#copy = new KeptCopy(form.dataset.member, form.dataset.story);
    this.#tell = tell;
    this.#show = show;
    this.#signIn = signIn;
    this.#saved = valuesAtFirst(form);
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    window.addEventListener("online", () => this.save());
    // Somebody may have signed in in another window.
    window.addEventListener("focus", () => { if (this.isBehind && !this.#timer) this.save(); });
    window.addEventListener("beforeunload", (event) => this.#warn(event));
  }

  get copy() {
    return this.#copy;
  }

  /** Whether something is typed that the site does not have. */
  get isBehind() {
    return !isSame(this.#saved, valuesOf(this.#form));
  }

  /** Something was typed. */
  touch() {
    if (!this.isBehind) return;
    this.#keep();
    if (this.#stopped) return;
    this.#since ||= Date.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), Math.max(0, Math.min(PAUSE, this.#since + LONGEST - Date.now())));
  }

  /** What the fields refer to has changed, so the site is to read them anew. */
  again() {
    this.#saved = {};
    this.touch();
  }

  /** Save now, if there is anything to save. Resolves to whether the site has it all. */
  async save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#since = 0;
    if (this.#stopped) return false;
    if (this.#saving) {
      await this.#saving;
    }
    if (!this.isBehind) return true;
    this.#saving = this.#send(valuesOf(this.#form));
    try {
      return await this.#saving;
    } finally {
      this.#saving = null;
    }
  }

  /** The form itself is being sent: what it says is on its way. */
  leave() {
    this.#stopped = this.#leaving = true;
    clearTimeout(this.#timer);
    this.#copy.markSent();
  }

  async #send(values) {
    const kept = this.#keep();
    try {
      const answer = await ask(this.#form.dataset.autosave, {
        version: Number(this.#version.value), content: values,
      });
      return await this.#take(answer, values);
    } catch {
      const where = kept ? "kept on this device" : "please do not close this page";
      this.#tell(`Not saved: no connection; ${where}.`, true);
      this.#later();
      return false;
    }
  }

  async #take(answer, values) {
    const content = await contentOf(answer);
    if (answer.ok) return this.#accept(content, values);
    if (answer.status === 401) return this.#goOnSignedIn();
    if (answer.status === 409) return this.#stop("Not saved: somebody else has changed this meanwhile. "
      + "Press the save button to see both.");
    if (answer.status === 422) {
      this.#tell(`Not saved yet: ${content.error ?? "something is to be put right."}`, true);
      return false;
    }
    this.#tell("Not saved: the site is in trouble; kept on this device.", true);
    this.#later();
    return false;
  }

  #accept({ version, saved_at: at, findings }, values) {
    this.#version.value = version;
    this.#saved = values;
    this.#tell(`Saved ${CLOCK.format(at ? new Date(at) : new Date())}`, false);
    this.#show(findings);
    if (!this.isBehind) this.#copy.remove();
    else this.touch();
    return !this.isBehind;
  }

  async #goOnSignedIn() {
    this.#tell("Not saved: your sign-in has run out; kept on this device.", true);
    if (!await this.#signIn()) return false;
    this.#saving = null;
    return this.save();
  }

  #stop(words) {
    this.#stopped = true;
    this.#tell(words, true);
    return false;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), AGAIN);
  }

  #keep() {
    return this.#copy.write(valuesOf(this.#form), Number(this.#version.value));
  }

  /** Only where not even this browser has been able to keep it. */
  #warn(event) {
    if (!this.#leaving && this.isBehind && !this.#copy.read()) event.preventDefault();
  }

  get #version() {
    return this.#form.elements.namedItem("version");
  }
}
