/** What is seen of a room: one step at a time, a line that says what is the case, the picture. */

import { announce } from "../lib/announce.js";

/** Show the step called `name`, hide the others, and take the keyboard to its heading. */
export function showStep(room, name, { focus = true } = {}) {
  for (const step of room.querySelectorAll("[data-step]")) step.hidden = step.dataset.step !== name;
  const heading = room.querySelector(`[data-step="${name}"] h2`);
  if (!focus || !heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** Say in the room's status line what is the case now; `shown` while a picture is shown. */
export function say(room, text, { shown = false } = {}) {
  room.classList.toggle("room--showing", shown);
  const line = room.querySelector("[data-status]");
  if (line.textContent.trim() === text) return;
  line.textContent = text;
  announce(text);
}

/** Show a kind word about something that did not work; no text takes it away. */
export function complain(room, text) {
  const line = room.querySelector("[data-complaint]");
  line.textContent = text;
  line.hidden = !text;
}

/** Say below the page's own heading why the room has ended. */
export function explain(text) {
  const words = document.createElement("p");
  words.className = "lede";
  words.textContent = text;
  document.querySelector("main h1")?.after(words);
}

/** Put a new, empty <video> in the place of the room's, so that not even its last frame stays. */
export function emptyPicture(room) {
  const old = room.querySelector("video");
  const fresh = old.cloneNode(false);
  fresh.hidden = true;
  old.srcObject = null;
  old.replaceWith(fresh);
  return fresh;
}

/** Show `track` in the room's <video>. */
export function showPicture(room, track) {
  const video = emptyPicture(room);
  video.srcObject = new MediaStream([track]);
  video.hidden = false;
  // A browser may refuse to play for a moment while the page is hidden; it plays on its return.
  video.play().catch(() => {});
}

/** Show how the connection is encrypted: `words` in short, `proof` in full. */
export function showProof(room, words, proof) {
  const box = room.querySelector("[data-proof]");
  box.querySelector("summary").textContent = words;
  for (const [name, value] of Object.entries(proof)) {
    box.querySelector(`[data-proof-${name}]`).textContent = value;
  }
  box.hidden = false;
}

/** Make the page's head and foot inert, or not: a link followed by mistake would end the session. */
export function keepOnPage(keep) {
  for (const part of document.querySelectorAll(".masthead, .footer, .skip")) part.inert = keep;
}

/** Show the room alone: everything else in <main> is put away. */
export function showRoomAlone(room) {
  for (let part = room; part.parentElement && part.tagName !== "MAIN"; part = part.parentElement) {
    for (const sibling of part.parentElement.children) {
      if (sibling !== part && part.parentElement !== document.body) sibling.hidden = true;
    }
    part.hidden = false;
  }
}
