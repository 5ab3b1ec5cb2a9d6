/** What the pages of the news desk ask of the server, and the token that each question carries. */

const PATIENCE = 15000;

/** The token of this page, for a form or a question. */
export function token() {
  return document.querySelector("input[name=csrf_token]").value;
}

/** A new sign-in has a new token; every form of the page needs it. */
export function renewToken(fresh) {
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
}

/** Ask with some JSON. Rejects when the server cannot be reached. */
export function ask(address, content) {
  return fetch(address, {
    method: "POST",
    headers: {
      "Accept": "application/json", "Content-Type": "application/json", "X-CSRFToken": token(),
    },
    body: JSON.stringify(content),
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** Send a form's fields and take JSON in return, as the sign-in does. */
export function send(address, fields) {
  return fetch(address, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ ...fields, csrf_token: token() }),
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** The JSON of an answer; an empty object where it has none. */
export async function contentOf(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}
