/**
 * A pause that keeps time in a hidden page and can be cut short.
 *
 * A person sharing another window has this page hidden; its heartbeat must go on all the same.
 */

const sleepers = new Map();
let worker = startWorker();
let last = 0;

function startWorker() {
  if (!("Worker" in window)) return null;
  try {
    const started = new Worker(new URL("./alarm-worker.js", import.meta.url));
    started.onmessage = ({ data }) => ring(data);
    started.onerror = fallBack;
    return started;
  } catch {
    return null;
  }
}

function fallBack() {
  worker = null;
  for (const [id, { delay }] of sleepers) setTimeout(ring, delay, id);
}

function ring(id) {
  sleepers.get(id)?.wake();
  sleepers.delete(id);
}

export class Alarm {
  #id = 0;

  /** Resolves after `delay` milliseconds, or at once when `ring` is called. */
  wait(delay) {
    this.#id = ++last;
    return new Promise((wake) => {
      sleepers.set(this.#id, { wake, delay });
      if (worker) worker.postMessage({ id: this.#id, delay });
      else setTimeout(ring, delay, this.#id);
    });
  }

  ring() {
    ring(this.#id);
  }
}
