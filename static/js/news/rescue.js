/** Offers what this browser kept when a page was left before the site had it all. */

import { differences, isSame, putValues, valuesAtFirst } from "./fields.js";

const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London",
});

/** Show the kept copy beside what the site has, if they differ; `before` is where. */
export function offerKept(form, copy, before) {
  const kept = copy.read();
  if (!kept) return;
  const present = valuesAtFirst(form);
  const version = Number(form.elements.namedItem("version").value);
  if (isSame(kept.values, present) || (kept.sent && version > kept.version)) {
    copy.remove();
    return;
  }
  const offer = build(differences(form, kept.values, present), kept.at);
  offer.addEventListener("click", ({ target }) => {
    if (!target.matches("button")) return;
    if (target.value === "take") putValues(form, kept.values);
    else copy.remove();
    offer.remove();
    form.querySelector("input:not([type=hidden])")?.focus();
  });
  before.before(offer);
}

function build(changes, at) {
  const offer = document.createElement("section");
  offer.className = "banner banner--warn rescue";
  offer.setAttribute("aria-labelledby", "rescue-title");
  offer.innerHTML = `
    <h2 id="rescue-title">This device has kept words that the site doesn’t have</h2>
    <p></p>
    <div></div>
    <div class="buttons">
      <button type="button" class="button" value="take">Use the kept words</button>
      <button type="button" class="button button--secondary" value="drop">Throw them away</button>
    </div>`;
  offer.querySelector("p").textContent = `Typed here until ${WHEN.format(at)}, when the page was left.`;
  offer.querySelector("div").append(...changes.map(row));
  return offer;
}

function row({ label, mine, theirs }) {
  const field = document.createElement("div");
  field.className = "rescue__field";
  field.innerHTML = `<h3></h3><div class="rescue__sides">
    <div><p class="meta">Kept here</p><pre tabindex="0"></pre></div>
    <div><p class="meta">On the site</p><pre tabindex="0"></pre></div></div>`;
  field.querySelector("h3").textContent = label;
  const [here, there] = field.querySelectorAll("pre");
  here.setAttribute("aria-label", `${label}, kept here`);
  there.setAttribute("aria-label", `${label}, on the site`);
  here.textContent = mine || "(empty)";
  there.textContent = theirs || "(empty)";
  return field;
}
