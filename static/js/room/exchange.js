/**
 * The way through our own server by which two browsers find each other, and the sign of life by which
 * the server knows that both are still there. No picture passes this way.
 */

import { Alarm } from "../lib/alarm.js";
import { content, post } from "./server.js";

const SEEKING = 400;
const STEADY = 2000;
// The server ends a session when a side has been silent for this long; so do we.
const SILENCE = 60000;
// The server takes no more than 50 messages at once.
const AT_ONCE = 40;

export class Exchange {
  #participant;
  #listeners;
  #alarm = new Alarm();
  #outgoing = [];
  #after = 0;
  #stopped = false;
  #lost = false;
  #heard = performance.now();

  /** Whether the two browsers are connected, so that the server need be asked less often. */
  steady = false;

  /** `listeners`: heard(reply), signal(signal), trouble(isLost), over(reply), silent(). */
  constructor(participant, listeners) {
    this.#participant = participant;
    this.#listeners = listeners;
  }

  send(kind, data) {
    this.#outgoing.push({ kind, data });
    this.#alarm.ring();
  }

  stop() {
    this.#stopped = true;
    this.#participant = null;
    this.#outgoing = [];
    this.#alarm.ring();
  }

  async run() {
    while (!this.#stopped) {
      await this.#once();
      if (this.#outgoing.length && !this.#lost) continue;
      if (!this.#stopped) await this.#alarm.wait(this.steady ? STEADY : SEEKING);
    }
  }

  async #once() {
    const sending = this.#outgoing.slice(0, AT_ONCE);
    try {
      const answer = await post("exchange", {
        participant: this.#participant, after: this.#after, send: sending,
      });
      if (this.#stopped) return;
      await this.#take(answer, sending.length);
    } catch {
      if (!this.#stopped) this.#miss();
    }
  }

  async #take(answer, sent) {
    if (answer.status === 429 || answer.status >= 500) throw new Error("The server is busy.");
    const reply = await content(answer);
    if (this.#stopped) return;
    if (!answer.ok) {
      this.#listeners.over(reply);
      return;
    }
    this.#outgoing.splice(0, sent);
    this.#heard = performance.now();
    if (this.#lost) this.#listeners.trouble(false);
    this.#lost = false;
    this.#listeners.heard(reply);
    await this.#deliver(reply.signals ?? []);
  }

  async #deliver(signals) {
    for (const signal of signals) {
      if (this.#stopped || signal.seq <= this.#after) continue;
      this.#after = signal.seq;
      await this.#listeners.signal(signal);
    }
  }

  #miss() {
    if (performance.now() - this.#heard > SILENCE) {
      this.#listeners.silent();
      return;
    }
    if (!this.#lost) this.#listeners.trouble(true);
    this.#lost = true;
  }
}
