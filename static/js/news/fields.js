/** What a form holds, as plain values. */

const NOT_CONTENT = new Set(["csrf_token", "version", "form_token"]);

/** The values of a form by field; a field that may occur several times has a list. */
export function valuesOf(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_CONTENT.has(name)) (values[name] ??= []).push(value);
  }
  return values;
}

/** The values that the form came with, whatever has been typed before this script was there. */
export function valuesAtFirst(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return valuesOf(copy);
}

/** Put values into a form; tells of each field that this changes. */
export function putValues(form, values) {
  for (const field of fieldsOf(form)) {
    const wanted = values[field.name] ?? [];
    const isChoice = field.type === "checkbox" || field.type === "radio";
    const before = isChoice ? field.checked : field.value;
    if (isChoice) field.checked = wanted.includes(field.value);
    else if (wanted.length) field.value = wanted[fieldsNamed(form, field.name).indexOf(field)] ?? field.value;
    if (before !== (isChoice ? field.checked : field.value)) {
      field.dispatchEvent(new CustomEvent("news:written", { bubbles: true }));
    }
  }
}

/** The fields in which two sets of values differ, by name, with both values as words. */
export function differences(form, mine, theirs) {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return names
    .map((name) => ({ label: labelOf(form, name), mine: words(mine[name]), theirs: words(theirs[name]) }))
    .filter((each) => each.mine !== each.theirs);
}

/** Whether two sets of values say the same; lines may end as each system ends them. */
export function isSame(mine, theirs) {
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...names].every((name) => words(mine[name]) === words(theirs[name]));
}

function words(values) {
  return (values ?? []).join("\n").replace(/\r\n?/g, "\n");
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NOT_CONTENT.has(field.name)
    && !["submit", "button", "file", "fieldset"].includes(field.type));
}

function fieldsNamed(form, name) {
  return fieldsOf(form).filter((field) => field.name === name);
}

function labelOf(form, name) {
  const [field] = fieldsNamed(form, name);
  if (!field) return name;
  const legend = field.closest("fieldset")?.querySelector("legend");
  return (legend && /checkbox|radio/.test(field.type) ? legend : field.labels?.[0] ?? legend)
    ?.firstChild?.textContent.trim() || name;
}
