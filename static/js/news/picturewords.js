/** Asks what a picture shows, for people who can’t see it, or whether it is only decoration. */

import { question } from "./question.js";
import { contentOf, send } from "./server.js";

/** The title, in Markdown, of a picture that needs no words. */
export const DECORATION = "decoration";

const MISSING = "Say what the picture shows, or mark it as decoration.";
const BOTH = "A decoration has no text: take the mark away, or the text.";
const UNREACHABLE = "The site can’t be reached. Please try again.";

/**
 * Ask for the words of a picture as the server tells of it. A library that has no words yet keeps
 * them too, and says what is wrong with them; `signIn` asks for a sign-in that it may want. Resolves to
 * `{alt, decorative}`, or null if put off.
 */
export function askForWords(picture, library, { signIn, ...texts }) {
  return new Promise((resolve) => {
    let said = null;
    askWords({
      ...texts, thumbnail: picture.thumbnail, alt: picture.alt, decorative: picture.decorative,
      accept: async (words) => {
        const isNew = !picture.alt && !picture.decorative;
        const problem = isNew ? await keep(picture, library, words, signIn) : "";
        if (!problem) said = words;
        return problem;
      },
      left: () => resolve(said),
    });
  });
}

async function keep(picture, library, words, signIn) {
  const { id, caption, across, down } = picture;
  const { alt, decorative } = words;
  try {
    const answer = await send(`${library}/${id}`, {
      alt, caption, across, down, ...(decorative && { decorative: "y" }),
    });
    if (answer.status === 401 && await signIn()) return await keep(picture, library, words, signIn);
    return answer.ok ? "" : (await contentOf(answer)).error ?? UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

/**
 * The question itself. `accept({alt, decorative})` may resolve to what is wrong with the words;
 * `removed` is called where `remove`, a button's text, is given and pressed; `left` at the end.
 */
export function askWords({ title, thumbnail, alt, decorative, done, remove, accept, removed, left }) {
  const { dialog, leave } = question(QUESTION, "words-title", left);
  const find = (selector) => dialog.querySelector(selector);
  find("h2").textContent = title;
  if (thumbnail) find("img").src = thumbnail;
  else find("img").remove();
  find("textarea").value = alt;
  find("[type=checkbox]").checked = decorative;
  find("[value=done]").textContent = done;
  find("[value=remove]").textContent = remove ?? "";
  find("[value=remove]").hidden = !remove;
  find("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (event.submitter?.value === "remove") removed();
    else if (!await isAccepted(find, event.submitter, accept)) return;
    leave();
  });
  find("textarea").focus();
}

async function isAccepted(find, button, accept) {
  const [field, tick] = [find("textarea"), find("[type=checkbox]")];
  const said = { alt: field.value.replace(/\s+/g, " ").trim(), decorative: tick.checked };
  button.disabled = true;
  const problem = missing(said) || await accept(said);
  button.disabled = false;
  if (!problem) return true;
  find(".error").textContent = problem;
  field.setAttribute("aria-invalid", "true");
  field.focus();
  return false;
}

function missing({ alt, decorative }) {
  if (decorative) return alt ? BOTH : "";
  return alt ? "" : MISSING;
}

const QUESTION = `
  <h2 id="words-title"></h2>
  <form novalidate>
    <img class="ask__picture" alt="">
    <div class="field">
      <label for="words-alt">In words, for people who can’t see it</label>
      <p class="hint" id="words-hint">As you would say it on the telephone; no file name.</p>
      <p class="error" id="words-error" role="alert"></p>
      <textarea id="words-alt" rows="2" maxlength="400" aria-describedby="words-hint words-error"></textarea>
    </div>
    <div class="field">
      <div class="choice">
        <input type="checkbox" id="words-decorative">
        <label for="words-decorative">It is only decoration</label>
      </div>
    </div>
    <div class="buttons">
      <button class="button" value="done"></button>
      <button class="button button--secondary" value="remove"></button>
      <button class="button button--quiet" type="button" data-leave>Cancel</button>
    </div>
  </form>`;
