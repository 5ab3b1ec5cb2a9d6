/** A question in the middle of the work. */

/**
 * Ask it in a dialog of this HTML, whose heading has the id `title`. Returns the dialog, open, and
 * what takes it away; `left` is called at once when it goes, however that comes about, so that the
 * next key goes to where `left` leads.
 */
export function question(html, title, left) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  dialog.setAttribute("aria-labelledby", title);
  dialog.innerHTML = html;
  const leave = () => {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    left();
  };
  // The Escape key closes it without asking us.
  dialog.addEventListener("close", leave);
  dialog.querySelector("[data-leave]").addEventListener("click", leave);
  document.body.append(dialog);
  dialog.showModal();
  return { dialog, leave };
}
