/**
 * Puts newer content into <main> without taking anything from the person reading it: what they
 * typed, where their cursor is and what they had unfolded stay.
 */

const EDITABLE = "input:not([type=hidden], [type=submit], [type=button], [type=image]), textarea, select";
const FOCUSABLE = "a[href], button, input, textarea, select, summary, [tabindex]";

/** Replace the content of `main` by that of `fresh`, an element of another document. */
export function swap(main, fresh) {
  const typed = [...main.querySelectorAll(EDITABLE)].filter(isChanged).map(fieldState);
  const unfolded = [...main.querySelectorAll("details[open]")].map(nameOf);
  const focused = main.contains(document.activeElement) ? focusState(document.activeElement) : null;
  const before = headingOf(main);

  copyData(fresh, main);
  main.replaceChildren(...fresh.childNodes);

  typed.forEach((state) => putBack(main, state));
  unfold(main, unfolded);
  if (focused) restoreFocus(main, focused);
  return { heading: headingOf(main), isNew: headingOf(main) !== before };
}

function headingOf(main) {
  const heading = main.querySelector("[data-announce]") ?? main.querySelector("h1, h2");
  return heading ? heading.textContent.replace(/\s+/g, " ").trim() : "";
}

function copyData(from, to) {
  for (const name of Object.keys(to.dataset)) delete to.dataset[name];
  Object.assign(to.dataset, from.dataset);
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected);
  return field.value !== field.defaultValue;
}

function identity(field) {
  const choice = field.type === "checkbox" || field.type === "radio" ? field.value : "";
  return JSON.stringify([field.form?.getAttribute("action") ?? "", field.name, field.type, choice]);
}

function fieldState(field) {
  return {
    identity: identity(field),
    value: field.value,
    checked: field.checked,
    files: field.files,
    chosen: field.options && [...field.options].filter((o) => o.selected).map((o) => o.value),
  };
}

function putBack(main, state) {
  const field = [...main.querySelectorAll(EDITABLE)].find((f) => identity(f) === state.identity);
  if (!field) return;
  if (state.files) field.files = state.files;
  else if (state.chosen) for (const o of field.options) o.selected = state.chosen.includes(o.value);
  else if (field.type === "checkbox" || field.type === "radio") field.checked = state.checked;
  else field.value = state.value;
}

function unfold(main, names) {
  for (const details of main.querySelectorAll("details")) {
    if (names.includes(nameOf(details))) details.open = true;
  }
}

function nameOf(details) {
  return details.querySelector("summary")?.textContent.trim() ?? "";
}

function focusState(element) {
  return {
    key: focusKey(element),
    start: selectionOf(element, "selectionStart"),
    end: selectionOf(element, "selectionEnd"),
  };
}

function selectionOf(element, end) {
  // Fields without a text selection, such as e-mail ones, answer null.
  return element.matches("input, textarea") ? element[end] : null;
}

function focusKey(element) {
  if (element.matches(EDITABLE)) return identity(element);
  return JSON.stringify([element.tagName, element.id, element.getAttribute("href"),
    element.textContent.trim()]);
}

function restoreFocus(main, { key, start, end }) {
  const same = [...main.querySelectorAll(FOCUSABLE)].find((element) => focusKey(element) === key);
  if (!same) {
    focusHeading(main);
    return;
  }
  same.focus({ preventScroll: true });
  if (start !== null) same.setSelectionRange(start, end);
}

/** Move focus to the heading, so that the next press of Tab goes on from there. */
export function focusHeading(main) {
  const heading = main.querySelector("h1, h2");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
