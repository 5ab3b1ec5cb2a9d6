/** Signing in again without leaving the page, so that nothing typed on it is lost. */

import { contentOf, renewToken, send } from "./server.js";

const UNREACHABLE = "The site can’t be reached. Your text is kept; please try again.";
let open = null;

/** Ask for the sign-in in place. Resolves once somebody is signed in, or when it is put off. */
export function signInAgain({ signIn, code, email }) {
  open ??= new SignIn(signIn, code, email).result.finally(() => { open = null; });
  return open;
}

class SignIn {
  #addresses;
  #dialog = document.createElement("dialog");
  #done;
  #back = document.activeElement;

  constructor(signIn, code, email) {
    this.#addresses = { signIn, code };
    this.result = new Promise((resolve) => { this.#done = resolve; });
    this.#dialog.className = "ask";
    this.#dialog.setAttribute("aria-labelledby", "sign-in-title");
    this.#dialog.innerHTML = FORM;
    this.#dialog.querySelector("a").href = signIn;
    this.#field("email").value = email;
    this.#dialog.addEventListener("submit", (event) => this.#submit(event));
    this.#dialog.querySelector("[data-later]").addEventListener("click", () => this.#close(false));
    this.#dialog.addEventListener("cancel", () => this.#close(false));
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#field(email ? "password" : "email").focus();
  }

  async #submit(event) {
    event.preventDefault();
    const step = event.target.dataset.step;
    const button = event.submitter;
    button.disabled = true;
    try {
      if (step === "code") await this.#sendCode();
      else await this.#sendPassword();
    } catch {
      this.#tell(UNREACHABLE);
    }
    button.disabled = false;
  }

  async #sendPassword() {
    await this.#takeToken();
    const answer = await send(this.#addresses.signIn, {
      email: this.#field("email").value.trim(), password: this.#field("password").value,
    });
    const { response = {} } = await contentOf(answer);
    if (answer.ok && response.tf_required && response.tf_state === "ready") this.#askForCode(response);
    else if (answer.ok && response.tf_required) this.#tell("Please sign in in another window; more is asked there.");
    else this.#finish(answer, response, "The address or the password is not right.");
  }

  async #sendCode() {
    const answer = await send(this.#addresses.code, { code: this.#field("code").value.trim() });
    const { response = {} } = await contentOf(answer);
    this.#finish(answer, response, "That code is not right. Please use the newest one.");
  }

  /** The old sign-in's token is worth nothing now; the sign-in form has one of its own. */
  async #takeToken() {
    const answer = await fetch(this.#addresses.signIn, {
      headers: { Accept: "application/json" }, cache: "no-store",
    });
    const { response = {} } = await contentOf(answer);
    if (response.csrf_token) renewToken(response.csrf_token);
  }

  #askForCode({ csrf_token: fresh }) {
    if (fresh) renewToken(fresh);
    const [password, code] = this.#dialog.querySelectorAll("form");
    password.hidden = true;
    code.hidden = false;
    this.#tell("");
    this.#field("code").focus();
  }

  async #finish(answer, response, wrong) {
    if (!answer.ok) {
      this.#tell(answer.status === 429 ? "A little too often. Please wait a minute." : wrong);
      return;
    }
    await this.#takeToken();
    this.#close(true);
  }

  #tell(text) {
    this.#dialog.querySelector(".error").textContent = text;
  }

  #field(name) {
    return this.#dialog.querySelector(`[name=${name}]`);
  }

  #close(signedIn) {
    this.#dialog.close();
    this.#dialog.remove();
    this.#back?.focus();
    this.#done(signedIn);
  }
}

const FORM = `
  <h2 id="sign-in-title">Please sign in again</h2>
  <p>Your sign-in has run out. Nothing you typed is lost: it stands on this page, and is saved as soon as
    you are signed in.</p>
  <p class="error" role="alert"></p>
  <form novalidate data-step="password">
    <div class="field">
      <label for="sign-in-email">Email</label>
      <input id="sign-in-email" name="email" type="email" autocomplete="username" required>
    </div>
    <div class="field">
      <label for="sign-in-password">Password</label>
      <input id="sign-in-password" name="password" type="password" autocomplete="current-password" required>
    </div>
    <div class="buttons">
      <button class="button">Sign in</button>
      <button class="button button--quiet" type="button" data-later>Later</button>
    </div>
  </form>
  <form novalidate data-step="code" hidden>
    <div class="field">
      <label for="sign-in-code">Code</label>
      <p class="hint" id="sign-in-code-hint">From the authenticator app.</p>
      <input id="sign-in-code" name="code" inputmode="numeric" autocomplete="one-time-code"
        aria-describedby="sign-in-code-hint" required>
    </div>
    <div class="buttons"><button class="button">Sign in</button></div>
  </form>
  <p class="hint">With a passkey: <a target="_blank" rel="noopener">sign in in another window</a>, then come back.</p>`;
