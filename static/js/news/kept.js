/**
 * What is typed and not yet on the site, kept in this browser until it is: a lost connection, an
 * expired sign-in or a closed tab then takes nothing away. Signing out empties it (Clear-Site-Data).
 */

export class KeptCopy {
  #key;

  /** The copy of one story for one member of staff. */
  constructor(member, story) {
    this.#key = `news:${member}:${story}`;
  }

  /** The copy: its values by field, the version they began from and when; null if there is none. */
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  /** Returns whether the browser has kept it; it may be full, or forbidden to keep anything. */
  write(values, version) {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ values, version, at: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  /** Note that the values were sent by the form itself. */
  markSent() {
    const copy = this.read();
    if (copy) localStorage.setItem(this.#key, JSON.stringify({ ...copy, sent: true }));
  }

  remove() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Nothing can be kept, so nothing is.
    }
  }
}
