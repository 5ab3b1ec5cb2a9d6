/** The time since the session began, by the server's clock, shown as m:ss. */

export class Elapsed {
  #element;
  #zero = null;
  #ticking = null;

  constructor(element) {
    this.#element = element;
  }

  /** Take the server's word: the session began at `startedAt`, and it is `now`. */
  set(startedAt, now) {
    const passed = Date.parse(now) - Date.parse(startedAt);
    if (!Number.isFinite(passed)) return;
    this.#zero = performance.now() - Math.max(0, passed);
    this.#ticking ??= setInterval(() => this.#show(), 250);
    this.#show();
  }

  stop() {
    clearInterval(this.#ticking);
  }

  #show() {
    const face = clockFace(Math.floor((performance.now() - this.#zero) / 1000));
    if (this.#element.textContent !== face) this.#element.textContent = face;
  }
}

function clockFace(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const end = `${two(seconds % 60)}`;
  if (minutes < 60) return `${minutes}:${end}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${end}`;
}
