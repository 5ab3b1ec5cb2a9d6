/** The customer's page of a session: the form for the key, and the room that a right key opens. */

import { content } from "./room/server.js";
import { CustomerRoom } from "./room/customer.js";

const UNREACHABLE = "That did not reach us. Please try again.";

function isCapable() {
  return Boolean(navigator.mediaDevices?.getDisplayMedia && window.RTCPeerConnection);
}

function prepare() {
  for (const form of document.querySelectorAll("#key-form")) {
    const capable = form.elements.namedItem("capable");
    if (capable && isCapable()) capable.value = "yes";
  }
  for (const warning of document.querySelectorAll("[data-incapable]")) warning.hidden = isCapable();
}

async function start(form, room) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    cache: "no-store",
    signal: AbortSignal.timeout(10000),
  });
  const reply = await content(answer);
  if (answer.ok && reply.participant) {
    new CustomerRoom(room).begin(reply);
    return;
  }
  showError(form, reply.error ?? UNREACHABLE);
  // A key that has died, or another state of the session, is the page's to show.
  if (answer.status !== 422) document.dispatchEvent(new Event("live:refresh"));
}

function showError(form, text) {
  const field = form.elements.namedItem("key");
  const prefix = document.createElement("span");
  prefix.className = "visually-hidden";
  prefix.textContent = "Error: ";
  errorBeside(field).replaceChildren(prefix, text);
  field.setAttribute("aria-invalid", "true");
  field.closest(".field")?.classList.add("field--wrong");
  field.focus();
}

function errorBeside(field) {
  const id = `${field.id || "key"}-error`;
  const standing = document.getElementById(id);
  if (standing) return standing;
  const error = document.createElement("p");
  error.id = id;
  error.className = "error";
  field.before(error);
  const described = field.getAttribute("aria-describedby");
  field.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
  return error;
}

let starting = false;

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const room = document.getElementById("room");
  if (form.id !== "key-form" || form.dataset.engine === "link" || !room || !isCapable()) return;
  event.preventDefault();
  if (starting) return;
  starting = true;
  try {
    await start(form, room);
  } catch {
    showError(form, UNREACHABLE);
  }
  starting = false;
});

document.addEventListener("live:updated", prepare);
prepare();
