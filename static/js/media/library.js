/** The library: pictures are sent as they are dropped or chosen, and appear at the top. */

import { receive } from "./drop.js";

const form = document.querySelector("[data-media-upload]");
const token = () => form.elements.csrf_token.value;

form.querySelector("[data-media-send]").hidden = true;
receive(form.querySelector("[data-media-drop]"), form.action, token, show);

function show(picture) {
  let shelf = document.querySelector("section > .shelf");
  if (!shelf) {
    shelf = document.createElement("ul");
    shelf.className = "shelf";
    document.querySelector("section .empty")?.replaceWith(shelf);
  }
  shelf.querySelector(`a[href="${picture.page}"]`)?.closest("li").remove();
  const item = document.createElement("li");
  item.className = "shelf__item";
  const link = document.createElement("a");
  link.href = picture.page;
  link.className = "shelf__choice";
  const image = document.createElement("img");
  Object.assign(image, { src: picture.thumbnail, alt: "", className: "cropped" });
  const words = document.createElement("span");
  words.textContent = "Describe it";
  const name = document.createElement("p");
  name.className = "meta";
  name.textContent = picture.name;
  link.append(image, words);
  item.append(link, name);
  shelf.prepend(item);
}
