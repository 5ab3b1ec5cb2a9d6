/** The room's requests to its own page's addresses. */

const PATIENCE = 10000;

/** POST `body` as JSON to `action` below this page, such as ".../exchange". */
export function post(action, body, { keepalive = false } = {}) {
  return fetch(`${location.pathname.replace(/\/$/, "")}/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", ...csrf() },
    body: JSON.stringify(body),
    cache: "no-store",
    keepalive,
    signal: AbortSignal.timeout(PATIENCE),
  });
}

/** The answer's JSON, or an empty object when it has none. */
export async function content(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

function csrf() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  return token ? { "X-CSRFToken": token } : {};
}
