/** Adds and takes away items in place. Without this module the same buttons ask the server. */

const list = document.querySelector("[data-items]");
const most = Number(list.dataset.most);
const add = list.querySelector("button[value=add]");
const rows = () => [...list.querySelectorAll(".item")];

let next = rows().length;

/** A row like the last one, empty, under names of its own. */
function blankRow() {
  const last = rows().at(-1);
  const row = last.cloneNode(true);
  const number = next++;
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replaceAll(/items-\d+/g, `items-${number}`));
    }
  }
  clear(row);
  return row;
}

function clear(row) {
  for (const error of row.querySelectorAll(".error")) error.remove();
  for (const wrong of row.querySelectorAll(".field--wrong")) wrong.classList.remove("field--wrong");
  for (const field of row.querySelectorAll("input, select, textarea")) {
    field.removeAttribute("aria-invalid");
    field.value = "";
  }
}

/** Count the rows anew, and offer only what can be done. */
function settle() {
  const all = rows();
  all.forEach((row, index) => {
    for (const place of row.querySelectorAll("[data-place]")) place.textContent = index + 1;
    row.querySelector("button").hidden = all.length === 1;
  });
  add.hidden = all.length >= most;
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  if (button === add) {
    const row = blankRow();
    add.before(row);
    settle();
    row.querySelector("select").focus();
  } else {
    const row = button.closest(".item");
    const neighbour = row.previousElementSibling ?? row.nextElementSibling;
    row.remove();
    settle();
    neighbour.focus();
  }
});
