/**
 * What both sides of a room share: the connection, the proof of its encryption, and above all its end.
 *
 * The end is local first. The picture goes, then the other side is told through the connection itself,
 * then the connection is closed, then the server is told. Nothing here can open it again: the
 * participant's secret is forgotten, and a new session needs a new key.
 */

import { Alarm } from "../lib/alarm.js";
import { announce, note } from "../lib/announce.js";
import { Elapsed } from "./elapsed.js";
import { inWords, proofIn } from "./encryption.js";
import { Exchange } from "./exchange.js";
import { content, post } from "./server.js";
import { complain, explain, keepOnPage, showProof, showStep } from "./stage.js";

const CONNECT_LIMIT = 30000;
const PROOF_LIMIT = 10000;
const PROOF_PAUSE = 250;
const THEIR_WORD = 2000;
const TRIES = 3;

// What the site's own record cannot know, and its page therefore does not tell.
const UNKNOWN_TO_SITE = ["lost", "unreachable", "unproven"];

const WHY = {
  self: () => "You ended the session.",
  other: (name) => `${name} ended the session.`,
  lost: () => "The connection was lost, so the session has ended.",
  unreachable: () => "The two browsers could not be connected, so the session has ended.",
  unproven: () => "The connection could not be shown to be encrypted strongly enough, so the session"
    + " was ended before anything was shown.",
  server: (_, reason) => reason || "The session has ended.",
};

export class Room {
  over = false;
  connection = null;
  channel = null;
  exchange = null;
  proof = null;
  ice = [];

  #participant = null;
  #elapsed;
  #alarm = new Alarm();
  #waiting = [];
  #proving = false;

  /** `element` is the room's markup; `other` is the name of the person on the other side. */
  constructor(element, other) {
    this.element = element;
    this.other = other;
    this.#elapsed = new Elapsed(element.querySelector("[data-elapsed]"));
    element.addEventListener("click", (event) => this.#press(event.target.closest("[data-action]")));
  }

  /** Enter, with the `participant` secret that the server has just given to this browser alone. */
  begin({ participant }) {
    this.#participant = participant;
    document.dispatchEvent(new Event("live:pause"));
    keepOnPage(true);
    window.addEventListener("pagehide", () => this.end("self", { leaving: true }));
    this.exchange = new Exchange(participant, {
      heard: (reply) => this.#heard(reply),
      signal: (signal) => this.#signal(signal),
      trouble: (lost) => note(lost ? "Connection to our site lost, trying again." : ""),
      over: ({ reason }) => this.end("server", { reason }),
      silent: () => this.end("lost"),
    });
    this.exchange.run();
  }

  /** POST to the server in the name of this participant. */
  send(action, body = {}) {
    return post(action, { participant: this.#participant, ...body });
  }

  /** Open this side of the connection; candidates go out as the browser finds them. */
  connect() {
    const connection = new RTCPeerConnection({ iceServers: this.ice, bundlePolicy: "max-bundle" });
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) this.exchange.send("candidate", candidate.toJSON());
    };
    connection.onconnectionstatechange = () => this.#stateChanged();
    this.channel = connection.createDataChannel("end", { negotiated: true, id: 0 });
    this.channel.onopen = () => this.update();
    this.channel.onclose = () => this.end("other");
    this.channel.onmessage = ({ data }) => (data === "end" ? this.end("other") : this.told(data));
    this.connection = connection;
    return connection;
  }

  /** Say one word to the other browser, if it is there to hear it. */
  tell(word) {
    if (this.channel?.readyState === "open") this.channel.send(word);
  }

  /** Take the other side's description, then the candidates that came before it. */
  async accept(description) {
    await this.connection.setRemoteDescription(description);
    for (const candidate of this.#waiting.splice(0)) await this.#addCandidate(candidate);
    this.#limitConnecting();
  }

  /**
   * End, here and now. `why` is one of WHY, `reason` the server's own words for it; `leaving` when the
   * page itself is going away.
   */
  end(why, { reason = "", leaving = false } = {}) {
    if (this.over) return;
    this.over = true;
    const participant = this.#participant;
    this.#participant = null;
    this.blank();
    if (why !== "other") this.tell("end");
    this.connection?.close();
    this.exchange?.stop();
    this.#elapsed.stop();
    this.#showEnd(WHY[why](this.other, reason));
    this.#tellServer(participant, why, leaving);
  }

  #showEnd(words) {
    note("");
    keepOnPage(false);
    complain(this.element, "");
    this.element.querySelector("[data-why]").textContent = words;
    this.element.dataset.state = "ended";
    showStep(this.element, "ended");
    announce(words);
  }

  async #tellServer(participant, why, leaving) {
    // Whoever ended it tells the server; we do so only in case that word was lost.
    if (why === "other" && !leaving) await this.#alarm.wait(THEIR_WORD);
    if (why === "unproven") await this.#postUnproven(participant);
    for (let tries = 1; participant && tries <= TRIES; tries += 1) {
      if (await this.#postEnd(participant)) break;
      await this.#alarm.wait(tries * 1000);
    }
    if (!leaving) this.#showRecord(why);
  }

  /** The site's own page takes the room's place; our word for a lost connection goes with it. */
  #showRecord(why) {
    if (UNKNOWN_TO_SITE.includes(why)) {
      const words = WHY[why](this.other);
      document.addEventListener("live:updated", () => explain(words), { once: true });
    }
    document.dispatchEvent(new Event("live:refresh"));
  }

