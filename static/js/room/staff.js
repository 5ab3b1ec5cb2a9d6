/**
 * The representative's side of a room. It only receives: it never offers, and it shows a picture only
 * while the customer says that it is shown and the connection has proved how it is encrypted.
 */

import { Room } from "./room.js";
import { post } from "./server.js";
import { emptyPicture, say, showPicture, showRoomAlone, showStep } from "./stage.js";

export class StaffRoom extends Room {
  #permissions = {};
  #track = null;
  #answered = false;
  #showing = false;
  #onScreen = false;
  #shownOnce = false;

  constructor(element) {
    super(element, element.dataset.other);
  }

  async pressed(action) {
    if (action === "join") await this.#join();
    else if (action === "enlarge") await this.element.querySelector("[data-frame]").requestFullscreen();
  }

  heard(reply) {
    this.#permissions = reply;
    this.#say();
  }

  /** The customer's browser says "showing" or "paused". */
  told(word) {
    this.#showing = word === "showing";
    this.update();
  }

  async described(kind, description) {
    if (kind !== "offer" || this.#answered || !this.#permissions.view_granted) return;
    this.#answered = true;
    const connection = this.connect();
    connection.ontrack = ({ track }) => this.#received(track);
    await this.accept(description);
    await connection.setLocalDescription();
    if (!this.over) this.exchange.send("answer", connection.localDescription.toJSON());
  }

  blank() {
    this.#onScreen = false;
    emptyPicture(this.element);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  update() {
    if (this.over) return;
    const visible = this.#showing && this.proof && this.#track;
    if (visible && !this.#onScreen) this.#show();
    if (!visible && this.#onScreen) this.blank();
    this.#say();
  }

  async #join() {
    const answer = await post("join", {});
    if (!(await this.accepted(answer))) return;
    showRoomAlone(this.element);
    showStep(this.element, "viewing");
    this.begin(await answer.json());
  }

  #received(track) {
    if (track.kind !== "video") return;
    track.onended = () => this.told("paused");
    this.#track = track;
    this.update();
  }

  #show() {
    this.#onScreen = true;
    this.#shownOnce = true;
    showPicture(this.element, this.#track);
  }

  #say() {
    say(this.element, this.#inWords());
  }

  #inWords() {
    const { documents_closed: closed, view_granted: granted, view_declined: declined } = this.#permissions;
    if (!closed) return `Waiting for ${this.other} to close their documents.`;
    if (declined) return `${this.other} has chosen not to show anything.`;
    if (!granted) return `Waiting for ${this.other} to let you see.`;
    if (!this.#answered) return `Waiting for ${this.other} to choose what to show.`;
    if (!this.proof) return "Connecting.";
    if (this.#showing) return `You see what ${this.other} chose.`;
    return this.#shownOnce ? `${this.other} has stopped showing.` : `Waiting for ${this.other}'s picture.`;
  }
}
