/**
 * Passkeys: the server asks, the browser and its owner answer, and the answer goes back as a form.
 * Forms that begin this are hidden until it is known that the browser can.
 */

const CEREMONIES = {
  add: {
    answer: (options) => navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    }),
    words: {
      InvalidStateError: "This device has a passkey for your account already.",
      NotAllowedError: "No passkey was added. You can try again.",
    },
  },
  use: {
    answer: (options) => navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    }),
    words: { NotAllowedError: "No passkey was used. You can try again." },
  },
};
const FAILED = "Your browser could not do that here. Please use your password, or another browser.";
const UNREACHABLE = "The site can’t be reached. Please try again.";
const TOO_OFTEN = "A little too often. Please wait a minute.";

/** What goes wrong on the server's side, in words for the page. */
class Refused extends Error {}

async function begin(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    cache: "no-store",
  }).catch(() => { throw new Refused(UNREACHABLE); });
  if (answer.status === 429) throw new Refused(TOO_OFTEN);
  const { response = {} } = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(response.errors?.[0] ?? UNREACHABLE);
  return response;
}

function finish(form, state, credential) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "credential";
  field.value = JSON.stringify(credential);
  form.append(field);
  form.action += `/${state}`;
  form.submit();
}

async function run(form) {
  const { answer, words } = CEREMONIES[form.dataset.passkey];
  const tell = form.querySelector("[role=alert]");
  const button = form.querySelector("button");
  tell.textContent = "";
  button.disabled = true;
  try {
    const { credential_options: options, wan_state: state } = await begin(form);
    finish(form, state, await answer(options));
  } catch (fault) {
    tell.textContent = fault instanceof Refused ? fault.message : words[fault.name] ?? FAILED;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  document.querySelector("[data-no-passkeys]")?.remove();
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(form);
    });
  }
}