  /** The record says what the connection could not show; the site ends the session for it. */
  async #postUnproven(participant) {
    const none = "not shown";
    await post("proof", { participant, tls: none, dtls: none, srtp: none }).catch(() => {});
  }

  async #postEnd(participant) {
    try {
      const answer = await post("end", { participant }, { keepalive: true });
      return answer.status < 500;
    } catch {
      return false;
    }
  }

  #heard(reply) {
    this.ice = reply.ice ?? this.ice;
    this.#elapsed.set(reply.started_at, reply.now);
    this.heard(reply);
  }

  async #signal({ kind, data }) {
    try {
      if (kind === "candidate") await this.#addCandidate(data);
      else await this.described(kind, data);
    } catch (error) {
      // One unusable candidate does no harm; without a description the time limit ends it.
      console.warn(`A signal (${kind}) could not be used.`, error);
    }
  }

  async #addCandidate(candidate) {
    if (this.over) return;
    if (this.connection?.remoteDescription) await this.connection.addIceCandidate(candidate);
    else this.#waiting.push(candidate);
  }

  async #limitConnecting() {
    await this.#alarm.wait(CONNECT_LIMIT);
    if (!this.#proving) this.end("unreachable");
  }

  #stateChanged() {
    const state = this.connection.connectionState;
    note(state === "disconnected" ? "The connection is unsteady." : "");
    if (state === "connected") this.#prove();
    else if (state === "failed") this.end(this.#proving ? "lost" : "unreachable");
    else if (state === "closed") this.end("lost");
  }

  async #prove() {
    this.exchange.steady = true;
    if (this.#proving) return;
    this.#proving = true;
    const limit = performance.now() + PROOF_LIMIT;
    while (!this.over) {
      const proof = proofIn(await this.connection.getStats());
      if (proof && (await this.#record(proof))) return;
      if (performance.now() > limit) this.end("unproven");
      await this.#alarm.wait(PROOF_PAUSE);
    }
  }

  /** Whether the server has taken the proof; only then is anything shown. */
  async #record(proof) {
    try {
      const answer = await this.send("proof", proof);
      if (this.over) return true;
      if (answer.status === 409) this.end("server", await content(answer));
      if (!answer.ok) return false;
    } catch {
      return false;
    }
    this.proof = proof;
    showProof(this.element, inWords(proof), proof);
    this.update();
    return true;
  }

  async #press(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.action === "end") {
      this.end("self");
      return;
    }
    button.setAttribute("aria-disabled", "true");
    complain(this.element, "");
    try {
      await this.pressed(button.dataset.action);
    } catch {
      complain(this.element, "That did not reach us. Please press the button again.");
    }
    button.removeAttribute("aria-disabled");
  }

  /** Whether `answer` is a yes; a refusal because it is all over ends the room. */
  async accepted(answer) {
    if (answer.ok) return true;
    const { state, reason, error } = await content(answer);
    if (answer.status === 409 && state !== "LIVE") this.end("server", { reason });
    else complain(this.element, error ?? "That did not reach us. Please press the button again.");
    return false;
  }
}
