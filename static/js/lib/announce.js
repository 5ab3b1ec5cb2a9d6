/**
 * What is said to people who listen to a page, and the one visible note about its connection.
 *
 * Both stand outside <main>, because the content of <main> is replaced while the page waits.
 */

function standing(id, className) {
  let element = document.getElementById(id);
  if (!element) {
    element = document.createElement("div");
    element.id = id;
    element.className = className;
    element.setAttribute("role", "status");
    document.body.append(element);
  }
  return element;
}

/** Say `text` politely to a screen reader. */
export function announce(text) {
  const element = standing("announcements", "visually-hidden");
  element.textContent = "";
  // A region that never empties is not read again when the same words return.
  setTimeout(() => { element.textContent = text; }, 60);
}

/** Show `text` as the page's note about its connection; no text takes the note away. */
export function note(text) {
  const element = standing("connection-note", "connection-note");
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}
