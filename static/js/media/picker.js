/**
 * Fields for pictures in a form: what is dropped or chosen is sent and chosen, all in place. The
 * field tells of each by the event "media:added", with the server's account of the picture.
 */

import { receive } from "./drop.js";

for (const field of document.querySelectorAll("[data-media-field]")) begin(field);

function begin(field) {
  const choices = field.querySelector("[data-media-choices]");
  field.querySelector("[data-media-send]").hidden = true;
  const area = field.querySelector("[data-media-drop]");
  const sender = document.getElementById("media-sender");
  receive(area, sender.action, () => sender.elements.csrf_token.value, async (picture) => {
    const item = await choice(field, picture);
    choices.querySelector(`input[value="${picture.id}"]`)?.closest("li").remove();
    choices.querySelector(".shelf__item--none")?.after(item) ?? choices.prepend(item);
    const input = item.querySelector("input");
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    item.dispatchEvent(new CustomEvent("media:added", { bubbles: true, detail: picture }));
  });
}

/** The newest choice as the server draws it. */
async function choice(field, picture) {
  const query = new URLSearchParams({ name: field.dataset.name, before: picture.id + 1 });
  if ("several" in field.dataset) query.set("several", "1");
  const answer = await fetch(`${field.dataset.picker}?${query}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector("li"), true);
}
