/** The page of a story: a visual editor over the text area, saved as one writes, with a preview. */

import { Autosave } from "./autosave.js";
import { Preview } from "./preview.js";
import { offerKept } from "./rescue.js";
import { signInAgain } from "./signin.js";
import { Surface } from "./surface.js";

const form = document.querySelector("form[data-story]");
if (form) begin(form);

function begin(form) {
  const area = form.elements.namedItem("body");
  const status = form.querySelector("[data-kept]");
  const surface = new Surface(area, status);
  area.addEventListener("news:written", () => surface.write(area.value));
  const autosave = new Autosave(form, {
    tell: (words, isWrong) => tell(status, words, isWrong),
    signIn: () => signInAgain(form.dataset),
  });
  offerKept(form, autosave.copy, form);
  autosave.touch();
  form.addEventListener("news:written", () => autosave.touch());
  form.addEventListener("submit", (event) => sendWhenSignedIn(event, form, autosave));
  if (form.dataset.preview) new Preview(form.closest(".writing"), form);
}

function tell(status, words, isWrong) {
  status.classList.toggle("kept--wrong", isWrong);
  if (status.textContent !== words) status.textContent = words;
}

/**
 * What was typed is saved before the form goes, because a form that is sent without a sign-in, or
 * without a connection, takes its words with it.
 */
async function sendWhenSignedIn(event, form, autosave) {
  if (form.dataset.going) return;
  if (!autosave.isBehind) {
    autosave.leave();
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  if (!await autosave.save() && navigator.onLine === false) return;
  form.dataset.going = "yes";
  autosave.leave();
  // While the event that was stopped is still under way, a form takes no second wish to be sent.
  setTimeout(() => form.requestSubmit(submitter));
}
