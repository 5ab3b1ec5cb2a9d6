/** What was found in the text when it was looked over, shown anew each time that it is saved. */

/** Show findings of the server, each with its `level` and `message`, in the form's list. */
export function showFindings(form, findings) {
  const list = form.querySelector("[data-findings]");
  list.replaceChildren(...findings.map(item));
  list.hidden = !findings.length;
}

function item({ level, message }) {
  const isError = level === "error";
  const badge = document.createElement("span");
  badge.className = `badge badge--${isError ? "stop" : "plain"}`;
  badge.textContent = isError ? "Must be put right" : "Worth a look";
  const line = document.createElement("li");
  line.append(badge, ` ${message}`);
  return line;
}
