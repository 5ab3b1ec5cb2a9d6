/** The page of a story: a visual editor over the text area, saved as one writes, with a preview. */

import { Autosave } from "./autosave.js";
import { showFindings } from "./findings.js";
import { askForWords } from "./picturewords.js";
import { Preview } from "./preview.js";
import { offerKept } from "./rescue.js";
import { signInAgain } from "./signin.js";
import { Surface } from "./surface.js";

const form = document.querySelector("form[data-story]");
if (form) begin(form);

function begin(form) {
  const area = form.elements.namedItem("body");
  const status = form.querySelector("[data-kept]");
  const signIn = () => signInAgain(form.dataset);
  const surface = new Surface(area, status, { addresses: form.dataset, signIn });
  area.addEventListener("news:written", () => surface.write(area.value));
  const autosave = new Autosave(form, {
    tell: (words, isWrong) => tell(status, words, isWrong),
    show: (findings) => showFindings(form, findings),
    signIn,
  });
  offerKept(form, autosave.copy, form);
  autosave.touch();
  form.addEventListener("news:written", () => autosave.touch());
  let asked = Promise.resolve();
  form.addEventListener("media:added", ({ target, detail }) => {
    asked = asked.then(() => describe(target, detail, form, { autosave, signIn }));
  });
  form.addEventListener("submit", (event) => sendWhenSignedIn(event, form, autosave));
  window.addEventListener("dragover", ignoreMissed);
  window.addEventListener("drop", ignoreMissed);
  if (form.dataset.preview) new Preview(form.closest(".writing"), form);
}

/** A file that is dropped beside the place for it would take the page's own place. */
function ignoreMissed(event) {
  const isFile = event.dataTransfer.types.includes("Files");
  if (isFile && !event.target.closest?.("input[type=file]")) event.preventDefault();
}

function tell(status, words, isWrong) {
  status.classList.toggle("kept--wrong", isWrong);
  if (status.textContent !== words) status.textContent = words;
}

/** A picture that was just added beside the text is asked for its words at once. */
async function describe(choice, picture, form, { autosave, signIn }) {
  if (picture.alt || picture.decorative) return;
  const said = await askForWords(picture, form.dataset.pictures, {
    title: "What does this picture show?", done: "Save", signIn,
  });
  if (!said) return;
  choice.querySelector("input").nextSibling.textContent = ` ${said.decorative ? "Decoration" : said.alt} `;
  autosave.again();
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
